import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkPython } from "../../src/codegen/printers/python/format.js";
import type { ExportOptions } from "../../src/run/api.js";
import { loadPipeline } from "../e2e/lib/dist.js";

/**
 * What each case is exported as, to the byte. AQUEDUCK_UPDATE=1 rewrites the golden files. Every case is there for `spark` and
 * `lakeflow`; for the other targets those that show something of them.
 */
const home = dirname(fileURLToPath(import.meta.url));
const cases = readdirSync(join(home, "cases"));
const some = ["basics", "rules", "append-flows", "names", "options", "schemas", "parameters", "sql-file"];

interface Golden {
	readonly folder: string;
	readonly request: ExportOptions;
	readonly cases: readonly string[];
}
const goldens: readonly Golden[] = [
	{ folder: "spark", request: { target: "spark" }, cases },
	{ folder: "lakeflow", request: { target: "lakeflow" }, cases },
	{ folder: "dlt", request: { target: "dlt" }, cases: some },
	{ folder: "notebook", request: { target: "lakeflow", format: "notebook" }, cases: ["basics", "names"] },
	{ folder: "ipynb", request: { target: "lakeflow", format: "ipynb" }, cases: ["basics", "names"] },
	{ folder: "bundle", request: { target: "bundle" }, cases: ["basics", "parameters"] },
	{
		folder: "laktory",
		request: { target: "laktory" },
		cases: ["basics", "joins", "names", "polars", "rules", "stock-prices"],
	},
	{
		folder: "laktory-pyspark",
		request: { target: "laktory", backend: "pyspark" },
		cases: ["basics", "names", "rules"],
	},
	{ folder: "dagster", request: { target: "dagster" }, cases: ["basics", "rules", "names", "schemas"] },
	{ folder: "airflow", request: { target: "airflow" }, cases: ["basics", "rules", "names", "schemas"] },
];

describe.each(goldens)("$folder", ({ folder, request, cases: names }) => {
	test.each(names)("%s", async (name) => {
		const pipeline = await loadPipeline(join(home, "cases", name));
		const { files, diagnostics } = await pipeline.export(request);
		const written = new Map(files.map((f) => [f.path, f.text]));
		written.set("diagnostics.txt", diagnostics.map((d) => `${d.severity} ${d.code} ${d.message}\n`).join(""));
		const golden = join(home, "golden", folder, name);
		if (process.env.AQUEDUCK_UPDATE) rewrite(golden, written);
		expect(Object.fromEntries([...written].sort())).toEqual(readAll(golden));
		expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);

		const sources = readdirSync(join(home, "cases", name))
			.filter((file) => /\.(?:ts|sql)$/.test(file))
			.map((file) => readFileSync(join(home, "cases", name, file), "utf8"))
			.join("");
		const again = await (await loadPipeline(join(home, "cases", name))).export(request);
		expect(again.files).toEqual(files);

		for (const file of files) {
			if (!file.path.endsWith(".py")) continue;
			expect(checkPython(file.text), file.path).toEqual([]);
			expect(numbered(file.text, sources), `${file.path}: no generated name ends in a digit`).toEqual([]);
		}
	});
});

/** Names of variables and functions that end in a digit and that the sources do not have. */
function numbered(python: string, sources: string): string[] {
	return [...python.matchAll(/^\s*(?:def )?(\w*[a-z]_?\d+)(?: = |\()/gm)]
		.map((match) => (match[1] as string).replace(/^run_/, ""))
		.filter((name) => !sources.includes(name));
}

function rewrite(folder: string, files: ReadonlyMap<string, string>): void {
	rmSync(folder, { recursive: true, force: true });
	for (const [path, text] of files) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
}

function readAll(folder: string): Record<string, string> {
	if (!existsSync(folder)) return {};
	const paths = (readdirSync(folder, { recursive: true }) as string[]).filter((p) =>
		statSync(join(folder, p)).isFile(),
	);
	return Object.fromEntries(
		paths.sort().map((p) => [p.replaceAll("\\", "/"), readFileSync(join(folder, p), "utf8")]),
	);
}
