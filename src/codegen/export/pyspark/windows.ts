import type { Expr, FrameBound, WindowExpr, WindowFrame } from "../../../plan/expr.js";
import { attribute, method, name, number } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { nameOrColumn } from "./expressions.js";
import { windowKey } from "./references.js";
import type { Scope, Writer } from "./writer.js";

/** `Window.partitionBy("a").orderBy("b")`; undefined where PySpark has no form for the frame. */
export function windowOf(expr: WindowExpr, writer: Writer, scope: Scope): PyExpr | undefined {
	const frame = expr.frame;
	const bounds = frame && [boundOf(frame.start, frame.unit), boundOf(frame.end, frame.unit)];
	if (bounds?.some((bound) => bound === undefined)) return undefined;
	return writer.shared(windowKey(expr), "window", () => {
		const named = (exprs: readonly Expr[]) => exprs.map((one) => keyOf(one, writer, scope));
		let spec = name("Window");
		if (expr.partitionBy.length > 0) spec = method(spec, "partitionBy", named(expr.partitionBy));
		if (expr.orderBy.length > 0) spec = method(spec, "orderBy", named(expr.orderBy));
		if (frame)
			spec = method(spec, frame.unit === "rows" ? "rowsBetween" : "rangeBetween", bounds as PyExpr[]);
		return spec.kind === "name" ? method(spec, "partitionBy") : spec;
	});
}

/** A key of a sort order or a partition: ascending with NULLs first is what a plain name means. */
export function keyOf(expr: Expr, writer: Writer, scope: Scope): PyExpr {
	if (expr.kind === "sort" && expr.direction === "asc" && expr.nulls !== "last")
		return nameOrColumn(expr.input, writer, scope);
	return nameOrColumn(expr, writer, scope);
}

/** PySpark makes a BIGINT of every distance, which is none for a date: an INT that was written in SQL stays SQL. */
function boundOf(bound: FrameBound, unit: WindowFrame["unit"]): PyExpr | undefined {
	switch (bound.at) {
		case "unboundedPreceding":
		case "unboundedFollowing":
		case "currentRow":
			return attribute(name("Window"), bound.at);
		case "preceding":
		case "following": {
			const { offset } = bound;
			if (
				offset.kind !== "literal" ||
				offset.value === null ||
				!(unit === "range" ? /^bigint$/ : /^(tiny|small|big)?int$/).test(offset.type.kind)
			)
				return undefined;
			return number(bound.at === "preceding" ? negated(offset.value) : offset.value);
		}
	}
}

const negated = (text: string): string =>
	text.startsWith("-") ? text.slice(1) : text === "0" ? text : `-${text}`;
