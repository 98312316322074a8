import { AqueduckError, type Diagnostic, diagnostic } from "../../core/errors/index.js";
import type { BoundPlan } from "../../plan/bound.js";
import { boundExpressionsOf, walkBound, walkBoundExpr } from "../../plan/boundWalk.js";
import type { FunctionName } from "../../plan/functions.js";
import { implementationOf } from "../../plan/udf.js";
import type { SqlEnvironment } from "./compilation.js";
import { functionRow } from "./functionTable.js";
import { missingImplementation } from "./missingImplementation.js";
import { dataTable } from "./names.js";
import { relationSql } from "./relations.js";

/** What of a plan DuckDB cannot run as Spark would: each function once, by name. */
export function unsupported(plan: BoundPlan, rowOf = functionRow): readonly Diagnostic[] {
	const found = new Map<string, Diagnostic>();
	const checkFunction = (fn: FunctionName): void => {
		const row = rowOf(fn);
		if ("unsupported" in row)
			found.set(fn, diagnostic("ENGINE_UNSUPPORTED", { engine: "duckdb", what: fn, reason: row.reason }));
	};
	for (const node of walkBound(plan.root)) {
		if (node.kind === "generate") checkFunction(node.fn);
		for (const expr of boundExpressionsOf(node).flatMap((top) => [...walkBoundExpr(top)])) {
			if (expr.kind === "call" || expr.kind === "aggregateCall") checkFunction(expr.fn);
			if (expr.kind === "udf" && !implementationOf(expr.definition))
				found.set(`udf ${expr.definition.name}`, missingImplementation(expr.definition));
		}
	}
	const refused = found.size === 0 ? compileProblem(plan) : undefined;
	return refused ? [refused] : [...found.values()];
}

/** What only shows while the SQL is written: a type, a join, an argument that a function's row refuses. */
function compileProblem(plan: BoundPlan): Diagnostic | undefined {
	try {
		relationSql(plan.root, NOWHERE);
		return undefined;
	} catch (error) {
		if (error instanceof AqueduckError) return error.diagnostic;
		throw error;
	}
}

/** The SQL of `check` is never run. */
const NOWHERE: SqlEnvironment = Object.freeze<SqlEnvironment>({
	timeZone: "UTC",
	now: 0n,
	inputs: new Map(),
	table: dataTable,
	files: () => "SELECT 1",
	udf: (definition) => definition.name,
});
