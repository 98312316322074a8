import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { addFiles, tempProject } from "../helpers/tempProject.js";
import { aq, aqJson, aqOk } from "./lib/aq.js";
import { ROOT } from "./lib/dist.js";
import { holdStorage } from "./lib/holder.js";
import { HEAD, jsonl, project, rewrite, versions } from "./lib/project.js";
import { SHOP, shop } from "./lib/shop.js";

const widest = (text: string): number => Math.max(...text.split("\n").map((line) => [...line].length));
const escapes = /\u001b/;

describe("help and usage", () => {
	test("without a verb: the verbs", async () => {
		const { code, out, err } = await aq("/", []);
		expect({ code, err }).toEqual({ code: 0, err: "" });
		for (const verb of ["run", "validate", "plan", "graph", "show", "sql", "explain"])
			expect(out).toMatch(new RegExp(`^  ${verb} `, "m"));
		expect(widest(out)).toBeLessThanOrEqual(80);
	});

	test.each(["run", "validate", "plan", "graph", "show", "sql", "explain"])(
		"aq %s --help fits 80 columns",
		async (verb) => {
			const { code, out } = await aq("/", [verb, "--help"]);
			expect(code).toBe(0);
			expect(out).toContain(`aq ${verb}`);
			expect(widest(out)).toBeLessThanOrEqual(80);
		},
	);

	test("--version", async () => expect(await aqOk("/", "--version")).toMatch(/^\d+\.\d+\.\d+\n$/));

	test.each([
		[["rnu"], "unknown command 'rnu'", '"run"'],
		[["run", "--ful-refresh-all"], "unknown option '--ful-refresh-all'", '"--full-refresh-all"'],
		[["graph", "--formt", "dot"], "unknown option '--formt'", '"--format"'],
		[["graph", "--format", "pdf"], "pdf", "tree, mermaid, dot, json"],
		[["run", "--reporter", "githb"], "--reporter takes", '"github"'],
		[["show"], "missing required argument", undefined],
		[["show", "a", "b"], "one table", undefined],
		[["show", "a", "-n", "many"], "many", undefined],
		[["sql"], "sql takes a query", undefined],
		[["run", "--var", "novalue"], "--var takes name=value", undefined],
		[["run", "a", "--full-refresh-all"], "--full-refresh-all", undefined],
		[["explain", "PLAN_UNKNOWN_COLUM"], "PLAN_UNKNOWN_COLUM", '"PLAN_UNKNOWN_COLUMN"'],
	])("aq %j is wrong usage", async (argv, problem, near) => {
		const { code, out, err } = await aq(shop(), argv);
		expect({ code, out }).toEqual({ code: 2, out: "" });
		expect(err).toContain(problem);
		if (near) expect(err).toContain(near);
		expect(err).not.toContain("    at ");
		expect(widest(err)).toBeLessThanOrEqual(80);
	});
});

test("a view that follows new rows says so in the plan and in the summary", async () => {
	const dir = project(
		`export const legs = dp.streamingTable(() => spark.readStream.format("json").schema("id INT, origin STRING").load("data"));
export const per_origin = dp.materializedView(() => dp.read("legs").groupBy("origin").agg(F.count("*").alias("n")));`,
		{ "data/1.json": jsonl(...[..."abcdef"].map((origin, id) => ({ id, origin }))) },
	);
	await aqOk(dir, "run");
	addFiles(dir, { "data/2.json": jsonl({ id: 7, origin: "a" }) });
	await aqOk(dir, "run", "legs");
	const plan = await aqOk(dir, "plan");
	expect(plan).toMatch(/^± per_origin +mat\. view +refresh +new rows in legs, by origin$/m);
	const summary = await aqOk(dir, "run");
	expect(summary).toMatch(/per_origin +mat\. view +6 rows \(\+1 −1\)/);
	expect(summary).toMatch(/2 data sets · 1 ran, 1 unchanged · 1 row written/);
});

