import { type Diagnostic, diagnostic } from "../core/errors/index.js";
import { qualify, tableKey } from "../core/names.js";
import { readProblems } from "../io/formats/index.js";
import type { AnalysisCatalog, CatalogTable, ResolvedRead } from "../plan/analyze/catalog.js";
import { placeOf, type SourcePlace } from "../plan/analyze/places.js";
import { nameParts } from "../plan/names.js";
import { originOf, settingOriginOf } from "../plan/provenance.js";
import type { ReadRelation, Relation, TableRelation } from "../plan/relation.js";
import { structOfSchema } from "../plan/schemas.js";
import type { DatasetDraft } from "./draft.js";
import { kindWord } from "./draft.js";
import type { DatasetKind, DatasetRead } from "./graph.js";
import { ensurePlaces } from "./places.js";
import type { FileSchema, NamedSource, ResolveServices } from "./services.js";

/** A data set as a table. `failed`: it has errors of its own; `pending`: something it needs is not known yet. */
export type DatasetTable = CatalogTable & { readonly failed: boolean; readonly pending: boolean };

/** What the resolver knows when a flow is analysed; asking for what is not known yet marks it as needed. */
export interface Knowledge {
	readonly services: ResolveServices;
	dataset(key: string): DatasetDraft | undefined;
	kindOf(dataset: DatasetDraft): DatasetKind;
	/** Analyses the data set first. */
	tableOf(dataset: DatasetDraft): DatasetTable;
	datasetNames(): readonly string[];
	/** A stored table; `undefined` when there is none, `"pending"` when nobody has looked yet. */
	stored(key: string): CatalogTable | "pending" | undefined;
	storedNames(): readonly string[];
	/** `undefined`: nobody has looked yet; a diagnostic: what went wrong when somebody did. */
	files(read: ResolvedRead): FileSchema | Diagnostic | undefined;
}

/** What analysing one flow told besides its plan. */
export interface FlowNotes {
	/** The plan that is analysed. */
	readonly relation: Relation;
	readonly reads: DatasetRead[];
	readonly diagnostics: Diagnostic[];
	pending: boolean;
	upstreamFailed: boolean;
}

/** The catalog for one flow: a name is a data set, else a source of the config, else a stored table. */
export function flowCatalog(knowledge: Knowledge, notes: FlowNotes): AnalysisCatalog {
	const { services } = knowledge;
	return {
		timeZone: services.timeZone,
		names: services.names,
		parameter: (name) => services.parameters[name],
		tableNames: () => [
			...knowledge.datasetNames(),
			...services.sources.map((s) => s.name),
			...knowledge.storedNames(),
		],
		files: (node, read) => knownFiles(node, read, knowledge, notes),
		table: (node, written) => lookUp(node, written, knowledge, notes),
	};
}

/** The files' schema; what is not known or could not be found out is noted. */
function knownFiles(
	node: ReadRelation | TableRelation,
	read: ResolvedRead,
	knowledge: Knowledge,
	notes: FlowNotes,
): FileSchema | undefined {
	const problems = readProblems(read);
	for (const problem of problems) {
		const { found } = problem;
		// Auto Loader's format is an option.
		const option = problem.option ?? (read.cloudFiles ? "cloudFiles.format" : undefined);
		const given = settingOriginOf(node, option) ?? originOf(node);
		notes.diagnostics.push({ ...found, ...placeOf(given, option ?? read.format) });
	}
	if (problems.some(({ found }) => found.severity === "error")) return undefined;
	const known = knowledge.files(read);
	if (known && "schema" in known) return known;
	if (!known) notes.pending = true;
	else {
		notes.diagnostics.push({ ...known, ...placeOf(originOf(node), read.paths[0]) });
	}
	return undefined;
}

