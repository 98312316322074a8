import { typeName } from "../../../core/dataTypes.js";
import type { BoundCall, BoundExpr } from "../../../plan/bound.js";
import type { CONDITIONALS } from "../../../plan/functions/conditionals.js";
import { quoteText } from "../sql.js";
import { needsOrderKey, sortedList } from "./nestedOrder.js";
import { OPERATOR_ROWS } from "./operators.js";
import { mayRaise } from "./shortCircuit.js";
import type { DuckDbFunction, EmitContext } from "./types.js";

const call =
	(name: string): ((args: readonly string[]) => string) =>
	(args) =>
		`${name}(${args.join(", ")})`;

/** NULL arguments are left out; NULL inside of a list or struct comes first in Spark, last in DuckDB. */
const extreme =
	(name: string, order: "ASC" | "DESC") =>
	(args: readonly string[], node: BoundCall, context: EmitContext): string =>
		needsOrderKey(node.type)
			? `list_extract(${sortedList(`[${args.join(", ")}]`, node.type, order, "LAST", context)}, 1)`
			: `${name}(${args.join(", ")})`;

export const CONDITIONAL_ROWS = {
	coalesce: { sql: call("coalesce") },
	ifnull: { sql: call("coalesce") },
	nvl2: { sql: ([x, given, missing]) => `(CASE WHEN ${x} IS NOT NULL THEN ${given} ELSE ${missing} END)` },
	nullif: {
		sql: ([value, a = "", b = ""], { args }) => {
			// Nothing equals NULL: what it would be compared with is not looked at.
			const known = args[1]?.nullable && args[2] && mayRaise(args[2]) ? `WHEN ${a} IS NULL THEN NULL ` : "";
			return `(CASE ${known}WHEN ${a} = ${b} THEN NULL ELSE ${value} END)`;
		},
	},
	if: { sql: ([test, yes, no]) => `(CASE WHEN ${test} THEN ${yes} ELSE ${no} END)` },
	greatest: { sql: extreme("greatest", "DESC") },
	least: { sql: extreme("least", "ASC") },
	nanvl: { sql: ([a, b]) => `(CASE WHEN isnan(${a}) THEN ${b} ELSE ${a} END)` },
	nullifzero: { sql: ([a]) => `(CASE WHEN ${a} = 0 THEN NULL ELSE ${a} END)` },
	zeroifnull: { sql: ([a]) => `coalesce(${a}, 0)` },
	assert_true: {
		sql: ([test, message = `'[USER_RAISED_EXCEPTION] the assertion is not true'`], node) =>
			`(CASE WHEN ${test} THEN NULL ELSE error(${node.args.length > 1 ? `'[USER_RAISED_EXCEPTION] ' || coalesce(${message}, 'null')` : message}) END)`,
	},
	raise_error: { sql: ([message]) => `error('[USER_RAISED_EXCEPTION] ' || coalesce(${message}, 'null'))` },
	typeof: { sql: (_args, node) => quoteText(typeName((node.args[0] as BoundExpr).type)) },
	equal_null: OPERATOR_ROWS["<=>"],
} as const satisfies Record<keyof typeof CONDITIONALS, DuckDbFunction>;
