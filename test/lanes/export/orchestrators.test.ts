import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExportOptions } from "../../../src/run/api.js";
import { writeExport } from "../../../src/run/exportFiles.js";
import { loadPipeline } from "../../e2e/lib/dist.js";
import { HOSTILE, marked, sourcesFor } from "../../export/lib/hostile.js";
import { CONFIG, HEAD } from "../../export/lib/targets.js";
import { allCases, Project, ROOT } from "./cases.js";

/** Bundles, notebooks, Dagster and Airflow, each read by the real thing. */
const work = mkdtempSync(join(tmpdir(), "aqueduck-orchestrators-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const tools = process.env.AQUEDUCK_ORCHESTRATION_PYTHON ?? "";
const airflow = process.env.AQUEDUCK_AIRFLOW_PYTHON ?? "";
const pure = allCases.filter((c) => !c.isExample);

function check(python: string, kind: string, folders: readonly string[], env: Record<string, string> = {}) {
	const output = execFileSync(python, [join(ROOT, "scripts/lanes/check_exports.py"), kind, ...folders], {
		encoding: "utf8",
		env: {
			...process.env,
			AIRFLOW_HOME: join(work, "airflow-home"),
			DAGSTER_HOME: join(work, "dagster-home"),
			...env,
		},
		stdio: ["ignore", "pipe", "pipe"],
		maxBuffer: 1 << 26,
	});
	return JSON.parse(output.trim().split("\n").at(-1) as string);
}

/** Every case, written for a target; gives the folder. */
async function exportAll(name: string, request: ExportOptions): Promise<string> {
	for (const one of pure) {
		const pipeline = await loadPipeline(one.folder);
		const { files } = await pipeline.export(request);
		expect(files.length, `${one.name} for ${name}`).toBeGreaterThan(0);
		await writeExport(files, join(work, name, one.name));
	}
	return join(work, name);
}

beforeAll(() => {
	mkdirSync(join(work, "dagster-home"));
	writeFileSync(join(work, "dagster-home", "dagster.yaml"), "");
});

test("every module of every target is Python", async () => {
	const folders = [];
	for (const target of ["spark", "lakeflow", "dlt"] as const)
		folders.push(await exportAll(target, { target }));
	folders.push(await exportAll("source-notebooks", { target: "lakeflow", format: "notebook" }));
	expect(check(tools, "ast", folders).files).toBeGreaterThanOrEqual(4 * pure.length);
});

test("every text is what Python and YAML read", async () => {
	const found: Record<string, Set<string>> = {};
	const exportsOf = async (name: string, request: ExportOptions): Promise<void> => {
		for (const [i, text] of HOSTILE.entries()) {
			const dir = join(work, "hostile", String(i));
			mkdirSync(join(dir, "data/in"), { recursive: true });
			writeFileSync(join(dir, "data/in/one.json"), '{"id": 1}\n');
			writeFileSync(join(dir, "aqueduck.config.json"), CONFIG);
			writeFileSync(join(dir, "pipeline.ts"), `${HEAD}${Object.values(sourcesFor(text))[0]}\n`);
			const { files } = await (await loadPipeline(dir)).export(request);
			expect(files.length, `${JSON.stringify(text)} for ${name}`).toBeGreaterThan(0);
			await writeExport(files, join(work, `hostile-${name}`, String(i)));
		}
		found[name] = new Set(check(tools, "strings", [join(work, `hostile-${name}`)]).strings);
	};
	await exportsOf("spark", { target: "spark" });
	await exportsOf("dlt", { target: "dlt" });
	await exportsOf("ipynb", { target: "lakeflow", format: "ipynb" });
	await exportsOf("bundle", { target: "bundle" });
	await exportsOf("laktory", { target: "laktory" });
	for (const [name, strings] of Object.entries(found))
		for (const text of HOSTILE)
			for (const role of name === "laktory" ? ["comment"] : ["comment", "property", "value", "literal"]) {
				// Laktory would read a variable there, and the export says that it leaves such a comment out.
				if (name === "laktory" && text.includes("$" + "{")) continue;
				expect(strings, `${role} for ${name}`).toContain(marked(role, text));
			}
});

test("Jupyter notebooks pass nbformat's validator", async () => {
	const folder = await exportAll("jupyter", { target: "dlt", format: "ipynb" });
	expect(check(tools, "notebooks", [folder]).files).toBeGreaterThanOrEqual(pure.length);
});

test("bundles are what databricks-bundles takes", async () => {
	const folder = await exportAll("bundle", { target: "bundle" });
	expect(check(tools, "bundle", [folder]).resources).toBe(3 * pure.length);
});

test("Dagster loads every pipeline", async () => {
	const folder = await exportAll("dagster", { target: "dagster" });
	const loaded = check(tools, "dagster", [folder]);
	expect(Object.keys(loaded)).toHaveLength(pure.length);
	expect(loaded[join(folder, "basics", "definitions.py")]).toEqual({
		raw_orders: [],
		orders: ["raw_orders"],
		revenue: ["orders"],
	});
});

test("Dagster materializes two assets that do not read each other", async () => {
	const flights = allCases.find((c) => c.name === "flights");
	if (!flights) throw new Error("there is no example flights");
	const project = new Project(flights);
	try {
		// The project has the command, as one with aqueduck installed does.
		mkdirSync(join(project.dir, "node_modules", ".bin"), { recursive: true });
		const bin = join(project.dir, "node_modules", ".bin", "aq");
		symlinkSync(join(ROOT, "dist/cli/main.js"), bin);
		chmodSync(join(ROOT, "dist/cli/main.js"), 0o755);
		const pipeline = await loadPipeline(project.dir);
		const { files } = await pipeline.export({ target: "dagster", projectPath: "../.." });
		await writeExport(files, join(project.dir, "export/dagster"));
		const { materialized } = check(tools, "dagster", [join(project.dir, "export/dagster")], {
			MATERIALIZE: "bronze_flights,airports",
		});
		expect(materialized).toEqual({ success: true, assets: ["airports", "bronze_flights"] });
		const counted = await pipeline.sql(
			"SELECT (SELECT count(*) FROM bronze_flights) > 0, (SELECT count(*) FROM airports) > 0",
		);
		expect(counted.rows).toEqual([[true, true]]);
	} finally {
		project.remove();
	}
});

test("Airflow loads every pipeline, with the edges over views and one task at a time", async () => {
	const folder = await exportAll("airflow", { target: "airflow" });
	const dags = check(airflow, "airflow", [folder]);
	expect(Object.keys(dags)).toHaveLength(pure.length);
	for (const dag of Object.values<{ max_active_tasks: number; max_active_runs: number }>(dags))
		expect([dag.max_active_tasks, dag.max_active_runs]).toEqual([1, 1]);
	expect(dags.rules.tasks).toEqual({ orders: [], dated_orders: ["orders"], customers: ["dated_orders"] });
});
