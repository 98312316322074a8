import type { BoundExpr } from "../bound.js";

/** The value of a constant integer expression (`1 + 1` after LIMIT), undefined for anything else. */
export function foldConstant(expr: BoundExpr): number | undefined {
	if (expr.kind === "literal") {
		return expr.value !== null && /^-?\d+$/.test(expr.value) ? Number(expr.value) : undefined;
	}
	if (expr.kind === "cast") return foldConstant(expr.input);
	if (expr.kind !== "call") return undefined;
	const [a, b] = expr.args.map(foldConstant);
	if (a === undefined) return undefined;
	if (expr.args.length === 1) return expr.fn === "negative" ? -a : expr.fn === "positive" ? a : undefined;
	if (b === undefined) return undefined;
	switch (expr.fn) {
		case "+":
			return a + b;
		case "-":
			return a - b;
		case "*":
			return a * b;
		default:
			return undefined;
	}
}
