import { expect, test } from "vitest";
import type { ExportTarget } from "../../src/core/exportTargets.js";
import { loadPipeline } from "../e2e/lib/dist.js";
import { tempProject } from "../helpers/tempProject.js";

const project = () =>
	tempProject({
		"pipeline.ts": `import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";
export const a = dp.materializedView({ expectOrDrop: { mine: "is_member('people')" } }, () =>
	spark.range(3).select(F.aiSummarize(col("id").cast("string"), F.lit(20)).alias("short")));
export const b = dp.materializedView(() =>
	spark.sql("SELECT ai_query('model', request => short, returnType => 'STRING') AS answer FROM a"));
`,
		"aqueduck.config.json": JSON.stringify({ name: "p", databricks: { catalog: "main" } }),
	});

const textOf = async (target: ExportTarget): Promise<string> => {
	const { files, diagnostics } = await (await loadPipeline(project())).export({ target });
	expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
	return files.map((f) => f.text).join("\n");
};

test.each(["lakeflow", "dlt", "bundle"] as const)("%s carries Databricks' own functions", async (target) => {
	const text = await textOf(target);
	expect(text).toContain(`F.call_function("ai_summarize", F.col("id").cast("string"), F.lit(20))`);
	expect(text).toContain(`expect_or_drop("mine", "is_member('people')")`);
	expect(text).toContain("ai_query('model', request => short, returnType => 'STRING')");
});

test("sql has them in Databricks' spelling alone", async () => {
	const { files } = await (await loadPipeline(project())).export({ target: "sql" });
	expect(files.map((f) => f.path)).toEqual(["databricks/pipeline.sql"]);
	expect(files[0]?.text).toContain("ai_summarize(CAST(id AS STRING), 20) AS short");
});

test("what aqueduck runs itself cannot have them", async () => {
	const p = await loadPipeline(project());
	await expect(p.export({ target: "dagster" })).rejects.toMatchObject({ code: "ENGINE_UNSUPPORTED" });
});
