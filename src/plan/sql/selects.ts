import { type Cursor, NONE, node } from "./cursor.js";
import { expression, namedExpression } from "./expressions.js";
import { startsExpression } from "./lookahead.js";
import { primary } from "./primary.js";
import { unsupported } from "./problem.js";
import type {
	GroupBy,
	GroupItem,
	GroupingAnalytics,
	GroupingSet,
	Hint,
	LateralView,
	QueryBody,
	SelectBody,
} from "./querySyntax.js";
import { fromList, lateralView } from "./relations.js";
import type { SqlExpr } from "./syntax.js";
import { windowClause } from "./windows.js";

/** `SELECT … [FROM …] [WHERE …] …`. */
export function select(p: Cursor): SelectBody {
	const start = p.tok.start;
	const head = selectClause(p);
	const from = p.is("FROM") ? fromClause(p) : { from: undefined, lateralViews: NONE };
	return selectTail(p, head, from, start);
}

/** `|> SELECT …`: grouped perhaps, and with windows; the rest are operators of their own. */
export function pipedSelect(p: Cursor): SelectBody {
	const start = p.tok.start;
	const head = selectClause(p);
	const groupBy = p.isAll("GROUP", "BY") ? groupByClause(p) : undefined;
	const windows = windowClause(p);
	return node({
		kind: "select",
		...head,
		lateralViews: NONE,
		groupBy,
		windows,
		at: p.span(start),
	});
}

/** Spark's form that begins with FROM; without SELECT it has all columns. */
export function fromFirst(p: Cursor): QueryBody {
	const start = p.tok.start;
	const from = fromClause(p);
	if (!p.is("SELECT")) {
		const at = p.span(start);
		const star = node({ kind: "star", qualifier: NONE, except: NONE, at } as const);
		const items = Object.freeze([node({ kind: "named", value: star, aliases: NONE, at } as const)]);
		const head = { hints: NONE, distinct: false, items };
		return node({ kind: "select", ...head, ...from, windows: NONE, at });
	}
	const body = selectTail(p, selectClause(p), from, start);
	if (p.is("SELECT")) unsupported(p.span(p.tok.start), "FROM with several SELECTs");
	return body;
}

type Head = Pick<SelectBody, "hints" | "distinct" | "items">;
type From = Pick<SelectBody, "from" | "lateralViews">;

function selectClause(p: Cursor): Head {
	p.expect("SELECT");
	const hints: Hint[] = [];
	while (p.is("/*+")) hints.push(...hintList(p));
	let distinct = false;
	if ((p.is("DISTINCT") || p.is("ALL")) && startsExpression(p, 1)) {
		distinct = p.advanceKeyword().text === "DISTINCT";
	}
	if (p.is("TRANSFORM") && p.peek().text === "(" && isScript(p)) {
		unsupported(p.span(p.tok.start), "A script transformation (SELECT TRANSFORM … USING)");
	}
	return { hints: Object.freeze(hints), distinct, items: p.list(namedExpression) };
}

/** TRANSFORM is also a function of arrays; only the script form goes on with USING. */
function isScript(p: Cursor): boolean {
	let depth = 0;
	for (let n = 1; ; n++) {
		const token = p.peek(n);
		if (token.type === "end") return false;
		if (token.text === "(") depth++;
		else if (token.text === ")" && --depth === 0) return p.peek(n + 1).text === "USING";
	}
}

function hintList(p: Cursor): Hint[] {
	p.expect("/*+");
	const hints: Hint[] = [];
	let more = true;
	while (more) {
		const start = p.tok.start;
		const name = p.ident("a hint");
		const args = p.is("(") ? p.parenthesized(primary) : NONE;
		hints.push(node({ kind: "hint", name, args, at: p.span(start) }));
		more = p.take(",") || !p.is("*/");
	}
	p.expect("*/");
	return hints;
}

function fromClause(p: Cursor): From {
	p.expect("FROM");
	return fromList(p);
}