describe("finding the pipeline", () => {
	test("nothing there, a missing file, a missing config, an unknown environment, engine and selection", async () => {
		const empty = tempProject();
		for (const [argv, problem] of [
			[["run"], "No pipeline here"],
			[["run", "missing.ts"], "missing.ts"],
			[["run", "-c", "missing.config.ts"], "missing.config.ts"],
		] as const) {
			const { code, err } = await aq(empty, argv);
			expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
		}
		const dir = shop({
			"aqueduck.config.json": JSON.stringify({ environments: { prod: { storage: ".store/prod" } } }),
		});
		for (const [argv, code, problem, near] of [
			[["run", "-e", "prd"], 2, 'No environment "prd"', '"prod"'],
			[["run", "--engine", "duckbd"], 2, 'No engine "duckbd"', '"duckdb"'],
			[["run", "odrers"], 2, 'Selection "odrers"', '"orders"'],
			[["run", "tag:gld"], 2, "tag gld", '"tag:gold"'],
			[["plan", "--refresh", "per_cty"], 2, "per_cty", '"per_city"'],
			[["run", "--full-refresh", "orders,per_cty"], 2, "per_cty", '"per_city"'],
		] as const) {
			const ran = await aq(dir, argv);
			expect([argv, ran.code, ran.err]).toEqual([argv, code, expect.stringContaining(problem)]);
			expect(ran.err).toContain(`did you mean ${near}`);
		}
		expect((await aq(dir, ["run", "-e", "prod"])).out).toContain("env prod → .store/prod");
	});

	test("aq run pipeline.ts needs no config, and its paths are relative to its own folder", async () => {
		const dir = shop();
		const away = tempProject();
		expect((await aq(away, ["run", join(dir, "pipeline.ts")])).code).toBe(0);
		expect(await aqJson(away, "sql", join(dir, "pipeline.ts"), "SELECT count(*) AS n FROM orders")).toEqual([
			{ n: 3 },
		]);
	});

	test("--cwd, before and after the verb; a folder as target; a config above", async () => {
		const dir = shop({ "aqueduck.config.json": "{}" });
		const outside = tempProject();
		expect((await aq(outside, ["--cwd", dir, "run"])).code).toBe(0);
		expect((await aq(outside, ["run", "--cwd", dir])).out).toContain("unchanged");
		expect((await aq(join(dir, ".."), ["plan", dir])).code).toBe(0);
		expect(await aqJson(join(dir, "data"), "show", "cities", "-n", "1")).toEqual([
			{ city: "Oslo", country: "NO" },
		]);
	});

	test("a broken config is named", async () => {
		for (const [config, problem] of [
			["{ nope", "aqueduck.config.json"],
			[JSON.stringify({ storge: "x" }), "storge"],
			[JSON.stringify({ retries: -1 }), "retries"],
		] as const) {
			const { code, err } = await aq(shop({ "aqueduck.config.json": config }), ["run"]);
			expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
			expect(err).not.toContain("    at ");
		}
	});
});

