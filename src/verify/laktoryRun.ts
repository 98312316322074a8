import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { AqueduckError } from "../core/errors/index.js";
import type { LaktoryBackend } from "../core/exportTargets.js";
import type { Dataset, ExportedFile, ExportOptions, Pipeline, RowValues } from "../run/api.js";
import { writeExport } from "../run/api.js";
import { type CanonicalTable, canonicalTable } from "./canonical.js";
import { dependingOnChance, type TableVerdict, verdictOn } from "./comparison.js";
import { PythonDriver } from "./pythonDriver.js";
import { LAKTORY_NEEDS, LAKTORY_SPARK_NEEDS, pythonWith } from "./pythonEnvironment.js";
import { reportOf, type VerifyReport } from "./verifyExport.js";

/**
 * One pipeline that is run here and on Laktory: each `round` brings both up to date with the files that are there and compares every
 * stored table. Laktory's tables go into files below `work`, never to their own places.
 */
export class LaktoryRun {
	readonly #pipeline: Pipeline;
	readonly #driver: PythonDriver;
	readonly #work: string;
	readonly #backend: LaktoryBackend;
	#names: ReadonlyMap<string, string> = new Map();

	/** `work` is a folder of this run's own. */
	constructor(options: {
		readonly pipeline: Pipeline;
		readonly driver: PythonDriver;
		readonly work: string;
		readonly backend: LaktoryBackend;
	}) {
		this.#pipeline = options.pipeline.with({ storage: join(options.work, "ours") });
		this.#driver = options.driver;
		this.#work = options.work;
		this.#backend = options.backend;
	}

	/** Writes the export, which Laktory has to take. Throws what is refused. */
	async prepare(): Promise<readonly ExportedFile[]> {
		const result = await this.#pipeline.export({ target: "laktory", backend: this.#backend });
		const [first, ...others] = result.diagnostics.filter((d) => d.severity === "error");
		if (first) throw new AqueduckError(first, { others });
		await mkdir(this.#work, { recursive: true });
		await writeExport(result.files, join(this.#work, "export"));
		const graph = await this.#pipeline.graph();
		const file = result.files.find((f) => f.path === "pipeline.yaml") as ExportedFile;
		// A node for each data set, in the same order.
		const { nodes } = parse(file.text) as { readonly nodes: readonly { readonly name: string }[] };
		this.#names = new Map(graph.datasets.map((d, i) => [d.key, nodes[i]?.name ?? ""]));
		await this.#driver.ask({ action: "validate", file: this.#file });
		return result.files;
	}

	async round(): Promise<TableVerdict[]> {
		await this.#pipeline.run();
		const there = { backend: this.#backend, work: join(this.#work, "theirs") };
		const { projectDir: project, timeZone } = this.#pipeline.settings;
		await this.#driver.ask({ action: "run", project, timeZone, file: this.#file, ...there });
		const graph = await this.#pipeline.graph();
		const stored = graph.datasets.filter((d) => d.kind !== "temporary_view");
		const nameOf = (dataset: Dataset): string => this.#names.get(dataset.key) as string;
		const theirs = await this.#driver.ask<Record<string, CanonicalTable>>({
			action: "read",
			tables: stored.map(nameOf),
			...there,
		});
		const chance = dependingOnChance(graph);
		const verdicts: TableVerdict[] = [];
		for (const dataset of stored) {
			const { schema, rows } = await this.#pipeline.sql(`SELECT * FROM ${dataset.display}`);
			const ours = canonicalTable(schema, rows as RowValues[]);
			const by = chance.get(dataset.key) ?? "rows";
			verdicts.push(verdictOn(dataset, ours, theirs[nameOf(dataset)] as CanonicalTable, by));
		}
		return verdicts;
	}

	async dispose(): Promise<void> {
		await rm(this.#work, { recursive: true, force: true });
	}

	get #file(): string {
		return join(this.#work, "export", "pipeline.yaml");
	}
}

/** Runs an export on real Laktory and compares every stored table with a fresh run of ours. */
export async function verifyOnLaktory(pipeline: Pipeline, request: ExportOptions): Promise<VerifyReport> {
	const backend = request.backend ?? "polars";
	const needs = backend === "polars" ? LAKTORY_NEEDS : LAKTORY_SPARK_NEEDS;
	const python = await pythonWith(needs, pipeline.settings.laktory.python);
	const work = await realpath(await mkdtemp(join(tmpdir(), "aqueduck-verify-")));
	const driver = await PythonDriver.start(python, "laktory_driver.py", [join(work, "laktory")]);
	try {
		const run = new LaktoryRun({ pipeline, driver, work: join(work, "run"), backend });
		await run.prepare();
		return reportOf(`laktory ${driver.version} on ${backend}`, request.target, await run.round());
	} finally {
		await driver.stop();
		await rm(work, { recursive: true, force: true });
	}
}
