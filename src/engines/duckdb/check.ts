import { AqueduckError, type Diagnostic, diagnostic } from "../../core/errors/index.js";
import { placeOf, type SourcePlace } from "../../plan/analyze/places.js";
import type { BoundPlan } from "../../plan/bound.js";
import { boundExpressionsOf, factsOf, walkBound, walkBoundExpr } from "../../plan/boundWalk.js";
import type { FunctionName } from "../../plan/functions.js";
import { originOf } from "../../plan/provenance.js";
import { implementationOf } from "../../plan/udf.js";
import { functionRow } from "./functionTable.js";
import { missingImplementation } from "./missingImplementation.js";
import { NOWHERE, surelyHasSql } from "./plainPlan.js";
import { relationSql } from "./relations.js";

/** What of a plan DuckDB cannot run as Spark would: each function once, by name. */
export function unsupported(plan: BoundPlan, rowOf = functionRow): readonly Diagnostic[] {
	const found: Diagnostic[] = [];
	const { functions, udfs } = factsOf(plan.root);
	functions.forEach((fn) => {
		const row = rowOf(fn);
		if ("unsupported" in row)
			found.push(
				diagnostic(
					"ENGINE_UNSUPPORTED",
					{ engine: "duckdb", what: fn, reason: row.reason },
					placeIn(plan, fn),
				),
			);
	});
	udfs.forEach((definition) => {
		if (!implementationOf(definition)) found.push(missingImplementation(definition));
	});
	if (found.length > 0 || surelyHasSql(plan.root)) return found;
	const refused = compileProblem(plan);
	return refused ? [refused] : found;
}

/** The first call of a function that has a place in the user's code. */
function placeIn(plan: BoundPlan, fn: FunctionName): SourcePlace | undefined {
	for (const node of walkBound(plan.root))
		for (const expr of boundExpressionsOf(node))
			for (const part of walkBoundExpr(expr)) {
				const place = "fn" in part && part.fn === fn ? placeOf(originOf(part)) : undefined;
				if (place) return place;
			}
	return undefined;
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
