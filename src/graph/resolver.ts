import type { StructType } from "../core/dataTypes.js";
import { type Diagnostic, diagnostic } from "../core/errors/index.js";
import { qualify, tableKey } from "../core/names.js";
import type { LoadedDefinitions, LoadedFlow } from "../definitions/loaded.js";
import type { TableFunction } from "../definitions/records.js";
import { analyze } from "../plan/analyze/analyze.js";
import type { AnalysisResult, CatalogTable, ResolvedRead } from "../plan/analyze/catalog.js";
import { surveyOf } from "../plan/analyze/survey.js";
import { copyNotes, notingOrigins } from "../plan/provenance.js";
import type { Relation } from "../plan/relation.js";
import { samePlan } from "../plan/samePlan.js";
import { appendSource } from "./appendSource.js";
import { assemble } from "./assemble.js";
import { type DatasetTable, type FlowNotes, flowCatalog, type Knowledge } from "./catalog.js";
import { type Declared, declareAll } from "./declare.js";
import type { DatasetDraft, FlowAnalysis, FlowDraft, PipelineDraft } from "./draft.js";
import { type Callee, type Evaluated, evaluate, evaluatePlaced, SchemaPending } from "./evaluate.js";
import type { DatasetKind, Graph } from "./graph.js";
import { columnsAreKnown, distinctFields } from "./knownColumns.js";
import { placesLater } from "./places.js";
import { resolveReferences } from "./references.js";
import type { FileSchema, ResolveServices } from "./services.js";

/**
 * Definitions → graph: calls every function, resolves every name, analyses every plan and collects all that is
 * wrong. What must be looked at first (files without a declared schema, stored tables) is looked at between passes.
 */
export async function resolveGraph(
	definitions: LoadedDefinitions,
	services: ResolveServices,
): Promise<Graph> {
	const resolver = new Resolver(definitions, services);
	// Each pass learns at least one thing that was not known, so the number of passes is bounded by what there is to know.
	while (resolver.pass()) await resolver.learn();
	return assemble(resolver.draft(), definitions, services, resolver.diagnostics());
}

class Resolver {
	readonly #definitions: LoadedDefinitions;
	readonly #services: ResolveServices;
	readonly #declared: Declared;
	readonly #evaluated = new Set<FlowDraft>();
	/** Flows of whose plans it is noted where their parts were made. */
	readonly #placed = new Set<FlowDraft>();
	readonly #files = new Map<string, FileSchema | Diagnostic>();
	readonly #wantedFiles = new Map<string, ResolvedRead>();
	readonly #referenceFaults: Diagnostic[] = [];
	readonly #knowledge: Knowledge;
	#stored: ReadonlyMap<string, CatalogTable> | undefined;
	#storedNames: readonly string[] = [];
	#wantsStored = false;
	/** What is known of data sets whose flows are all analysed. */
	readonly #tables = new Map<DatasetDraft, DatasetTable>();
	/** Flows being analysed now, outermost first: a flow that is met again closes a cycle. */
	#stack: FlowDraft[] = [];

	constructor(definitions: LoadedDefinitions, services: ResolveServices) {
		this.#definitions = definitions;
		this.#services = services;
		this.#declared = declareAll(definitions, services.names);
		this.#knowledge = {
			services,
			dataset: (key) => this.#declared.byKey.get(key)?.[0],
			kindOf: (dataset) => this.#kindOf(dataset),
			tableOf: (dataset) => this.#tableOf(dataset),
			datasetNames: () => this.#declared.datasets.map((d) => d.display),
			storedNames: () => this.#storedNames,
			stored: (key) => {
				if (this.#stored) return this.#stored.get(key);
				this.#wantsStored = true;
				return "pending";
			},
			files: (read) => this.#filesOf(read),
		};
	}

