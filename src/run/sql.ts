import type { Settings } from "../config/resolve.js";
import { AqueduckError, fault } from "../core/errors/index.js";
import { displayName, qualify, tableKey } from "../core/names.js";
import type { StoredTable } from "../engines/tableEngine.js";
import type { Dataset, Graph } from "../graph/graph.js";
import { analyze } from "../plan/analyze/analyze.js";
import type { AnalysisCatalog, CatalogTable } from "../plan/analyze/catalog.js";
import type { BoundPlan } from "../plan/bound.js";
import type { Relation } from "../plan/relation.js";
import { collectScans } from "../plan/rewrite/index.js";
import { misfit } from "../runtime/plan/misfit.js";
import { viewsInline } from "../runtime/rewrite/inlineViews.js";

/** A query over what is stored and, where it names anything else, over the temporary views of the pipeline. */
export async function bindQuery(
	relation: Relation,
	tables: readonly StoredTable[],
	graph: () => Promise<Graph>,
	settings: Settings,
): Promise<BoundPlan> {
	const ofStored = analysed(relation, tables, [], settings);
	// Only a name that is not stored makes the pipeline's definitions matter: resolving them takes time.
	if ("plan" in ofStored) return ofStored.plan;
	if (ofStored.error.code !== "GRAPH_UNKNOWN_DATASET") throw ofStored.error;
	const resolved = await graph();
	const fed = new Set(resolved.flows.map((f) => f.target));
	const datasets = resolved.datasets.filter((d) => fed.has(d.key));
	const found = analysed(relation, tables, datasets, settings);
	if ("error" in found) throw found.error;
	const root = await viewsInline(resolved, found.plan);
	const stored = new Map(tables.map((t) => [tableKey(t.name), t.schema]));
	for (const { source, output } of collectScans(root)) {
		if (source.kind !== "table") continue;
		const name = displayName(source.name, settings.names);
		const schema = stored.get(tableKey(source.name));
		if (!schema) throw fault("RUN_UNKNOWN_TABLE", { name }, { hint: `aq run ${name}` });
		// A view's plan was made from its tables' definitions.
		const problem = misfit(output, schema);
		if (problem !== undefined) throw fault("RUN_STALE_INPUT", { name, problem });
	}
	return { ...found.plan, root };
}

function analysed(
	relation: Relation,
	tables: readonly StoredTable[],
	datasets: readonly Dataset[],
	settings: Settings,
): { readonly plan: BoundPlan } | { readonly error: AqueduckError } {
	const { plan, diagnostics } = analyze(relation, catalogOf(tables, datasets, settings));
	const [first, ...others] = diagnostics.filter((d) => d.severity === "error");
	if (first) return { error: new AqueduckError(first, { others }) };
	if (!plan)
		throw fault("RUN_INTERNAL", { message: "the query was analysed without a plan and without an error" });
	return { plan };
}

function catalogOf(
	tables: readonly StoredTable[],
	datasets: readonly Dataset[],
	settings: Settings,
): AnalysisCatalog {
	const byKey = new Map<string, CatalogTable>();
	for (const { key, kind, name, schema } of datasets)
		byKey.set(key, {
			source: kind === "temporary_view" ? { kind: "view", name } : { kind: "table", name, options: {} },
			schema,
			streaming: false,
		});
	for (const { name, schema } of tables)
		byKey.set(tableKey(name), { source: { kind: "table", name, options: {} }, schema, streaming: false });
	const names = [...tables, ...datasets].map((t) => displayName(t.name, settings.names));
	return {
		timeZone: settings.timeZone,
		names: settings.names,
		parameter: (name) => settings.parameters[name],
		tableNames: () => [...new Set(names)],
		files: () => undefined,
		table: (_node, parts) => {
			const name = qualify(parts, settings.names);
			return name ? byKey.get(tableKey(name)) : undefined;
		},
	};
}
