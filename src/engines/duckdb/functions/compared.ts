import { type DataType, isInteger, isNumeric } from "../../../core/dataTypes.js";
import type { BoundExpr } from "../../../plan/bound.js";

const DIGITS: Readonly<Record<string, number>> = { tinyint: 2, smallint: 4, int: 9, bigint: 18 };
const OVERFLOWING: ReadonlySet<string> = new Set(["+", "-", "*", "try_add", "try_subtract", "try_multiply"]);
/** Functions that compute with their arguments. */
const COMPUTING: ReadonlySet<string> = new Set([...OVERFLOWING, "positive", "negative"]);

/** Whether a function takes arguments that may overflow as they are. */
export const computes = (fn: string): boolean => COMPUTING.has(fn);

/**
 * An operand of a comparison. DuckDB's optimizer turns `CAST(x AS SMALLINT) > 5` into `x > 5` and `x + 1 > 5` into
 * `x > 4`, which loses the overflow: the error, or the NULL of the `try_` kin. It does not look behind a plus sign.
 */
export function compared(sql: string, operand: BoundExpr | undefined): string {
	return operand !== undefined && isNumeric(operand.type) && mayOverflow(operand) ? `(+${sql})` : sql;
}

function mayOverflow(expr: BoundExpr): boolean {
	if (expr.kind === "cast") return narrows(expr.input.type, expr.type) || mayOverflow(expr.input);
	if (expr.kind !== "call") return false;
	if (expr.fn === "positive") return expr.args.some(mayOverflow);
	return OVERFLOWING.has(expr.fn) && isInteger(expr.type);
}

/** Whether a cast between numbers can fail; what numbers become of other types is computed before. */
function narrows(from: DataType, to: DataType): boolean {
	if (isInteger(to)) return !isInteger(from) || (DIGITS[from.kind] ?? 0) > (DIGITS[to.kind] ?? 0);
	return to.kind === "decimal";
}
