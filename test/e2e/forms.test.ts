import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tempProject } from "../helpers/tempProject.js";
import { airports, busy, Flights } from "./design/pipeline.js";
import { aq, aqJson, aqOk } from "./lib/aq.js";
import { DESIGN, DESIGN_FILES, GOLD } from "./lib/designData.js";
import { loadPipeline, ROOT } from "./lib/dist.js";

const tsconfig = (legacy: boolean): string =>
	JSON.stringify({
		compilerOptions: {
			target: "ES2022",
			module: "NodeNext",
			moduleResolution: "NodeNext",
			strict: true,
			...(legacy ? { experimentalDecorators: true } : {}),
		},
	});

/** The design's code as a user's project. */
const designProject = (legacy: boolean, more: Readonly<Record<string, string>> = {}): string =>
	tempProject({
		"pipeline.ts": DESIGN,
		"tsconfig.json": tsconfig(legacy),
		"package.json": '{ "type": "module" }',
		...DESIGN_FILES,
		...more,
	});

const goldText = (rows: readonly Record<string, unknown>[]): string[] =>
	rows.map((r) => `${r.origin} ${r.day} ${r.legs} ${r.mean_delay}`).sort();

test("the module is the design's code word for word, in both folders", () => {
	expect(readFileSync(join(ROOT, "test", "e2e", "legacy", "pipeline.ts"), "utf8")).toBe(DESIGN);
});

describe.each([
	["TC39", false],
	["legacy", true],
])("under %s decorators", (_, legacy) => {
	test("from the command line, without a config", async () => {
		const dir = designProject(legacy);
		const { code, out, err } = await aq(dir, ["run", "pipeline.ts"]);
		expect({ code, err }).toEqual({ code: 0, err: "" });
		expect(out).toContain("bronze_flights");
		expect(out).toMatch(/silver_flights .*125 in · 123 out · 2 dropped/);
		expect(out).toMatch(/sane_delay +silver_flights +drop +123 +2 +98\.4 %/);
		expect(out).toMatch(/known_origin +silver_flights +warn +124 +1 /);
		expect(goldText(await aqJson(dir, "show", "gold_delays"))).toEqual(GOLD);
		expect(await aqOk(dir, "show", "airports", "--format", "csv")).toBe(
			"iata,city,latitude,longitude\nATL,Atlanta,33.64,-84.43\nOSL,Oslo,60.19,11.1\n",
		);
		expect(await aqOk(dir, "graph", "--stages")).toContain("busy");
	});

	test("through loadPipeline, as the design shows it", async () => {
		const dir = designProject(legacy);
		const p = await loadPipeline("pipeline.ts", { cwd: dir, env: "dev" });
		expect((await p.validate()).diagnostics.filter((d) => d.severity !== "note")).toEqual([]);
		const events: string[] = [];
		const { signal } = new AbortController();
		expect((await p.run({ signal, onEvent: (e) => void events.push(e.event_type) })).exitCode).toBe(0);
		expect(events).toContain("flow_progress");
		expect((await p.run({ select: ["gold_delays+"] })).steps.map((s) => [s.display, s.status])).toEqual([
			["gold_delays", "skipped"],
		]);
		expect(goldText(await p.table("gold_delays").toArray())).toEqual(GOLD);
		expect((await p.table("gold_delays").schema()).fields.map((f) => [f.name, f.type.kind])).toEqual([
			["origin", "string"],
			["day", "date"],
			["legs", "bigint"],
			["mean_delay", "double"],
		]);
		const origins: unknown[] = [];
		for await (const row of p.table("gold_delays").rows({ where: "legs > 100" })) origins.push(row.origin);
		expect(origins).toEqual(["ATL"]);
		expect(await p.table("busy").toArray()).toEqual([{ origin: "ATL" }]);
	});

	test("from tsx, in a project of its own", () => {
		const script = `
import { loadPipeline } from "aqueduck/run";
import { Flights, airports, busy } from "./pipeline.ts";
import { isDataFrame } from "aqueduck";
const called = [Flights.bronze_flights, Flights.silver_flights, Flights.gold_delays, airports, busy].map((fn) => isDataFrame(fn.call(Flights)));
const p = await loadPipeline("pipeline.ts");
const report = await p.run();
const rows = await p.table("gold_delays").toArray();
console.log(JSON.stringify({ called, status: report.status, rows }, (_k, v) => (typeof v === "bigint" ? Number(v) : v)));
`;
		const dir = designProject(legacy, { "script.ts": script });
		mkdirSync(join(dir, "node_modules"));
		symlinkSync(ROOT, join(dir, "node_modules", "aqueduck"), "junction");
		const { stdout, stderr, status } = spawnSync(
			process.execPath,
			["--import", join(ROOT, "node_modules", "tsx", "dist", "loader.mjs"), "script.ts"],
			{
				cwd: dir,
				encoding: "utf8",
			},
		);
		expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
		const told = JSON.parse(stdout);
		expect(told.called).toEqual([true, true, true, true, true]);
		expect(told.status).toBe("completed");
		expect(goldText(told.rows)).toEqual(GOLD);
	});
});

test("inside vitest: the module is imported and its functions called, with no pipeline", async () => {
	const { isDataFrame } = await import("aqueduck");
	for (const fn of [Flights.bronze_flights, Flights.silver_flights, Flights.gold_delays, airports, busy])
		expect(isDataFrame(fn())).toBe(true);
	expect(Flights.bronze_flights.name).toBe("bronze_flights");
	expect(Object.keys(Flights.bronze_flights)).toEqual([]);
});
