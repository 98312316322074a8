import type { Settings } from "../config/resolve.js";
import { AqueduckError, fault } from "../core/errors/index.js";
import { displayName, qualify, tableKey } from "../core/names.js";
import type { StoredTable } from "../engines/tableEngine.js";
import { analyze } from "../plan/analyze/analyze.js";
import type { AnalysisCatalog, CatalogTable } from "../plan/analyze/catalog.js";
import type { BoundPlan } from "../plan/bound.js";
import type { Relation } from "../plan/relation.js";

/** Analyses a relation over what is stored. */
export function bindRelation(
	relation: Relation,
	tables: readonly StoredTable[],
	settings: Settings,
): BoundPlan {
	const { plan, diagnostics } = analyze(relation, storedCatalog(tables, settings));
	const errors = diagnostics.filter((d) => d.severity === "error");
	const [first, ...others] = errors;
	if (first) throw new AqueduckError(first, { others });
	if (!plan)
		throw fault("RUN_INTERNAL", { message: "the query was analysed without a plan and without an error" });
	return plan;
}

function storedCatalog(tables: readonly StoredTable[], settings: Settings): AnalysisCatalog {
	const byKey = new Map<string, CatalogTable>(
		tables.map((t) => [
			tableKey(t.name),
			{ source: { kind: "table", name: t.name, options: {} }, schema: t.schema, streaming: false },
		]),
	);
	return {
		timeZone: settings.timeZone,
		parameter: (name) => settings.parameters[name],
		tableNames: () => tables.map((t) => displayName(t.name, settings.names)),
		files: () => undefined,
		table: (_node, parts) => {
			const name = qualify(parts, settings.names);
			return name ? byKey.get(tableKey(name)) : undefined;
		},
	};
}