describe("run", () => {
	test("prints what it did within 80 columns, without escapes; a second run says that nothing was new", async () => {
		const dir = shop();
		const first = await aq(dir, ["run"], { columns: 80 });
		expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: "" });
		expect(first.out).toMatch(/^run [0-9a-f]{8} · env dev → \.aqueduck\/dev · engine duckdb /);
		expect(first.out).toMatch(/orders +streaming +4 in · 3 out · 1 dropped/);
		expect(first.out).toMatch(/has_amount +orders +drop +3 +1 +75\.0 %/);
		expect(first.out).toMatch(/\d data sets · .* ran · \d+ rows written · 1 dropped · /);
		expect(widest(first.out)).toBeLessThanOrEqual(80);
		expect(first.out).not.toMatch(escapes);
		const second = await aq(dir, ["run"]);
		expect(second.out.match(/unchanged, skipped|no new input|not needed/g)?.length).toBeGreaterThanOrEqual(4);
		expect(second.out).toContain("0 rows written");
		addFiles(dir, { "data/orders/b.json": jsonl({ id: 5, city: "Rome", amount: 5, at: null }) });
		const third = await aq(dir, ["run"]);
		expect(third.out).toMatch(/orders +streaming +\+1 row \(1 new file\)/);
		expect(third.out).toMatch(/cities +mat\. view +unchanged, skipped/);
	});

	test("narrow terminals cut names, not lines", async () => {
		const { out } = await aq(shop(), ["run"], { columns: 48 });
		for (const line of out.split("\n").slice(1, 6)) expect([...line].length).toBeLessThanOrEqual(48);
	});

	test("run a b refreshes these only, and nothing upstream", async () => {
		const dir = shop();
		await aqOk(dir, "run");
		const before = await versions(dir);
		addFiles(dir, {
			"data/orders/b.json": jsonl({ id: 5, city: "Rome", amount: 5, at: null }),
			"data/cities.csv": "city,country\nOslo,NO\n",
		});
		const out = await aqOk(dir, "run", "cities", "totals");
		expect(out).not.toMatch(/ orders /);
		const after = await versions(dir);
		expect(Object.keys(after).filter((t) => after[t] !== before[t])).toEqual(["cities"]);
		await aqOk(dir, "run", "--refresh", "orders,totals");
		expect(await aqJson(dir, "show", "totals")).toEqual([{ orders: 4, amount: 36.75 }]);
		await aqOk(dir, "run", "pipeline.ts", "+per_city");
		expect(await aqJson(dir, "sql", "SELECT sum(orders) AS n FROM per_city")).toEqual([{ n: 4 }]);
	});

	test("--full-refresh rebuilds what it names, --full-refresh-all everything", async () => {
		const dir = shop();
		await aqOk(dir, "run");
		let before = await versions(dir);
		const changed = async (): Promise<string[]> => {
			const after = await versions(dir);
			const found = Object.keys(after).filter((t) => after[t] !== before[t]);
			before = after;
			return found.sort();
		};
		await aqOk(dir, "run", "--full-refresh", "cities");
		expect(await changed()).toEqual(["cities"]);
		await aqOk(dir, "run", "--full-refresh", "orders");
		expect(await changed()).toEqual(["orders"]);
		expect(await aqJson(dir, "sql", "SELECT count(*) AS n FROM orders")).toEqual([{ n: 3 }]);
		await aqOk(dir, "run", "--full-refresh-all");
		expect(await changed()).toEqual(["cities", "orders", "per_city", "totals"]);
		expect(await aqJson(dir, "sql", "SELECT count(*) AS n FROM orders")).toEqual([{ n: 3 }]);
	});

	test("--json is the event log as NDJSON; nothing else on stdout", async () => {
		const dir = shop();
		const { code, out, err } = await aq(dir, ["run", "--json"], {
			env: { FORCE_COLOR: "1" },
			isTerminal: true,
		});
		expect({ code, err }).toEqual({ code: 0, err: "" });
		const events = out
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line));
		for (const event of events) expect(Object.keys(event.details)).toEqual([event.event_type]);
		expect(
			events.filter((e) => e.event_type === "update_progress").map((e) => e.details.update_progress.state),
		).toEqual(["INITIALIZING", "RUNNING", "COMPLETED"]);
		const read = events.filter(
			(e) => e.details.flow_progress?.files?.count > 0 && e.origin.dataset_name === "orders",
		);
		expect(read.map((e) => e.details.flow_progress.files.names)).toEqual([["a.json"]]);
	});

	test("--quiet prints nothing when all is well; --verbose says why, what was read, and the SQL", async () => {
		const dir = shop();
		expect(await aq(dir, ["run", "--quiet"])).toEqual({ code: 0, out: "", err: "", text: "" });
		const { out, err } = await aq(dir, ["run", "--full-refresh-all", "--verbose"]);
		expect(out).toContain("why: full refresh asked for");
		expect(out).toContain("files: a.json");
		expect(out).toContain("4 candidates");
		expect(err).toMatch(/orders │/);
		expect(err).toMatch(/SELECT/i);
	});

	test("--dry-run and plan say the same and write nothing", async () => {
		const dir = shop();
		const dry = await aqOk(dir, "run", "--dry-run");
		expect(await aqOk(dir, "plan")).toBe(dry);
		expect(await versions(dir)).toEqual({});
	});

	test("a failing step: exit 1, its readers are not run, the rest is; --fail-fast; Ctrl-C", async () => {
		const dir = project(`
			export const a = dp.table(() => spark.createDataFrame([["x"]], "s STRING").select(col("s").cast("int").alias("n")));
			export const b = dp.table(() => dp.read("a"));
			export const c = dp.table(() => spark.createDataFrame([[1]], "n INT"));`);
		const { code, out, err } = await aq(dir, ["run"]);
		expect(code).toBe(1);
		expect(out).toMatch(/✖ a .*ENGINE_SPARK_CONDITION/);
		expect(out).toMatch(/○ b .*not run: upstream failed/);
		expect(out).toMatch(/✔ c /);
		expect(err).toContain("CAST_INVALID_INPUT");
		expect(err).toMatch(/pipeline\.ts:\d+:\d+/);
		expect(err).not.toContain("    at ");
		expect((await aq(dir, ["run", "--fail-fast"])).code).toBe(1);
		const stopped = new AbortController();
		stopped.abort();
		const cancelled = await aq(dir, ["run"], { signal: stopped.signal });
		expect(cancelled.code).toBe(130);
		expect(cancelled.out).toContain("Interrupted");
	});

	test("--var reaches parameters, and wins over the environment and the config", async () => {
		const dir = tempProject({
			"pipeline.ts": `${HEAD}export const t = dp.table(() => spark.createDataFrame([[1]], "id INT").select(dp.param("p", { default: "none" }).alias("p")));\n`,
			"aqueduck.config.json": JSON.stringify({ parameters: { p: "config" } }),
		});
		const value = async (argv: string[], env: Record<string, string> = {}): Promise<unknown> => {
			expect((await aq(dir, ["run", ...argv], { env })).code).toBe(0);
			return (await aqJson<{ p: string }[]>(dir, "show", "t"))[0]?.p;
		};
		expect(await value([])).toBe("config");
		expect(await value([], { AQUEDUCK_VAR_p: "env" })).toBe("env");
		expect(await value(["--var", "p=flag=1"], { AQUEDUCK_VAR_p: "env" })).toBe("flag=1");
	});
});