	/** Evaluates and analyses what is not done yet. True when something must be learnt and another pass made. */
	pass(): boolean {
		this.#wantedFiles.clear();
		this.#wantsStored = false;
		this.#tables.clear();
		for (const flow of this.#declared.flows) if (flow.analysis?.pending) delete flow.analysis;
		for (const flow of this.#declared.flows) this.#analyse(flow);
		return this.#wantsStored || this.#wantedFiles.size > 0;
	}

	/** Looks at the files and tables that the last pass asked for. */
	async learn(): Promise<void> {
		if (this.#wantsStored && !this.#stored) {
			const tables = await this.#services.storedTables();
			this.#storedNames = tables.map((t) => t.name.table);
			this.#stored = new Map(
				tables.map((t) => [
					tableKey(t.name),
					{ source: { kind: "table", name: t.name, options: {} }, schema: t.schema, streaming: false },
				]),
			);
		}
		for (const [key, read] of this.#wantedFiles) {
			try {
				this.#files.set(key, await this.#services.inferFiles(read));
			} catch (error) {
				const found = (error as { diagnostic?: Diagnostic }).diagnostic;
				if (!found) throw error;
				this.#files.set(key, found);
			}
		}
	}

	draft(): PipelineDraft {
		for (const flow of this.#declared.flows) if (flow.relation) this.#placeLater(flow, flow.relation);
		// Nothing changes any more.
		const kinds = new Map(this.#declared.datasets.map((d) => [d, this.#kindOf(d)]));
		return {
			datasets: this.#declared.datasets,
			byKey: this.#declared.byKey,
			flows: this.#declared.flows,
			kindOf: (dataset) => kinds.get(dataset) ?? this.#kindOf(dataset),
			isStreaming: (dataset) => this.#isStreaming(dataset),
		};
	}

	diagnostics(): readonly Diagnostic[] {
		return [...this.#definitions.diagnostics, ...this.#declared.diagnostics, ...this.#referenceFaults];
	}

	#filesOf(read: ResolvedRead): FileSchema | Diagnostic | undefined {
		const key = JSON.stringify(read);
		const known = this.#files.get(key);
		if (!known) this.#wantedFiles.set(key, read);
		return known;
	}

	#analyse(flow: FlowDraft): FlowAnalysis {
		if (flow.analysis) return flow.analysis;
		if (this.#stack.includes(flow)) return this.#cycle(flow);
		this.#stack.push(flow);
		try {
			const analysis = this.#evaluateAndAnalyse(flow);
			// A cycle that this flow is part of has set it already.
			flow.analysis ??= analysis;
			return flow.analysis;
		} finally {
			this.#stack.pop();
		}
	}

	/** `df.columns` of a definition that reads another: that one is analysed first, so evaluation is demand-driven. */
	#evaluateAndAnalyse(flow: FlowDraft): FlowAnalysis {
		if (!this.#evaluated.has(flow) && !this.#evaluate(flow)) return notAnalysed(true);
		if (!flow.relation) return notAnalysed(false);
		if (this.#waits(flow.relation)) return notAnalysed(true);
		const found = this.#analyseRelation(flow.relation, this.#placed.has(flow));
		if (found.pending || found.result.diagnostics.length === 0 || this.#placed.has(flow)) return found;
		// There is something to say, so now it matters where.
		const placed = this.#evaluatePlaced(flow);
		if (!placed) return found;
		flow.relation = placed;
		return this.#analyseRelation(placed, true);
	}

	#analyseRelation(relation: Relation, isPlaced: boolean): FlowAnalysis {
		const notes: FlowNotes = {
			relation,
			reads: [],
			diagnostics: [],
			pending: false,
			upstreamFailed: false,
		};
		const result = notingOrigins(isPlaced, () => analyze(relation, flowCatalog(this.#knowledge, notes)));
		return {
			result:
				notes.diagnostics.length === 0
					? result
					: { ...result, diagnostics: [...notes.diagnostics, ...result.diagnostics] },
			reads: notes.reads,
			pending: notes.pending,
			upstreamFailed: notes.upstreamFailed,
		};
	}

	/** The flow's plan once more, with the places of its parts; undefined when it is not to be had. */
	#evaluatePlaced(flow: FlowDraft): Relation | undefined {
		const found = evaluatePlaced(this.#calleeOf(flow), (r) => this.#schemaOf(r));
		const named = found.kind === "plan" ? this.#named(found.relation) : undefined;
		if (!named || named.faults.length > 0) return undefined;
		this.#placed.add(flow);
		return named.relation;
	}

	/** Should anybody ask: the definition is called again, and what was noted is taken over to its plan's twin. */
	#placeLater(flow: FlowDraft, relation: Relation): void {
		const plan = flow.analysis?.result.plan;
		if (!plan || this.#placed.has(flow)) return;
		placesLater(relation, () => {
			const placed = this.#evaluatePlaced(flow);
			if (placed && samePlan(placed, relation)) copyNotes(placed, relation);
			const again = this.#analyseRelation(relation, true).result.plan;
			if (again) copyNotes(again.root, plan.root);
		});
	}

	/**
	 * Whether it reads a data set that waits for files to be looked at, and nothing that would have to be looked at
	 * itself: then it is analysed once, afterwards. Asked in the order of its reads, as the analysis would.
	 */
	#waits(relation: Relation): boolean {
		const { tables, readers } = surveyOf(relation);
		let waits = false;
		let isInside = readers.length === 0;
		for (const { name } of tables) {
			const full = "kind" in name ? undefined : qualify(name, this.#services.names);
			const dataset = full && this.#knowledge.dataset(tableKey(full));
			if (!dataset) isInside = false;
			else if (this.#tableOf(dataset).pending) waits = true;
		}
		return waits && isInside;
	}

	/** Calls the flow's function; false when it must be called again after learning something. */
	#evaluate(flow: FlowDraft): boolean {
		const found: Evaluated = flow.loaded.fn
			? (this.#services.notesPlaces ? evaluatePlaced : evaluate)(this.#calleeOf(flow), (r) =>
					this.#schemaOf(r),
				)
			: {
					kind: "plan",
					relation: notingOrigins(true, () => appendSource(flow.loaded as LoadedFlow)),
					placed: true,
				};
		if (found.kind === "pending") return false;
		this.#evaluated.add(flow);
		if (found.kind === "failed") {
			flow.faults.push(...found.faults);
			return true;
		}
		if (found.placed) this.#placed.add(flow);
		let named = this.#named(found.relation);
		if (named.faults.length > 0 && !found.placed) {
			const placed = evaluatePlaced(this.#calleeOf(flow), (r) => this.#schemaOf(r));
			if (placed.kind === "plan") named = this.#named(placed.relation);
		}
		const object = flow.target.display;
		this.#referenceFaults.push(...named.faults.map((d) => ({ ...d, object })));
		if (named.faults.length === 0) flow.relation = named.relation;
		return true;
	}

	#calleeOf({ name, loaded }: FlowDraft): Callee {
		return {
			name,
			fn: loaded.fn as TableFunction,
			...(loaded.owner ? { owner: loaded.owner } : {}),
			...(loaded.place ? { place: loaded.place } : {}),
			readable: () => [...this.#definitions.references.keys()].map((fn) => fn.name),
		};
	}

	/** A plan with names where it refers to functions. */
	#named(relation: Relation): { readonly relation: Relation; readonly faults: readonly Diagnostic[] } {
		const faults: Diagnostic[] = [];
		const named = notingOrigins(true, () =>
			resolveReferences(relation, this.#definitions, (d) => void faults.push(d)),
		);
		return { relation: named, faults };
	}

	/** Answers `df.columns` inside a definition. */
	#schemaOf(relation: Relation): StructType {
		const { result, pending } = this.#analyseRelation(this.#named(relation).relation, false);
		if (pending) throw new SchemaPending();
		return result.schema;
	}

	#kindOf(dataset: DatasetDraft): DatasetKind {
		switch (dataset.output?.kind) {
			case "temporaryView":
				return "temporary_view";
			case "materializedView":
				return "materialized_view";
			case "table":
				return dataset.flows.some((f) => f.role !== "query" || this.#streams(f))
					? "streaming_table"
					: "materialized_view";
			case "streamingTable":
			case undefined:
				return "streaming_table";
		}
	}

	#isStreaming(dataset: DatasetDraft): boolean {
		return this.#kindOf(dataset) === "temporary_view" && dataset.flows.some((f) => this.#streams(f));
	}

	#streams(flow: FlowDraft): boolean {
		return flow.relation !== undefined && surveyOf(flow.relation).isStreaming;
	}

	#tableOf(dataset: DatasetDraft): DatasetTable {
		const known = this.#tables.get(dataset);
		if (known) return known;
		const table = this.#findTable(dataset);
		// While one of its flows is being analysed, more may come to be known of it.
		if (!dataset.flows.some((f) => this.#stack.includes(f))) this.#tables.set(dataset, table);
		return table;
	}

	#findTable(dataset: DatasetDraft): DatasetTable {
		const analyses = dataset.flows.map((f) => this.#analyse(f));
		const kind = this.#kindOf(dataset);
		const source =
			kind === "temporary_view"
				? ({ kind: "view", name: dataset.name } as const)
				: ({ kind: "table", name: dataset.name, options: {} } as const);
		const schema = dataset.declaredSchema ?? mergedSchema(analyses.map((a) => a.result));
		const failed = dataset.flows.some(
			(f) => f.faults.length > 0 || !f.analysis?.result.plan || f.analysis.upstreamFailed,
		);
		const pending = analyses.some((a) => a.pending);
		const doubtful = dataset.declaredSchema === undefined && !dataset.flows.every(columnsAreKnown);
		const table = {
			source,
			schema: schema ? (doubtful ? distinctFields(schema) : schema) : NO_FIELDS,
			streaming: this.#isStreaming(dataset),
			failed: failed && !pending,
			pending,
		};
		return schema === undefined || pending || doubtful ? { ...table, open: true } : table;
	}

	#cycle(flow: FlowDraft): FlowAnalysis {
		const members = this.#stack.slice(this.#stack.indexOf(flow));
		const chain = [...members, flow].map((f) => f.target.display);
		const related = members.map((f, i) => ({
			message: `${f.target.display} reads ${(members[i + 1] ?? flow).target.display}`,
			...(f.place ?? {}),
		}));
		const found = diagnostic(
			"GRAPH_CYCLE",
			{ chain },
			{ ...flow.place, object: flow.target.display, related },
		);
		const cycle = members.map((f) => f.target.display);
		for (const member of members) member.analysis = { ...notAnalysed(false), upstreamFailed: true, cycle };
		flow.faults.push(found);
		return flow.analysis as FlowAnalysis;
	}
}

const NO_FIELDS: StructType = Object.freeze({ kind: "struct", fields: Object.freeze([]) });

function notAnalysed(pending: boolean): FlowAnalysis {
	return {
		result: {
			schema: NO_FIELDS,
			diagnostics: [],
			unknownReads: [],
		} satisfies AnalysisResult,
		reads: [],
		pending,
		upstreamFailed: false,
	};
}

/** The first flow's columns; later flows may add nullable ones. */
function mergedSchema(results: readonly AnalysisResult[]): StructType | undefined {
	const known = results.filter((r) => r.schema.fields.length > 0);
	if (known.length === 0) return undefined;
	if (known.length === 1) return known[0]?.schema;
	const fields = [...(known[0] as AnalysisResult).schema.fields];
	for (const result of known.slice(1))
		for (const field of result.schema.fields)
			if (!fields.some((f) => f.name.toLowerCase() === field.name.toLowerCase()))
				fields.push({ ...field, nullable: true });
	return { kind: "struct", fields };
}
