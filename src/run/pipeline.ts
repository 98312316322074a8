import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExportRequest, ExportResult } from "../codegen/export/contract.js";
import type { Settings } from "../config/resolve.js";
import type { StructType } from "../core/dataTypes.js";
import { AqueduckError, type Diagnostic, fault } from "../core/errors/index.js";
import { RUN_HERE } from "../core/exportTargets.js";
import { nearest, qualify, type TableName, tableKey } from "../core/names.js";
import type { LoadedDefinitions } from "../definitions/loaded.js";
import type { RowValues, StoredTable, TableEngine } from "../engines/tableEngine.js";
import { flowsByTarget } from "../graph/flowsByTarget.js";
import type { Dataset, Graph } from "../graph/graph.js";
import { resolveGraph } from "../graph/resolver.js";
import { select } from "../graph/selection.js";
import type { BoundPlan } from "../plan/bound.js";
import { nameParts } from "../plan/names.js";
import type { Relation } from "../plan/relation.js";
import { relationOfText } from "../plan/sql/bind.js";
import { engineFaults } from "../runtime/engineFaults.js";
import type { UpdateReport, UpdateRequest, UpdateRun } from "../runtime/graphRunner.js";
import type { LocalRunner } from "../runtime/localRunner.js";
import type { UpdatePlan } from "../runtime/plan/steps.js";
import type { Reader } from "../runtime/reader/openReader.js";
import { loadEngine } from "./engines.js";
import type { Explanation } from "./explain.js";
import { listScanFiles } from "./files.js";
import type { QueryResult } from "./query.js";
import { resolveServices } from "./services.js";
import { TableHandle } from "./tableHandle.js";

/** What `validate` found. */
export interface ValidationReport {
	readonly diagnostics: readonly Diagnostic[];
	readonly datasets: number;
	readonly flows: number;
	readonly expectations: number;
	/** True when there are no errors; with `strict`, no warnings either. */
	readonly ok: boolean;
}

/** What `export` is asked for; only the target has no default. */
export type ExportOptions = Pick<ExportRequest, "target"> & Partial<ExportRequest>;

const EXPORT_DEFAULTS = { format: "py", sparkVersion: "4.3", backend: "polars" } as const;

/** A loaded pipeline. Everything is done on demand: the graph is resolved once, engines are loaded when used. */
export class Pipeline {
	readonly settings: Settings;
	readonly #definitions: LoadedDefinitions;
	#graph: Promise<Graph> | undefined;
	/** The graph knows what was found in files or in the warehouse. */
	#looked = false;
	/** An update has begun since the graph was resolved. */
	#ran = false;
	#engine: Promise<TableEngine> | undefined;
	readonly #checked = new WeakMap<Graph, Promise<readonly Diagnostic[]>>();

	/** Use `loadPipeline`. */
	constructor(settings: Settings, definitions: LoadedDefinitions) {
		this.settings = settings;
		this.#definitions = definitions;
	}