describe("validate", () => {
	test("counts what it checked; --json is one document; --strict; reporters", async () => {
		const dir = shop();
		const { code, out, err } = await aq(dir, ["validate"]);
		expect({ code, err }).toEqual({ code: 0, err: "" });
		expect(out).toMatch(/^✔ Checked 5 data sets, 5 flows, 1 expectation in .* — 0 errors, 0 warnings\n$/);
		expect(await aqJson(dir, "validate")).toEqual({
			ok: true,
			datasets: 5,
			flows: 5,
			expectations: 1,
			diagnostics: [],
		});
		rewrite(
			dir,
			`${SHOP}\nexport const bad = dp.table(() => dp.read("orders").select("amonut"));\nexport const worse = dp.table(() => dp.read("bad"));`,
		);
		const failed = await aq(dir, ["validate", "--json"]);
		expect(failed.code).toBe(1);
		const [d] = JSON.parse(failed.out).diagnostics;
		expect(d).toMatchObject({
			code: "PLAN_UNKNOWN_COLUMN",
			severity: "error",
			file: "pipeline.ts",
			object: "bad",
			candidates: ["amount"],
			blocks: ["worse"],
		});
		expect(d.range.start).toEqual({ line: 24, col: 61 });
		const github = await aq(dir, ["validate", "--reporter", "github"]);
		expect(github.out).toMatch(
			/^::error file=pipeline\.ts,line=24,col=61,endLine=24,endColumn=\d+,title=PLAN_UNKNOWN_COLUMN::/,
		);
		expect((await aq(dir, ["validate", "--reporter", "junit"])).out).toMatch(
			/<failure message="Column &quot;amonut&quot;/,
		);
		const plain = await aq(dir, ["validate", "--reporter", "plain"], { env: { FORCE_COLOR: "1" } });
		expect(plain.err).not.toMatch(escapes);
		expect((await aq(dir, ["validate", "orders"])).code).toBe(0);
		expect((await aq(dir, ["run"])).code).toBe(1);
		rewrite(dir, `${SHOP}\nexport const inlined = dp.table(() => cities());`);
		const warned = await aq(dir, ["validate"]);
		expect([warned.code, warned.err]).toEqual([0, expect.stringContaining("DEFINITION_INLINED")]);
		expect((await aq(dir, ["validate", "--strict"])).code).toBe(1);
	});
});

