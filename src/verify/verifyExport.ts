import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Diagnostic, diagnostic, fault } from "../core/errors/index.js";
import type { ExportOptions, Pipeline } from "../run/api.js";
import type { TableVerdict } from "./comparison.js";
import { PythonDriver } from "./pythonDriver.js";
import { pythonWith, SPARK_NEEDS } from "./pythonEnvironment.js";
import { SparkRun, type SparkTarget } from "./sparkRun.js";

/** What `--verify` found. */
export interface VerifyReport {
	/** What ran the export: `pyspark 4.3.0`. */
	readonly ran: string;
	readonly tables: readonly TableVerdict[];
	/** One error for each table that differs. */
	readonly diagnostics: readonly Diagnostic[];
}

const isForSpark = (target: string): target is SparkTarget =>
	["spark", "sql", "lakeflow", "dlt"].includes(target);

/**
 * Runs an export where it belongs and compares every stored table with a fresh run of ours. Everything happens in a temporary
 * folder; the pipeline's own storage is not touched.
 * @throws VERIFY_UNSUPPORTED, VERIFY_NO_TOOL, VERIFY_FAILED
 * @example const { tables } = await verifyExport(await loadPipeline(), { target: "spark" });
 */
export async function verifyExport(pipeline: Pipeline, request: ExportOptions): Promise<VerifyReport> {
	const { target } = request;
	if (target === "laktory") {
		const { verifyOnLaktory } = await import("./laktoryRun.js");
		return verifyOnLaktory(pipeline, request);
	}
	if (!isForSpark(target)) throw fault("VERIFY_UNSUPPORTED", { target });
	const python = await pythonWith(SPARK_NEEDS, pipeline.settings.spark.python);
	// The link that Spark's working directory is may not lead through another link.
	const work = await realpath(await mkdtemp(join(tmpdir(), "aqueduck-verify-")));
	const mode = target === "spark" || target === "sql" ? "connect" : "plain";
	const driver = await PythonDriver.start(python, "spark_driver.py", [join(work, "spark"), mode]);
	try {
		const run = new SparkRun({
			pipeline,
			driver,
			work: join(work, "run"),
			target,
			...(request.format === undefined ? {} : { format: request.format }),
		});
		await run.prepare();
		await run.dryRun();
		return reportOf(`pyspark ${driver.version}`, target, await run.round());
	} finally {
		await driver.stop();
		await rm(work, { recursive: true, force: true });
	}
}

/** The verdicts with an error for each table that differs. */
export function reportOf(ran: string, target: string, tables: readonly TableVerdict[]): VerifyReport {
	const diagnostics = tables
		.filter((t) => t.differences.length > 0)
		.map((t) =>
			diagnostic(
				"VERIFY_DIFFERENT",
				{ table: t.table, target, differences: t.differences },
				{ object: t.table, notes: t.differences.slice(1) },
			),
		);
	return { ran, tables, diagnostics };
}
