import type { CallExpr } from "../../../../plan/expr.js";
import type { ALIASES, FunctionName } from "../../../../plan/functions.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import type { Scope, Writer } from "../writer.js";
import { AGGREGATE_ROWS } from "./aggregates.js";
import { OPERATOR_ROWS } from "./operators.js";
import { OTHER_ROWS } from "./others.js";
import { SIGNATURES } from "./signatures.generated.js";

/** Python for a call of one function. */
export type FunctionRow =
	/** `F.name` takes the same arguments in the same order. */
	| { readonly python: keyof typeof SIGNATURES; readonly isRenamed?: true }
	/** PySpark has no function for it: `F.call_function("name", …)`. */
	| "call"
	/** Anything else; undefined where the arguments have no such form. */
	| ((call: CallExpr, writer: Writer, scope: Scope) => PyExpr | undefined);

type Names = FunctionName | keyof typeof ALIASES;

/**
 * The functions that are not simply `F.<name>` with the same arguments. A function of the registry that PySpark does not
 * have under its name does not compile without a row here.
 */
const ROWS: Readonly<
	Record<Exclude<Names, keyof typeof SIGNATURES>, FunctionRow> & Partial<Record<Names, FunctionRow>>
> = { ...OPERATOR_ROWS, ...AGGREGATE_ROWS, ...OTHER_ROWS };

/** How a function or one of its other names is written. */
export function rowOf(fn: string): FunctionRow {
	const own = (ROWS as Readonly<Record<string, FunctionRow>>)[fn];
	if (own !== undefined && Object.hasOwn(ROWS, fn)) return own;
	return Object.hasOwn(SIGNATURES, fn) ? { python: fn as keyof typeof SIGNATURES } : "call";
}

export const signatureOf = (name: keyof typeof SIGNATURES): string => SIGNATURES[name];
export const hasSignature = (name: string): name is keyof typeof SIGNATURES =>
	Object.hasOwn(SIGNATURES, name);