test("plan: each step with its reason", async () => {
	const dir = shop();
	type Plan = {
		steps: { display: string; action: string; reason: { kind: string }; fullRefresh: boolean }[];
	};
	const reasons = async (...argv: string[]): Promise<Record<string, string>> => {
		const plan = await aqJson<Plan>(dir, "plan", ...argv);
		return Object.fromEntries(
			plan.steps
				.filter((s) => s.display !== "located")
				.map((s) => [s.display, `${s.action} ${s.reason.kind}`]),
		);
	};
	expect(await reasons()).toEqual({
		orders: "append new",
		cities: "recompute new",
		per_city: "recompute new",
		totals: "recompute new",
	});
	await aqOk(dir, "run");
	expect(await reasons()).toEqual({
		orders: "skip unchanged",
		cities: "skip unchanged",
		per_city: "skip unchanged",
		totals: "skip unchanged",
	});
	addFiles(dir, { "data/orders/b.json": jsonl({ id: 5, city: "Rome", amount: 5, at: null }) });
	expect(await reasons()).toEqual({
		orders: "append new_input",
		cities: "skip unchanged",
		per_city: "depends inputs_may_change",
		totals: "depends inputs_may_change",
	});
	const text = await aqOk(dir, "plan");
	expect(text).toMatch(/\+ orders +streaming +append +1 new file/);
	expect(text).toContain("No changes made");
	expect(widest(text)).toBeLessThanOrEqual(80);
	rewrite(dir, SHOP.replace('"SELECT count(*)', '"SELECT 2 * count(*)'));
	expect((await reasons("totals")).totals).toBe("recompute definition_changed");
	expect(await aqOk(dir, "plan", "totals")).toContain("definition changed (query)");
	expect(
		(await aqJson<Plan>(dir, "plan", "--full-refresh", "orders")).steps.map((s) => [
			s.display,
			s.fullRefresh,
		]),
	).toEqual([["orders", true]]);
});

test("graph: tree, mermaid, dot, json, stages, selections", async () => {
	const dir = shop();
	const tree = await aqOk(dir, "graph");
	expect(tree).toContain("orders (streaming)  rules 1  data/orders");
	expect(tree).toMatch(/└─ .*per_city \(mat\. view\)/);
	expect(widest(tree)).toBeLessThanOrEqual(80);
	expect(await aqOk(dir, "graph", "--format", "mermaid")).toMatch(/^graph LR\n[\s\S]*-->/);
	expect(await aqOk(dir, "graph", "--format", "dot")).toMatch(
		/^digraph pipeline \{[\s\S]*"located" -> "per_city";[\s\S]*\}\n$/,
	);
	type Doc = {
		datasets: {
			name: string;
			kind: string;
			reads: string[];
			sources: string[];
			schema: unknown[];
			place: { file: string };
		}[];
	};
	const doc = await aqJson<Doc>(dir, "graph");
	const of = (name: string) => doc.datasets.find((d) => d.name === name);
	expect(of("per_city")).toMatchObject({ kind: "materialized_view", reads: ["located"] });
	expect(of("located")).toMatchObject({ kind: "temporary_view", reads: ["orders", "cities"] });
	expect(of("orders")).toMatchObject({ kind: "streaming_table", sources: ["data/orders"] });
	expect(await aqJson(dir, "graph", "--format", "json")).toEqual(doc);
	const stages = await aqJson<string[][]>(dir, "graph", "--stages");
	expect(stages.map((s) => [...s].sort())).toEqual([
		["cities", "orders"],
		["located", "totals"],
		["per_city"],
	]);
	expect((await aqJson<Doc>(dir, "graph", "+totals")).datasets.map((d) => d.name).sort()).toEqual([
		"orders",
		"totals",
	]);
});