	/** The same pipeline under other settings, e.g. with a storage of its own. */
	with(settings: Partial<Settings>): Pipeline {
		return new Pipeline({ ...this.settings, ...settings }, this.#definitions);
	}

	/** Every name resolved, every plan analysed; with the diagnostics, whatever they are. */
	graph(): Promise<Graph> {
		return this.#known(false);
	}

	#known(notesPlaces: boolean): Promise<Graph> {
		// Files may have other columns by the next update.
		if (this.#ran && this.#looked) this.#graph = undefined;
		this.#graph ??= this.#resolve(notesPlaces);
		return this.#graph;
	}

	#resolve(notesPlaces: boolean): Promise<Graph> {
		this.#ran = false;
		this.#looked = false;
		const services = resolveServices(
			this.settings,
			() => this.engine(),
			() => this.#withReader((reader) => reader.tables()),
		);
		return resolveGraph(this.#definitions, {
			...services,
			notesPlaces,
			inferFiles: (read) => {
				this.#looked = true;
				return services.inferFiles(read);
			},
			storedTables: () => {
				this.#looked = true;
				return services.storedTables();
			},
		});
	}

	/** The table engine that the settings name. */
	engine(): Promise<TableEngine> {
		this.#engine ??= loadEngine(this.settings.engine);
		return this.#engine;
	}

	/** Checks types, graph, SQL and schemas, and what the engine cannot run. Reads rows only to infer schemas. */
	async validate(options: { readonly strict?: boolean } = {}): Promise<ValidationReport> {
		const graph = await this.graph();
		const diagnostics = [...graph.diagnostics];
		if (!diagnostics.some(isError)) diagnostics.push(...(await this.#engineFaults(graph)));
		const bad = options.strict ? (d: Diagnostic) => d.severity !== "note" : isError;
		return {
			diagnostics,
			datasets: graph.datasets.length,
			flows: graph.flows.length,
			expectations: graph.datasets.reduce((n, d) => n + d.expectations.length, 0),
			ok: !diagnostics.some(bad),
		};
	}

	/**
	 * The pipeline written out as something else: files and what was lowered, passed over or refused. Nothing is written to
	 * the disk; `writeExport` does that. What runs elsewhere may have functions that the engine lacks.
	 * @throws AqueduckError with the pipeline's errors (`others` has the rest)
	 * @example const { files } = await p.export({ target: "spark" });
	 */
	async export(request: ExportOptions): Promise<ExportResult> {
		// It asks where everything was made.
		await this.#known(true);
		const graph = RUN_HERE.has(request.target) ? await this.#validGraph() : await this.#soundGraph();
		const { exportPipeline } = await import("../codegen/export/exportPipeline.js");
		return exportPipeline(graph, this.settings, { ...EXPORT_DEFAULTS, ...request });
	}

	/** What a run would do, step by step, and why. Nothing is written. */
	async plan(request: UpdateRequest = {}): Promise<UpdatePlan> {
		const graph = await this.#validGraph();
		return (await this.#runner()).plan(graph, this.#withDefaults(request));
	}

	/**
	 * Runs an update and waits for its end. Failed steps are in the report; it rejects when nothing could begin.
	 * @throws AqueduckError with the pipeline's errors (`others` has the rest), RUN_LOCKED, GRAPH_BAD_SELECTION
	 * @example const report = await p.run({ select: ["gold_delays+"] });
	 */
	async run(request: UpdateRequest = {}): Promise<UpdateReport> {
		return (await this.start(request)).report;
	}

	/** Runs an update and gives its events while it runs. */
	async start(request: UpdateRequest = {}): Promise<UpdateRun> {
		const graph = await this.#validGraph();
		const runner = await this.#runner();
		this.#ran = true;
		return runner.run(graph, this.#withDefaults(request));
	}

	/** A stored table (or temporary view) of the pipeline, or any table of the warehouse. */
	table(name: string): TableHandle {
		return new TableHandle(this, name);
	}

	/**
	 * Queries the warehouse in Spark SQL.
	 * @example const { rows } = await p.sql("SELECT origin, count(*) FROM silver_flights GROUP BY origin");
	 */
	async sql(
		text: string,
		options: { readonly limit?: number; readonly signal?: AbortSignal } = {},
	): Promise<QueryResult> {
		const query = await this.open(relationOfText(text), options);
		const rows: RowValues[] = [];
		const limit = options.limit ?? Number.POSITIVE_INFINITY;
		for await (const row of query.rows) {
			if (rows.length === limit) return { schema: query.schema, rows, truncated: true };
			rows.push(row);
		}
		return { schema: query.schema, rows, truncated: false };
	}

	/** A query's schema and its rows as they come. The storage is open for reading until the rows were iterated. */
	async open(
		relation: Relation,
		options: { readonly limit?: number; readonly signal?: AbortSignal } = {},
	): Promise<{ readonly schema: StructType; readonly rows: AsyncIterable<RowValues> }> {
		const reader = await this.#reader();
		try {
			const views = this.#viewKeys();
			const tables = (await reader.tables()).filter((t) => !views.has(tableKey(t.name)));
			const { bindQuery } = await import("./sql.js");
			const plan = await bindQuery(relation, tables, () => this.graph(), this.settings);
			return { schema: plan.schema, rows: rowsOf(reader, plan, options) };
		} catch (error) {
			await reader.close();
			throw error;
		}
	}

	/** Temporary views as they are declared: one may be stored still from when it was a table. */
	#viewKeys(): ReadonlySet<string> {
		const views = this.#definitions.outputs.filter((o) => o.kind === "temporaryView");
		const names = views.map((o) => qualify(nameParts(o.name), this.settings.names));
		return new Set(names.flatMap((name) => (name ? [tableKey(name)] : [])));
	}

	/** How a data set is made: its plan, what it reads, and the engine's own text. */
	async explain(name: string): Promise<Explanation[]> {
		const graph = await this.#validGraph();
		const dataset = this.find(graph, name);
		const engine = await this.engine();
		const { explainDataset } = await import("./explain.js");
		return explainDataset(graph, dataset, engine, (plan) => this.#explainPlan(engine, plan));
	}

	/** Before the first run there is no storage yet: then an empty one in a temporary folder serves. */
	async #explainPlan(engine: TableEngine, plan: BoundPlan): Promise<string> {
		if ((await this.storedTables()).length > 0) return this.#withReader((reader) => reader.explain(plan));
		const storage = await mkdtemp(join(tmpdir(), "aqueduck-explain-"));
		try {
			const warehouse = await engine.open({ ...this.#openOptions(), storage });
			try {
				return await warehouse.explain(plan, { inputs: new Map(), now: BigInt(Date.now()) * 1000n });
			} finally {
				await warehouse.close();
			}
		} finally {
			await rm(storage, { recursive: true, force: true });
		}
	}

	/** The data sets (as displayed) that selectors name, in the order of the graph. @throws GRAPH_BAD_SELECTION */
	async select(selectors: readonly string[]): Promise<string[]> {
		const graph = await this.graph();
		const { keys, diagnostics } = select(graph, selectors, { projectDir: this.settings.projectDir });
		const [first, ...others] = diagnostics;
		if (first) throw new AqueduckError(first, { others });
		return graph.datasets.filter((d) => keys.has(d.key)).map((d) => d.display);
	}

	/** The data set of this name, or RUN_UNKNOWN_TABLE with near names. */
	find(graph: Graph, name: string): Dataset {
		const full = this.fullName(name);
		const found = graph.datasets.find((d) => d.key === tableKey(full));
		if (!found)
			throw fault(
				"RUN_UNKNOWN_TABLE",
				{ name },
				{
					candidates: nearest(
						name,
						graph.datasets.map((d) => d.display),
					),
				},
			);
		return found;
	}

	/** The full name of a table as written on a command line. */
	fullName(name: string): TableName {
		const full = qualify(nameParts(name), this.settings.names);
		if (!full) throw fault("GRAPH_BAD_NAME", { name, problem: "a name has one to three parts" });
		return full;
	}

	/** The tables that are stored. */
	storedTables(): Promise<readonly StoredTable[]> {
		return this.#withReader((reader) => reader.tables());
	}

	// Checking a pipeline needs nothing of the runtime, so that is loaded when something is read or run.
	async #reader(): Promise<Reader> {
		const { openReader } = await import("../runtime/reader/openReader.js");
		return openReader({ engine: await this.engine(), ...this.#openOptions() });
	}

	async #withReader<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
		const reader = await this.#reader();
		try {
			return await work(reader);
		} finally {
			await reader.close();
		}
	}

	#openOptions() {
		const { storage, projectDir, timeZone, resources } = this.settings;
		return { storage, projectDir, timeZone, ...resources };
	}

	async #runner(): Promise<LocalRunner> {
		const { LocalRunner } = await import("../runtime/localRunner.js");
		return new LocalRunner({ engine: await this.engine(), listFiles: listScanFiles, ...this.#openOptions() });
	}

	#withDefaults(request: UpdateRequest): UpdateRequest {
		return { concurrency: this.settings.concurrency, retries: this.settings.retries, ...request };
	}

	/** The graph, or an error with all that is wrong with it. */
	async #soundGraph(): Promise<Graph> {
		const graph = await this.graph();
		throwErrors(graph.diagnostics);
		return graph;
	}

	/** The same when the engine can run it too. */
	async #validGraph(): Promise<Graph> {
		const graph = await this.graph();
		throwErrors((await this.validate()).diagnostics);
		return graph;
	}

	/** What of each data set the engine cannot run; looked at once per graph, though `validate` and `run` both ask. */
	#engineFaults(graph: Graph): Promise<readonly Diagnostic[]> {
		const known = this.#checked.get(graph) ?? this.#checkDatasets(graph);
		this.#checked.set(graph, known);
		return known;
	}

	/** Temporary views are checked as the data sets that they are. */
	async #checkDatasets(graph: Graph): Promise<readonly Diagnostic[]> {
		if (graph.flows.length === 0) return [];
		const engine = await this.engine();
		const flows = flowsByTarget(graph);
		return graph.datasets.flatMap((d) =>
			engineFaults(engine, d, flows.get(d.key) ?? [], this.settings.timeZone),
		);
	}
}

const isError = (d: Diagnostic): boolean => d.severity === "error";

function throwErrors(diagnostics: readonly Diagnostic[]): void {
	const [first, ...others] = diagnostics.filter(isError);
	if (first) throw new AqueduckError(first, { others });
}

async function* rowsOf(
	reader: Reader,
	plan: BoundPlan,
	options: { readonly limit?: number; readonly signal?: AbortSignal },
): AsyncGenerator<RowValues> {
	// One row more than asked for tells whether there are more.
	const limit = options.limit === undefined ? {} : { limit: options.limit + 1 };
	try {
		for await (const batch of reader.read(plan, {
			...limit,
			...(options.signal ? { signal: options.signal } : {}),
		}))
			yield* batch;
	} finally {
		await reader.close();
	}
}
