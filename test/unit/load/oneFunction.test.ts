import { expect, test } from "vitest";
import { loadPipeline } from "../../../src/run.js";
import { tempProject } from "../../helpers/tempProject.js";

const found = async (source: string): Promise<string[]> => {
	const dir = tempProject({
		"pipeline.ts": `import * as dp from "aqueduck";\nimport { spark } from "aqueduck";\nconst q = () => spark.range(3);\n${source}\n`,
	});
	const graph = await (await loadPipeline(dir)).graph();
	return graph.diagnostics.map((d) => `${d.code} ${d.message}`);
};

test("one function in two plain forms", async () => {
	const twice =
		"export const a = dp.materializedView(q);\nexport const b = dp.materializedView({ name: 'b' }, q);";
	expect(await found(twice)).toEqual([
		"DEFINITION_CONFLICT The function of a is given to materializedView twice; one function defines one data set",
	]);
	const both = "export const a = dp.materializedView(q);\nexport const b = dp.temporaryView(q);";
	expect(await found(both)).toEqual([
		expect.stringMatching(
			/^DEFINITION_CONFLICT \w is declared both as materializedView and as temporaryView$/,
		),
	]);
});
