import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkLayers, layerOf } from "../../scripts/lib/layers.js";
import { LAYERS } from "../../scripts/lib/layerTable.js";
import { modulesUnder, ROOT } from "../../scripts/lib/project.js";

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), "aqueduck-layers-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes a small tree and gives the problems that the check finds in it. */
async function problemsOf(tree: Record<string, string>): Promise<readonly string[]> {
	for (const [path, text] of Object.entries(tree)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	}
	return (await checkLayers(root)).problems;
}

const CORE = {
	"src/core/names.ts": "export const quote = (s: string) => s;\nexport interface Name { s: string }\n",
};
const DUCKDB = { "src/engines/duckdb/index.ts": "export const engine = 1;\nexport type Duck = 1;\n" };

describe("imports against the layers", () => {
	test("the allowed directions pass, near and far", async () => {
		expect(
			await problemsOf({
				...CORE,
				...DUCKDB,
				"src/plan/expr.ts": 'import { quote } from "../core/names.js";\nexport const a = quote("a");\n',
				"src/graph/dag.ts":
					'import { quote } from "../core/names.js";\nimport "../plan/expr.js";\nexport const b = quote("b");\n',
				"src/runtime/run.ts": 'export const load = () => import("../engines/duckdb/index.js");\n',
				"src/run/index.ts": 'export { load } from "../runtime/run.js";\n',
				"src/run.ts": 'export * from "./run/index.js";\n',
				"src/cli/main.ts": 'import { load } from "../run.js";\nload();\n',
				"codegen/export/index.ts": 'import { b } from "../../src/graph/dag.js";\nexport const c = b;\n',
			}),
		).toEqual([]);
	});

	test("an import upwards is found", async () => {
		expect(
			await problemsOf({
				"src/core/names.ts": 'import { a } from "../plan/expr.js";\nexport const n = a;\n',
				"src/plan/expr.ts": "export const a = 1;\n",
			}),
		).toEqual(["src/core/names.ts imports src/plan/expr.ts: core may not see plan"]);
	});

	test.each([
		["import type", 'import type { Duck } from "../duckdb/index.js";\nexport const p: Duck = 1;\n'],
		["inline type", 'import { type Duck } from "../duckdb/index.js";\nexport const p: Duck = 1;\n'],
		["over lines", 'import type {\n\tDuck,\n} from "../duckdb/index.js";\nexport const p: Duck = 1;\n'],
		["export type", 'export type { Duck } from "../duckdb/index.js";\n'],
		["import() in a type", 'export const p: import("../duckdb/index.js").Duck = 1;\n'],
	])("types obey the same directions: %s", async (_form, text) => {
		expect(await problemsOf({ ...DUCKDB, "src/engines/polars/index.ts": text })).toEqual([
			"src/engines/polars/index.ts imports types of src/engines/duckdb/index.ts: engines/polars may not see engines/duckdb",
		]);
	});

	test("an engine is reached by a dynamic import from runtime and run alone", async () => {
		const dynamic = 'export const load = () => import("../engines/duckdb/index.js");\n';
		const problems = await problemsOf({
			...DUCKDB,
			"src/run/open.ts": dynamic,
			"src/graph/open.ts": dynamic,
			"src/runtime/open.ts":
				'import { engine } from "../engines/duckdb/index.js";\nexport const e = engine;\n',
			"src/runtime/typed.ts": `import type { Duck } from "../engines/duckdb/index.js";\n${dynamic}export const d: Duck = 1;\n`,
		});
		const only = "; runtime reaches engines/duckdb by a dynamic import() only";
		expect([...problems].sort()).toEqual([
			"src/graph/open.ts imports dynamically src/engines/duckdb/index.ts: graph may not see engines/duckdb",
			`src/runtime/open.ts imports src/engines/duckdb/index.ts: runtime may not see engines/duckdb${only}`,
			`src/runtime/typed.ts imports types of src/engines/duckdb/index.ts: runtime may not see engines/duckdb${only}`,
		]);
	});

	test("a module of no layer is found", async () => {
		expect(await problemsOf({ ...CORE, "src/helpers/misc.ts": "export const x = 1;\n" })).toEqual([
			"src/helpers/misc.ts: belongs to no layer of scripts/lib/layerTable.ts",
		]);
	});

	test("a tree without modules is not a green one", async () => {
		expect(await problemsOf({})).toEqual(["there is no module to check"]);
	});
});

describe("this repository", () => {
	test("a violation planted in a copy of it is found, and nothing else new", async () => {
		for (const folder of ["src", "codegen"].filter((each) => modulesUnder(ROOT, each).length > 0)) {
			cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
		}
		const before = await checkLayers(root);
		expect(before.seen).toBeGreaterThanOrEqual(before.files);
		expect(before.files).toBe(modulesUnder(ROOT, "src").length + modulesUnder(ROOT, "codegen").length);
		mkdirSync(join(root, "src/cli"), { recursive: true });
		writeFileSync(join(root, "src/cli/planted.ts"), "export const planted = 1;\n");
		writeFileSync(
			join(root, "src/core/planted.ts"),
			'import { planted } from "../cli/planted.js";\nexport const p = planted;\n',
		);
		const after = await checkLayers(root);
		expect(after.problems.filter((problem) => !before.problems.includes(problem))).toEqual([
			"src/core/planted.ts imports src/cli/planted.ts: core may not see cli",
		]);
	});

	test("every layer that the table names is one of its rows", () => {
		for (const { over = [], only = [], lazily = [], blindly = [] } of Object.values(LAYERS)) {
			for (const name of [...over, ...only, ...lazily, ...blindly])
				expect(Object.keys(LAYERS)).toContain(name);
		}
	});

	test.each([
		["src/run.ts", "run.ts"],
		["src/run/pipeline.ts", "run"],
		["src/engines/tableEngine.ts", "engines/tableEngine"],
		["src/engines/duckdb/sql/names.ts", "engines/duckdb"],
		["src/engines/other.ts", undefined],
		["src/core.ts", undefined],
		["codegen/export/pyspark/index.ts", "codegen"],
	])("%s belongs to %s", (file, layer) => {
		expect(layerOf(file)).toBe(layer);
	});
});
