import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { AqueduckError, type Diagnostic } from "../core/errors/index.js";
import type { ExportFormat } from "../core/exportTargets.js";
import { displayName, SPARK_DEFAULTS } from "../core/names.js";
import {
	type Dataset,
	type ExportedFile,
	type ExportResult,
	type Graph,
	type Pipeline,
	type RowValues,
	writeExport,
} from "../run/api.js";
import { type CanonicalTable, canonicalTable } from "./canonical.js";
import { dependingOnChance, type TableVerdict, verdictOn } from "./comparison.js";
import type { PythonDriver } from "./pythonDriver.js";

/** Targets that real Spark can run: its own pipelines, and Databricks' modules over a stand-in. */
export type SparkTarget = "spark" | "sql" | "lakeflow" | "dlt";

/**
 * One pipeline that is run here and on Spark, again and again: each `round` brings both up to date with the files that are there
 * and compares every stored table.
 */
export class SparkRun {
	readonly #pipeline: Pipeline;
	readonly #driver: PythonDriver;
	readonly #work: string;
	readonly #target: SparkTarget;
	readonly #format: ExportFormat;
	#files: readonly ExportedFile[] = [];
	#graph: Graph | undefined;

	/** `work` is a folder of this run's own. The pipeline's storage is not touched: ours lies in `work` too. */
	constructor(options: {
		readonly pipeline: Pipeline;
		readonly driver: PythonDriver;
		readonly work: string;
		readonly target: SparkTarget;
		readonly format?: ExportFormat;
		/** Where our tables lie; absent: in `work`. */
		readonly storage?: string;
	}) {
		const { settings } = options.pipeline;
		this.#pipeline = options.pipeline.with({
			storage: options.storage ?? join(options.work, "ours"),
			spark: { ...settings.spark, storage: `file://${join(options.work, "checkpoints")}` },
		});
		this.#driver = options.driver;
		this.#work = options.work;
		this.#target = options.target;
		this.#format = options.format ?? "py";
	}

	/** Writes the export and makes the schemas. Throws what the target refuses. */
	async prepare(): Promise<readonly ExportedFile[]> {
		const result = await this.#pipeline.export({ target: this.#target, format: this.#format });
		const [first, ...others] = result.diagnostics.filter((d) => d.severity === "error");
		if (first) throw new AqueduckError(first, { others });
		const [lacking, ...more] = this.#target === "sql" ? withoutSpark(result) : [];
		if (lacking) throw new AqueduckError(lacking, { others: more });
		this.#files = result.files;
		await mkdir(join(this.#work, "checkpoints"), { recursive: true });
		await writeExport(result.files, join(this.#work, "export"));
		this.#graph = await this.#pipeline.graph();
		await this.#driver.ask({ action: "createSchemas", schemas: this.#schemas });
		return result.files;
	}

	/** `spark-pipelines dry-run`; nothing to do for a stand-in. */
	async dryRun(): Promise<void> {
		if (this.#isPipeline) await this.#runThere(true);
	}

	async round(): Promise<TableVerdict[]> {
		await this.#pipeline.run();
		await this.#runThere(false);
		const graph = await this.#pipeline.graph();
		const stored = graph.datasets.filter((d) => d.kind !== "temporary_view");
		const theirs = await this.#driver.ask<Record<string, CanonicalTable>>({
			action: "read",
			project: this.#pipeline.settings.projectDir,
			tables: stored.map((d) => this.#nameThere(d)),
		});
		const chance = dependingOnChance(graph);
		const verdicts: TableVerdict[] = [];
		for (const dataset of stored) {
			const there = theirs[this.#nameThere(dataset)] as CanonicalTable;
			const by = chance.get(dataset.key) ?? "rows";
			verdicts.push(verdictOn(dataset, await this.#ours(dataset), there, by));
		}
		return verdicts;
	}

	/** Leaves nothing on the server or on the disk. */
	async dispose(): Promise<void> {
		const datasets = this.#graph?.datasets ?? [];
		await this.#driver.ask({
			action: "drop",
			tables: datasets
				.filter((d) => d.kind !== "temporary_view")
				.flatMap((d) => [this.#nameThere(d), this.#nameThere(d).replace(/(`?)$/, "_expectations$1")]),
			views: this.#isPipeline
				? []
				: datasets.filter((d) => d.kind === "temporary_view").map((d) => d.name.table),
			schemas: this.#schemas,
		});
		await rm(this.#work, { recursive: true, force: true });
	}

	/** Run by Spark's own pipelines, and not by the stand-in. */
	get #isPipeline(): boolean {
		return this.#target === "spark" || this.#target === "sql";
	}

	/** Schemas beside Spark's own. */
	get #schemas(): readonly string[] {
		const { names } = this.#pipeline.settings;
		const found = new Set((this.#graph?.datasets ?? []).map((d) => d.name.schema));
		found.add(names.schema);
		found.delete(SPARK_DEFAULTS.schema);
		return [...found].map((schema) => `\`${schema.replaceAll("`", "``")}\``);
	}

	/** The name of a table under the server's defaults. */
	#nameThere(dataset: Dataset): string {
		const { names } = this.#pipeline.settings;
		const catalog = names.catalog === dataset.name.catalog ? SPARK_DEFAULTS.catalog : dataset.name.catalog;
		return displayName({ ...dataset.name, catalog }, SPARK_DEFAULTS);
	}

	async #runThere(dry: boolean): Promise<void> {
		const project = this.#pipeline.settings.projectDir;
		const folder = join(this.#work, "export");
		if (this.#isPipeline) {
			const spec = join(folder, this.#target === "sql" ? "spark" : "", "spark-pipeline.yml");
			await this.#driver.ask({ action: "run", project, spec, dry });
			return;
		}
		const modules = this.#files
			.filter((f) => /\.(?:py|ipynb)$/.test(f.path))
			.map((f) => join(folder, f.path));
		await this.#driver.ask({
			action: "standIn",
			project,
			files: modules,
			checkpoints: join(this.#work, "checkpoints"),
			configuration: {
				"spark.sql.session.timeZone": this.#pipeline.settings.timeZone,
				...this.#pipeline.settings.parameters,
			},
		});
	}

	async #ours(dataset: Dataset): Promise<CanonicalTable> {
		const { schema, rows } = await this.#pipeline.sql(`SELECT * FROM ${dataset.display}`);
		return canonicalTable(schema, rows as RowValues[]);
	}
}

/** Why the SQL of a pipeline is for Databricks alone: nothing here runs that. */
function withoutSpark({ files, diagnostics }: ExportResult): Diagnostic[] {
	if (files.some((f) => f.path.startsWith("spark/"))) return [];
	return diagnostics
		.filter((d) => d.code === "EXPORT_PASSED_OVER" && d.message.includes("spark/ is not written"))
		.map((d) => ({ ...d, severity: "error" as const }));
}
