import type { Diagnostic } from "../../../src/core/errors/index.js";
import type { ExportOptions } from "../../../src/run/api.js";
import { AqueduckError, loadPipeline } from "../../e2e/lib/dist.js";

/** What writes the plan itself. Dagster and Airflow run `aq`, which has everything that the pipeline has. */
export const TARGETS = {
	spark: { target: "spark" },
	lakeflow: { target: "lakeflow" },
	dlt: { target: "dlt" },
	bundle: { target: "bundle" },
	sql: { target: "sql" },
	"laktory on polars": { target: "laktory" },
	"laktory on pyspark": { target: "laktory", backend: "pyspark" },
} as const satisfies Readonly<Record<string, ExportOptions>>;

export type TargetName = keyof typeof TARGETS;
export const TARGET_NAMES = Object.keys(TARGETS) as TargetName[];

/** A config that every target takes. */
export const CONFIG = JSON.stringify({
	name: "p",
	spark: { storage: "file:///var/lib/aqueduck" },
	databricks: { catalog: "main", secretScope: "p" },
});

export const HEAD = `import * as dp from "aqueduck";
import { col, F, lit, param, spark, Window } from "aqueduck";
void [dp, col, F, lit, param, spark, Window];
`;

/** An export, or what stands in its way. */
export interface Written {
	readonly files: Readonly<Record<string, string>>;
	/** What was said: of the target, or of the pipeline itself where it has errors. */
	readonly said: readonly Diagnostic[];
	readonly errors: readonly Diagnostic[];
}

/** Exports the project in a folder for each of the targets. */
export async function exported<T extends TargetName>(
	dir: string,
	targets: readonly T[],
): Promise<Readonly<Record<T, Written>>> {
	const found = {} as Record<T, Written>;
	try {
		const pipeline = await loadPipeline(dir);
		for (const name of targets) {
			const { files, diagnostics } = await pipeline.export(TARGETS[name]);
			found[name] = {
				files: Object.fromEntries(files.map((f) => [f.path, f.text])),
				said: diagnostics,
				errors: diagnostics.filter((d) => d.severity === "error"),
			};
		}
	} catch (error) {
		if (!(error instanceof AqueduckError)) throw error;
		const errors = [error.diagnostic, ...error.others];
		for (const name of targets) found[name] ??= { files: {}, said: errors, errors };
	}
	return found;
}