function lookUp(
	node: TableRelation,
	written: readonly string[],
	knowledge: Knowledge,
	notes: FlowNotes,
	aliases: readonly string[] = [],
): CatalogTable | undefined {
	const { services } = knowledge;
	const name = qualify(written, services.names);
	if (!name) return undefined;
	const key = tableKey(name);
	const dataset = knowledge.dataset(key);
	if (dataset) {
		notes.reads.push(readAt(node, written, key, true, notes));
		const table = knowledge.tableOf(dataset);
		if (table.pending) notes.pending = true;
		else if (table.failed) notes.upstreamFailed = true;
		else checkStreaming(node, dataset, table, knowledge, notes);
		return table;
	}
	const source = services.sources.find((s) => tableKeyOf(s.name, services) === key);
	if (source?.table !== undefined) {
		// Each alias may be followed once: two that name each other end here.
		if (aliases.includes(source.name)) return undefined;
		return lookUp(node, nameParts(source.table), knowledge, notes, [...aliases, source.name]);
	}
	if (source) return sourceTable(source, node, knowledge, notes);
	const stored = knowledge.stored(key);
	if (stored === "pending") {
		notes.pending = true;
		return {
			source: { kind: "table", name, options: {} },
			schema: { kind: "struct", fields: [] },
			streaming: false,
			open: true,
		};
	}
	if (stored) notes.reads.push(readAt(node, written, key, false, notes));
	return stored;
}

/** Its place is looked up when somebody asks: formatting a stack for each of a thousand reads would cost most of all. */
function readAt(
	node: TableRelation,
	written: readonly string[],
	key: string,
	inside: boolean,
	{ relation }: FlowNotes,
): DatasetRead {
	let place: SourcePlace | undefined;
	let isKnown = false;
	return {
		key,
		inside,
		streaming: node.streaming,
		get place() {
			if (!isKnown) {
				ensurePlaces(relation);
				place = placeOf(originOf(node), written.at(-1));
			}
			isKnown = true;
			return place;
		},
	};
}

function tableKeyOf(name: string, services: ResolveServices): string | undefined {
	const full = qualify(nameParts(name), services.names);
	return full ? tableKey(full) : undefined;
}

/** A streaming read needs something that grows; a batch read must not read a stream. */
function checkStreaming(
	node: TableRelation,
	dataset: DatasetDraft,
	table: CatalogTable,
	knowledge: Knowledge,
	notes: FlowNotes,
): void {
	const kind = knowledge.kindOf(dataset);
	const place = (): Partial<SourcePlace> => placeOf(originOf(node), dataset.name.table) ?? {};
	const name = dataset.display;
	if (kind === "temporary_view" && table.streaming && !node.streaming)
		notes.diagnostics.push(diagnostic("GRAPH_STREAMING_VIEW_READ", { name }, place()));
	if (!node.streaming) return;
	if (kind === "temporary_view" && !table.streaming)
		notes.diagnostics.push(
			diagnostic(
				"GRAPH_NOT_STREAMABLE",
				{ name, kind: kindWord(kind), reason: "its query is a batch query" },
				place(),
			),
		);
	const skips = Object.entries(node.options ?? {}).some(
		([k, v]) => k.toLowerCase() === "skipchangecommits" && String(v).toLowerCase() === "true",
	);
	if (kind === "materialized_view" && !skips)
		notes.diagnostics.push(
			diagnostic(
				"GRAPH_NOT_STREAMABLE",
				{ name, kind: kindWord(kind), reason: "a refresh replaces its rows, so it is not append-only" },
				place(),
			),
		);
}

function sourceTable(
	source: NamedSource,
	node: TableRelation,
	knowledge: Knowledge,
	notes: FlowNotes,
): CatalogTable {
	const declared = source.schema === undefined ? undefined : structOfSchema(source.schema);
	const read: ResolvedRead = {
		format: source.format,
		paths: source.paths,
		options: source.options,
		streaming: node.streaming,
	};
	const found = knownFiles(node, declared ? { ...read, declared } : read, knowledge, notes);
	const schema = declared ?? found?.schema ?? { kind: "struct", fields: [] };
	const partitions = found?.partitions ?? { kind: "struct", fields: [] };
	return {
		source: {
			kind: "files",
			format: source.format,
			paths: source.paths,
			options: source.options,
			schema,
			partitions,
			declared: declared !== undefined,
			cloudFiles: false,
		},
		schema: { kind: "struct", fields: [...schema.fields, ...partitions.fields] },
		streaming: false,
		...(found ? {} : { open: true }),
	};
}
