import { BOOLEAN, type DataType, INT, STRING } from "../../../../src/core/dataTypes.js";
import type { AqueduckError, ErrorCode } from "../../../../src/core/errors/index.js";
import type { Expr } from "../../../../src/plan/expr.js";
import { exprOf, relationOf } from "../../../../src/plan/marks.js";
import type { Relation } from "../../../../src/plan/relation.js";

/** What a Column holds. */
export const e = (column: object): Expr => exprOf(column);
/** What a DataFrame holds. */
export const r = (frame: object): Relation => relationOf(frame);

export const name = (...parts: string[]): Expr => ({ kind: "column", name: parts });
export const bound = (of: object, ...parts: string[]): Expr => ({
	kind: "column",
	name: parts,
	of: relationOf(of).id,
});
export const call = (fn: string, ...args: Expr[]): Expr => ({ kind: "call", fn, args });
export const literal = (type: DataType, value: string | null): Expr => ({ kind: "literal", type, value });
export const int = (value: number): Expr => literal(INT, String(value));
export const text = (value: string): Expr => literal(STRING, value);
export const bool = (value: boolean): Expr => literal(BOOLEAN, String(value));
export const star: Expr = { kind: "star" };

/** The error that the work raises. */
export function caught(work: () => unknown): AqueduckError {
	try {
		work();
	} catch (error) {
		return error as AqueduckError;
	}
	throw new Error("nothing was raised");
}

export function codeOf(work: () => unknown): ErrorCode {
	return caught(work).code;
}
