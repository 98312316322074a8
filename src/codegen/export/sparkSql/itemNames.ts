import { expressionText, noteColumnText, outputName } from "../../../plan/analyze/outputName.js";
import { generatorOf } from "../../../plan/analyze/registry.js";
import { childrenOf, type Expr } from "../../../plan/expr.js";
import { lookupFunction } from "../../../plan/functions.js";
import { bindExpression } from "../../../plan/sql/bind.js";
import { quoted } from "./names.js";

/** Whether Spark gives this name to the text where it has no alias. */
export function hasOwnName(expr: Expr, text: string, name: string): boolean {
	if (expr.kind === "column") return text === quoted(name) || text.endsWith(`.${quoted(name)}`);
	if (expr.kind === "param") return false;
	let read: Expr;
	try {
		read = bindExpression(text);
	} catch {
		return false;
	}
	// The name of a bare query in an expression depends on what it reads.
	if (holds(read, (e) => e.kind === "subquery" || e.kind === "star" || e.kind === "param")) {
		return expr.kind === "call" && expr.fn === "count" && outputName(read) === name;
	}
	visit(read, (e) => {
		if (e.kind === "column") noteColumnText(e, e.name.at(-1) as string);
	});
	return outputName(read) === name && expressionText(read) === expressionText(expr);
}

function visit(expr: Expr, see: (e: Expr) => void): void {
	see(expr);
	for (const child of childrenOf(expr)) visit(child, see);
}

function holds(expr: Expr, test: (e: Expr) => boolean): boolean {
	return test(expr) || childrenOf(expr).some((e) => holds(e, test));
}

export const hasWindow = (expr: Expr): boolean => holds(expr, (e) => e.kind === "window");

/** Whether the value depends on other rows, on chance, or is several rows: no clause may move past it. */
export function isSpecialExpr(expr: Expr): boolean {
	return holds(expr, (e) => {
		switch (e.kind) {
			case "window":
			case "subquery":
			case "udf":
				return true;
			case "call": {
				const spec = lookupFunction(e.fn)?.spec;
				return (
					generatorOf(e) !== undefined ||
					spec === undefined ||
					spec.kind !== "scalar" ||
					spec.deterministic === false
				);
			}
			default:
				return false;
		}
	});
}