test("explain CODE", async () => {
	const text = await aqOk("/", "explain", "plan_unknown_column");
	expect(text).toContain("PLAN_UNKNOWN_COLUMN");
	expect(text).toContain("Spark's condition: UNRESOLVED_COLUMN.WITH_SUGGESTION");
	expect(widest(text)).toBeLessThanOrEqual(80);
	expect(await aqJson("/", "explain", "RUN_EXPECTATION_FAILED")).toMatchObject({
		code: "RUN_EXPECTATION_FAILED",
		exitCode: 3,
	});
});

test("colours only where they are wanted", async () => {
	const dir = shop();
	expect((await aq(dir, ["graph"], { isTerminal: true })).out).toMatch(escapes);
	expect((await aq(dir, ["graph"], { isTerminal: true, env: { NO_COLOR: "1" } })).out).not.toMatch(escapes);
	expect((await aq(dir, ["graph", "--no-color"], { isTerminal: true })).out).not.toMatch(escapes);
	expect((await aq(dir, ["--no-color", "graph"], { isTerminal: true })).out).not.toMatch(escapes);
	expect((await aq(dir, ["graph"], { env: { FORCE_COLOR: "1" } })).out).toMatch(escapes);
	const live = await aq(dir, ["run"], { isTerminal: true, env: { NO_COLOR: "1" } });
	expect(live.code).toBe(0);
	expect(live.err).toContain("data sets");
});

test("while another process runs: reads work, a second run is refused with its pid", async () => {
	const dir = shop();
	await aqOk(dir, "run");
	addFiles(dir, { "data/orders/b.json": jsonl({ id: 5, city: "Rome", amount: 5, at: null }) });
	const holder = await holdStorage(dir, "orders");
	expect(await aqJson(dir, "sql", "SELECT count(*) AS n, max(at) AS at FROM orders")).toEqual([
		{ n: 4, at: "2026-01-01T11:30:00.000000+00:00" },
	]);
	expect(await aqJson(dir, "show", "totals")).toEqual([{ orders: 3, amount: 31.75 }]);
	expect((await aq(dir, ["plan"])).code).toBe(0);
	expect((await aq(dir, ["sql", "SELECT nope FROM orders"])).err).toContain("PLAN_UNKNOWN_COLUMN");
	expect((await aq(dir, ["sql", "SELECT 1/0"])).err).toContain("DIVIDE_BY_ZERO");
	const { code, err } = await aq(dir, ["run"]);
	expect(code).toBe(1);
	expect(err).toContain("RUN_LOCKED");
	expect(err.replace(/\s+/g, " ")).toContain(`(pid ${holder.pid})`);
	expect(await holder.release()).toBe("done 0");
	expect((await aq(dir, ["run"])).code).toBe(0);
	expect(await aqJson(dir, "show", "totals")).toEqual([{ orders: 4, amount: 36.75 }]);
});

test("a missing native package breaks the engine, by name, and nothing else", () => {
	const dir = project("export const t = dp.table(() => spark.range(1));");
	const hook = `
		import Module from "node:module";
		const resolve = Module._resolveFilename;
		Module._resolveFilename = function (name, ...rest) {
			if (!name.startsWith("@duckdb/")) return resolve.call(this, name, ...rest);
			throw Object.assign(new Error("Cannot find module '" + name + "'"), { code: "MODULE_NOT_FOUND" });
		};`;
	const preload = `data:text/javascript,${encodeURIComponent(hook)}`;
	const run = (...argv: string[]) =>
		spawnSync(process.execPath, ["--import", preload, join(ROOT, "dist", "cli", "main.js"), ...argv], {
			cwd: dir,
			encoding: "utf8",
		});
	expect(run("graph").stdout).toBe("t (mat. view)\n");
	const { status, stderr } = run("run");
	expect([status, stderr]).toEqual([2, expect.stringMatching(/^✖ ENGINE_MISSING/)]);
	expect(stderr).toContain("npm install @duckdb/node-api");
});
