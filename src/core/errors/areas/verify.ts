import { define } from "../define.js";

/** Running an export elsewhere and comparing its tables. */
export const verifyErrors = {
	VERIFY_NO_TOOL: define<{ tool: string; detail: string }>({
		message: (p) => `${p.tool}, which --verify needs, is not there or does not work: ${p.detail}`,
		hint: () => "Python 3.10 or later; for Spark also Java 17",
		explain:
			"`--verify` runs the export on the real thing. It makes a virtual environment of its own, or takes the Python that the config names (`spark: { python }`, `laktory: { python }`).",
	}),
	VERIFY_FAILED: define<{ step: string; detail: string }>({
		message: (p) => `The export did not run (${p.step}): ${p.detail}`,
		explain: "The exported pipeline was written, and ended with an error where it was run to be compared.",
	}),
	VERIFY_DIFFERENT: define<{ table: string; target: string; differences: readonly string[] }>({
		message: (p) => `${p.table} is another table on ${p.target}: ${p.differences[0] ?? ""}`,
		explain: "The exported pipeline was run, and this table has other columns or rows than ours.",
	}),
	VERIFY_UNSUPPORTED: define<{ target: string }>({
		message: (p) => `An export for ${p.target} cannot be run here, so there is nothing to compare`,
		hint: () => "spark, laktory, lakeflow, dlt and sql can be verified",
		explain: "Bundles, Dagster and Airflow need their own services.",
	}),
};
