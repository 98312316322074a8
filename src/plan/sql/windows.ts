import { type Cursor, NONE, node } from "./cursor.js";
import { expression, sortItem } from "./expressions.js";
import { isName } from "./lookahead.js";
import { refuse } from "./problem.js";
import type { NamedWindow } from "./querySyntax.js";
import type { FrameBound, SqlExpr, WindowFrame, WindowSpec } from "./syntax.js";

/** What follows OVER, or `name AS` in the WINDOW clause. */
export function windowSpec(p: Cursor): WindowSpec {
	const start = p.tok.start;
	if (!p.is("(")) {
		const ref = p.ident("a window's name");
		return node({ kind: "window", ref, partitionBy: NONE, orderBy: NONE, at: p.span(start) });
	}
	p.next();
	if (isName(p.tok) && p.peek().text === ")") {
		const ref = p.ident();
		p.next();
		return node({ kind: "window", ref, partitionBy: NONE, orderBy: NONE, at: p.span(start) });
	}
	let partitionBy: readonly SqlExpr[] = NONE;
	let orderBy: WindowSpec["orderBy"] = NONE;
	if (p.takeAll("CLUSTER", "BY")) partitionBy = p.list(expression);
	else {
		if (p.takeAll("PARTITION", "BY") || p.takeAll("DISTRIBUTE", "BY")) partitionBy = p.list(expression);
		if (p.takeAll("ORDER", "BY") || p.takeAll("SORT", "BY")) orderBy = p.list(sortItem);
	}
	const frame = p.is("ROWS") || p.is("RANGE") ? windowFrame(p) : undefined;
	if (!p.is(")")) p.fail(...(frame ? [")"] : ["PARTITION BY", "ORDER BY", "ROWS", "RANGE", ")"]));
	p.next();
	return node({ kind: "window", partitionBy, orderBy, frame, at: p.span(start) });
}

function windowFrame(p: Cursor): WindowFrame {
	const start = p.tok.start;
	const unit = p.advanceKeyword().text === "ROWS" ? "rows" : "range";
	if (!p.take("BETWEEN")) {
		return node({ kind: "frame", unit, start: frameBound(p), at: p.span(start) });
	}
	const first = frameBound(p);
	p.expect("AND");
	return node({ kind: "frame", unit, start: first, end: frameBound(p), at: p.span(start) });
}

function frameBound(p: Cursor): FrameBound {
	const start = p.tok.start;
	const side = p.peek().text;
	if (p.is("UNBOUNDED") && (side === "PRECEDING" || side === "FOLLOWING")) {
		p.expect("UNBOUNDED", side);
		const bound = side === "PRECEDING" ? "unboundedPreceding" : "unboundedFollowing";
		return node({ kind: "frameBound", bound, at: p.span(start) });
	}
	if (p.takeAll("CURRENT", "ROW"))
		return node({ kind: "frameBound", bound: "currentRow", at: p.span(start) });
	const value = expression(p);
	// Spark folds the bound while it parses: what it cannot fold yet, a name or a call, is refused there already.
	if (!isConstant(value)) {
		refuse(value.at, p.source.slice(value.at.start, value.at.end), "The bound of a frame must be a constant");
	}
	if (!p.is("PRECEDING") && !p.is("FOLLOWING")) p.fail("PRECEDING", "FOLLOWING");
	const bound = p.advanceKeyword().text === "PRECEDING" ? "preceding" : "following";
	return node({ kind: "frameBound", bound, value, at: p.span(start) });
}

function isConstant(value: SqlExpr): boolean {
	switch (value.kind) {
		case "literal":
		case "interval":
		case "intervalRange":
		case "parameter":
		case "placeholder":
		case "variable":
			return true;
		case "unary":
		case "cast":
			return isConstant(value.operand);
		case "binary":
			return isConstant(value.left) && isConstant(value.right);
		default:
			return false;
	}
}

/** `WINDOW w AS (…), v AS (…)`; empty without the clause. */
export function windowClause(p: Cursor): readonly NamedWindow[] {
	if (!p.is("WINDOW") || !isName(p.peek()) || p.peek(2).text !== "AS") return NONE;
	p.advanceKeyword();
	const windows = p.list((c) => {
		const start = c.tok.start;
		const name = c.ident("a window's name");
		c.expect("AS");
		return node({ kind: "namedWindow", name, spec: windowSpec(c), at: c.span(start) } as const);
	});
	const seen = new Set<string>();
	for (const { name } of windows) {
		if (seen.has(name.name)) refuse(name.at, name.name, `The window ${name.name} is defined twice`);
		seen.add(name.name);
	}
	for (const { spec } of windows) {
		const { ref } = spec;
		if (!ref) continue;
		const target = windows.find(({ name }) => name.name === ref.name);
		if (!target || target.spec.ref) {
			refuse(
				ref.at,
				ref.name,
				`The WINDOW clause defines no window ${ref.name}${target ? " of its own" : ""}`,
			);
		}
	}
	return windows;
}