function selectTail(p: Cursor, head: Head, { from, lateralViews }: From, start: number): SelectBody {
	const views: LateralView[] = [...lateralViews];
	while (p.isAll("LATERAL", "VIEW")) views.push(lateralView(p));
	const where = p.take("WHERE") ? expression(p) : undefined;
	const groupBy = p.isAll("GROUP", "BY") ? groupByClause(p) : undefined;
	const having = p.take("HAVING") ? expression(p) : undefined;
	const windows = windowClause(p);
	const qualify = p.take("QUALIFY") ? expression(p) : undefined;
	return node({
		kind: "select",
		...head,
		from,
		lateralViews: Object.freeze(views),
		where,
		groupBy,
		having,
		windows,
		qualify,
		at: p.span(start),
	});
}

function groupByClause(p: Cursor): GroupBy {
	const start = p.tok.start;
	p.expect("GROUP", "BY");
	const items: GroupItem[] = [];
	const exprs: SqlExpr[] = [];
	do {
		const at = p.tok.start;
		const analytics = groupingAnalytics(p);
		if (analytics) {
			items.push(analytics);
			continue;
		}
		const value = expression(p);
		exprs.push(value);
		items.push(node({ kind: "groupExpr", value, at: p.span(at) }));
	} while (p.take(","));
	const isPlain = exprs.length === items.length;
	if (isPlain && (p.isAll("WITH", "ROLLUP") || p.isAll("WITH", "CUBE"))) {
		p.advanceKeyword();
		const op = p.advanceKeyword().text === "CUBE" ? "cube" : "rollup";
		return node({ kind: "groupByWith", op, items: Object.freeze(exprs), at: p.span(start) });
	}
	if (isPlain && p.takeAll("GROUPING", "SETS")) {
		const sets = p.parenthesized(groupingSet);
		return node({ kind: "groupBySets", items: Object.freeze(exprs), sets, at: p.span(start) });
	}
	const only = exprs.length === 1 && isPlain ? exprs[0] : undefined;
	if (only?.kind === "column" && only.parts.length === 1 && isWord(only, "ALL")) {
		return node({ kind: "groupByAll", all: true, at: p.span(start) });
	}
	return node({ kind: "groupByItems", items: Object.freeze(items), at: p.span(start) });
}

function isWord(column: SqlExpr & { kind: "column" }, word: string): boolean {
	const part = column.parts[0];
	return part !== undefined && !part.quoted && part.name.toUpperCase() === word;
}

function groupingAnalytics(p: Cursor): GroupingAnalytics | undefined {
	const start = p.tok.start;
	if ((p.is("ROLLUP") || p.is("CUBE")) && p.peek().text === "(" && p.peek(2).text !== ")") {
		const op = p.advanceKeyword().text === "CUBE" ? "cube" : "rollup";
		const elements = p.parenthesized(groupingSet);
		return node({ kind: "groupingAnalytics", op, elements, at: p.span(start) });
	}
	if (p.isAll("GROUPING", "SETS", "(")) {
		p.expect("GROUPING", "SETS");
		const elements = p.parenthesized((c) => c.nested((d) => groupingAnalytics(d) ?? groupingSet(d)));
		return node({ kind: "groupingAnalytics", op: "groupingSets", elements, at: p.span(start) });
	}
	return undefined;
}

/** `()`, `(a, b)` or one expression. `(a) + 1` begins like a set, so the expression is read first. */
function groupingSet(p: Cursor): GroupingSet {
	const start = p.tok.start;
	if (p.isAll("(", ")")) {
		p.expect("(", ")");
		return node({ kind: "groupingSet", exprs: NONE, at: p.span(start) });
	}
	const value = expression(p);
	const exprs =
		value.kind === "row" && value.at.start === start && value.items.every((i) => i.aliases.length === 0)
			? value.items.map((item) => item.value)
			: [value];
	return node({ kind: "groupingSet", exprs: Object.freeze(exprs), at: p.span(start) });
}
