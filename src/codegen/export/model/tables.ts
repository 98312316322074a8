import { displayName, qualify, tableKey } from "../../../core/names.js";
import type { Dataset, Graph } from "../../../graph/graph.js";
import type { ParamExpr } from "../../../plan/expr.js";
import type { ReadRelation, TableRelation } from "../../../plan/relation.js";
import { sourceRead } from "../lower/sources.js";
import type { ExportProject } from "../project.js";
import { dotted } from "../sparkSql/names.js";

/** What a table's name stands for in an export. */
export type NamedTable =
	| { readonly kind: "dataset"; readonly dataset: Dataset }
	/** Files that the config's `sources` give the name to. */
	| { readonly kind: "files"; readonly read: ReadRelation }
	/** A table that the target's catalog has to have; the name is quoted where it needs to be. */
	| { readonly kind: "outside"; readonly name: string }
	/** A name that is known when the pipeline runs. */
	| { readonly kind: "parameter"; readonly param: ParamExpr };

/** A data set of the pipeline, else an entry of the config's `sources`, else a table from outside. */
export function namedTable(read: TableRelation, { graph, settings }: ExportProject): NamedTable {
	if ("kind" in read.name) return { kind: "parameter", param: read.name };
	const name = qualify(read.name, settings.names);
	const dataset = name && datasetsOf(graph).get(tableKey(name));
	if (dataset) return { kind: "dataset", dataset };
	const source = name && settings.sources[displayName(name, settings.names)];
	const found = source ? sourceRead(source, read) : dotted(read.name);
	return typeof found === "string" ? { kind: "outside", name: found } : { kind: "files", read: found };
}

/** The same as SQL text takes it: a name, or the files that it stands for. */
export function tableText(table: NamedTable, parameter: (param: ParamExpr) => string): string | ReadRelation {
	switch (table.kind) {
		case "dataset":
			return table.dataset.display;
		case "files":
			return table.read;
		case "outside":
			return table.name;
		case "parameter":
			return `IDENTIFIER(${parameter(table.param)})`;
	}
}

const byKey = new WeakMap<Graph, ReadonlyMap<string, Dataset>>();

/** The data sets by their keys. */
export function datasetsOf(graph: Graph): ReadonlyMap<string, Dataset> {
	const known = byKey.get(graph) ?? new Map(graph.datasets.map((d) => [d.key, d]));
	byKey.set(graph, known);
	return known;
}
