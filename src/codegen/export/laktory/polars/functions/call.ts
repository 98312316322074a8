import type { BoundCall, BoundExpr } from "../../../../../plan/bound.js";
import type { FunctionName } from "../../../../../plan/functions.js";
import type { PyExpr } from "../../../../printers/python/nodes.js";
import { type At, refused } from "../context.js";

/** One call, and its arguments as expressions of Polars. */
export interface Call {
	readonly e: BoundCall;
	readonly at: At;
	readonly arg: (index: number, at?: At) => PyExpr;
}

export type Handler = (call: Call) => PyExpr;

export const typeOf = ({ e }: Call, i: number): BoundExpr["type"] => (e.args[i] as BoundExpr).type;

/** The text of a constant argument; undefined for anything else. */
export function constant({ e }: Call, i: number): string | undefined {
	let arg = e.args[i];
	while (arg?.kind === "cast") arg = arg.input;
	return arg?.kind === "literal" && arg.value !== null ? arg.value : undefined;
}

export const cannot = (c: Call, what: string): PyExpr => refused(c.at, `${c.e.fn} ${what}`);

export const COMPARABLE = new Set(
	"boolean tinyint smallint int bigint float double decimal string date timestamp timestamp_ntz binary".split(
		" ",
	),
);

export const count = (c: Call, i: number): number => {
	const value = constant(c, i);
	return value === undefined ? Number.NaN : Number(value);
};

/** Functions of Spark's that Polars says exactly as Spark does. */
export type Handlers = { readonly [F in FunctionName]?: Handler };
