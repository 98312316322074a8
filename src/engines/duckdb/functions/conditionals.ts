import { typeName } from "../../../core/dataTypes.js";
import type { BoundExpr } from "../../../plan/bound.js";
import type { CONDITIONALS } from "../../../plan/functions/conditionals.js";
import { quoteText } from "../sql.js";
import { infix } from "./operators.js";
import type { DuckDbFunction } from "./types.js";

const call =
	(name: string): ((args: readonly string[]) => string) =>
	(args) =>
		`${name}(${args.join(", ")})`;

export const CONDITIONAL_ROWS = {
	coalesce: { sql: call("coalesce") },
	ifnull: { sql: call("coalesce") },
	nvl2: { sql: ([x, given, missing]) => `(CASE WHEN ${x} IS NOT NULL THEN ${given} ELSE ${missing} END)` },
	nullif: { sql: ([value, a, b]) => `(CASE WHEN ${a} = ${b} THEN NULL ELSE ${value} END)` },
	if: { sql: ([test, yes, no]) => `(CASE WHEN ${test} THEN ${yes} ELSE ${no} END)` },
	greatest: { sql: call("greatest") },
	least: { sql: call("least") },
	nanvl: { sql: ([a, b]) => `(CASE WHEN isnan(${a}) THEN ${b} ELSE ${a} END)` },
	nullifzero: { sql: ([a]) => `(CASE WHEN ${a} = 0 THEN NULL ELSE ${a} END)` },
	zeroifnull: { sql: ([a]) => `coalesce(${a}, 0)` },
	assert_true: {
		sql: ([test, message = `'[USER_RAISED_EXCEPTION] the assertion is not true'`], node) =>
			`(CASE WHEN ${test} THEN NULL ELSE error(${node.args.length > 1 ? `'[USER_RAISED_EXCEPTION] ' || ${message}` : message}) END)`,
	},
	raise_error: { sql: ([message]) => `error('[USER_RAISED_EXCEPTION] ' || ${message})` },
	typeof: { sql: (_args, node) => quoteText(typeName((node.args[0] as BoundExpr).type)) },
	equal_null: { sql: infix("IS NOT DISTINCT FROM") },
} as const satisfies Record<keyof typeof CONDITIONALS, DuckDbFunction>;
