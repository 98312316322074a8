import type { SparkSqlContext, SqlDialect } from "../../../../src/codegen/export/sparkSql/index.js";
import { dotted } from "../../../../src/codegen/export/sparkSql/index.js";
import type { Diagnostic } from "../../../../src/core/errors/index.js";
import { analyze } from "../../../../src/plan/analyze/analyze.js";
import type { AnalysisCatalog } from "../../../../src/plan/analyze/catalog.js";
import type { Relation } from "../../../../src/plan/relation.js";

export interface Refusal {
	readonly construct: string;
	readonly reason: string;
}

/** A context that takes names as they are and collects what is refused. */
export function contextOf(dialect: SqlDialect = "spark"): SparkSqlContext & { readonly refusals: Refusal[] } {
	const refusals: Refusal[] = [];
	return {
		dialect,
		refusals,
		tableName: ({ name }) => ("kind" in name ? "`a parameter`" : dotted(name)),
		param: ({ name }) => `:${name}`,
		refuse: (_node, construct, reason) => {
			refusals.push({ construct, reason });
			return "NULL";
		},
	};
}

export const NOTHING: AnalysisCatalog = {
	table: () => undefined,
	tableNames: () => [],
	files: () => undefined,
	parameter: () => undefined,
	timeZone: "UTC",
};

/** Analyses a plan so that it can be printed; its errors. */
export function errorsOf(relation: Relation, catalog: AnalysisCatalog = NOTHING): readonly Diagnostic[] {
	return analyze(relation, catalog).diagnostics.filter((d) => d.severity === "error");
}
