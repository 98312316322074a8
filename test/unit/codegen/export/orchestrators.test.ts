import { expect, test } from "vitest";
import { storedSets } from "../../../../src/codegen/export/model/storedSets.js";
import { Reporter } from "../../../../src/codegen/export/project.js";
import type { Dataset, Graph } from "../../../../src/graph/graph.js";
import { loadPipeline } from "../../../../src/run.js";
import { tempProject } from "../../../helpers/tempProject.js";

const HEAD = 'import * as dp from "aqueduck";\nimport { spark } from "aqueduck";\n';
const tables = (...names: string[]): string =>
	names
		.map((n, i) => `dp.materializedView({ name: ${JSON.stringify(n)} }, () => spark.range(${i}));`)
		.join("\n");

async function exported(
	target: "dagster" | "airflow",
	source: string,
	config: Readonly<Record<string, unknown>> = {},
) {
	const dir = tempProject({
		"pipeline.ts": `${HEAD}${source}\n`,
		"aqueduck.config.json": JSON.stringify({ name: "shop", ...config }),
	});
	const { files, diagnostics } = await (await loadPipeline(dir)).export({ target });
	const code = files.find((f) => f.path.endsWith(".py"))?.text ?? "";
	return { code, paths: files.map((f) => f.path), notes: diagnostics.map((d) => `${d.code} ${d.message}`) };
}

/** Names that are bound in the DAG function or in the module, each as often as it is bound. */
const bound = (code: string): string[] =>
	[...code.matchAll(/^ {0,4}(?:def (\w+)\(|(\w+) = )/gm)].map((m) => (m[1] ?? m[2]) as string);

const twice = (names: readonly string[]): string[] => names.filter((n, i) => names.indexOf(n) !== i);

test.each([
	["shop", ["orders", "run_orders", "run_run_orders"]],
	["shop", ["task", "dag", "refresh", "pendulum", "PROJECT", "os", "subprocess", "Path", "shop"]],
	["refresh", ["t", "refresh_dag", "run_t"]],
	["task", ["t", "task_dag"]],
	["dag", ["dag"]],
	["pendulum", ["pendulum"]],
])("Airflow: no name of %s is bound twice", async (name, names) => {
	const { code } = await exported("airflow", tables(...names), { name });
	const all = bound(code);
	expect(twice(all)).toEqual([]);
	expect(code).toContain(`dag_id="${name}"`);
	for (const table of names) expect(code).toContain(`refresh("${table}")`);
	for (const used of ["dag", "task", "os", "subprocess", "Path", "pendulum"]) expect(all).not.toContain(used);
});

test("Airflow: the time zone of the schedule, tags and mail", async () => {
	const source = `dp.materializedView({ name: "t", tags: ["gold", "${"x".repeat(101)}"] }, () => spark.range(1));
dp.temporaryView({ name: "v", tags: ["silver"], comment: "why" }, () => dp.read("t"));`;
	const { code, notes } = await exported("airflow", source, {
		schedule: "0 6 * * *",
		timeZone: "Europe/Paris",
		notifications: { email: ["a@x.org"], on: ["start", "failure"] },
	});
	expect(code).toContain('start_date=pendulum.datetime(2024, 1, 1, tz="Europe/Paris")');
	expect(code).toContain('tags=["gold", "silver"]');
	expect(code).toMatch(/"email": \["a@x.org"\],\s+"email_on_failure": True,\s+"email_on_retry": False/);
	expect(notes.join("\n")).toMatch(/PASSED_OVER.* the tag xxx/);
	expect(notes.join("\n")).toMatch(/PASSED_OVER.* mail on start/);
	expect(notes.join("\n")).toMatch(/PASSED_OVER.* the option comment of v/);
	expect(notes.join("\n")).toMatch(/LOWERED.* the setting notifications/);
	expect(notes.join("\n")).toMatch(/LOWERED.* the option tags of v/);
});

test("a time zone as the zone database spells it", async () => {
	const config = { schedule: "0 6 * * *", timeZone: "europe/paris" };
	expect((await exported("airflow", tables("t"), config)).code).toContain('tz="Europe/Paris"');
	expect((await exported("dagster", tables("t"), config)).code).toContain(
		'execution_timezone="Europe/Paris"',
	);
});

test("a difference in hours is no time zone of theirs", async () => {
	// Node takes it as one from version 22 on.
	if (!process.versions.node.startsWith("20."))
		for (const target of ["airflow", "dagster"] as const) {
			const config = { schedule: "0 6 * * *", timeZone: "+02:00" };
			expect((await exported(target, tables("t"), config)).notes).toEqual([
				expect.stringMatching(/^EXPORT_REFUSED The time zone \+02:00 cannot be written/),
			]);
		}
});

test("Dagster: names that it keeps for itself, and tables that are named as what they become", async () => {
	const names = ["config", "input", "output", "str", "type", "context", "conf", "meta", "dict", "bool", "dg"];
	const { code } = await exported(
		"dagster",
		tables(...names, "`config_`", "`a b`", "a_b", "everything", "`../x`"),
	);
	const all = bound(code);
	expect(twice(all)).toEqual([]);
	for (const name of names) {
		expect(all).not.toContain(name);
		expect(code).toContain(`metadata={"table": "${name}"}`);
	}
	expect(code).toContain('def other_config_():\n    refresh("config")');
	expect(code).toContain("def x():");
	expect(code).toContain('def a_b():\n    refresh("a_b")');
	expect(code).toContain('def other_a_b():\n    refresh("`a b`")');
});

test("Dagster: groups and tags of its letters and length, the user's in the metadata", async () => {
	const long = "x".repeat(70);
	const tags = ["größe", "a.b", "a_b", "pii:high", "-", "日本", long, `${long}y`];
	const source = `dp.materializedView({ name: "t", tags: ${JSON.stringify(tags)} }, () => spark.range(1));
dp.materializedView({ name: "u", tags: ["gold"] }, () => spark.range(1));`;
	const { code, notes } = await exported("dagster", source, {
		name: "Größe",
		notifications: { email: ["a@x.org"] },
	});
	expect(code).toContain('group_name="Grosse"');
	const keys = [...(/tags=\{([^}]*)\}/.exec(code)?.[1] ?? "").matchAll(/"([^"]*)": ""/g)].map(
		(m) => m[1] as string,
	);
	expect(keys).toHaveLength(tags.length);
	expect(new Set(keys).size).toBe(tags.length);
	for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_.-]{1,63}$/);
	expect(keys.slice(0, 5)).toEqual(["grosse", "a.b", "a_b", "pii_high", "-"]);
	expect(code).toContain('"größe"');
	expect(code).toContain('tags={"gold": ""},\n    pool=');
	expect(notes.join("\n")).toMatch(/PASSED_OVER.* the setting notifications/);
});

test("diamonds of views are walked through once", () => {
	const kinds = new Map<string, Dataset["kind"]>([["t", "materialized_view"]]);
	const flows: { target: string; reads: { key: string; inside: boolean }[] }[] = [];
	const add = (key: string, reads: readonly string[], kind: Dataset["kind"] = "temporary_view"): void => {
		kinds.set(key, kind);
		flows.push({ target: key, reads: reads.map((read) => ({ key: read, inside: true })) });
	};
	for (let i = 0; i < 60; i++)
		for (const side of ["a", "b"]) add(side + i, i === 0 ? ["t"] : [`a${i - 1}`, `b${i - 1}`]);
	add("out", ["a59", "b59", "out"], "materialized_view");
	const datasets = [...kinds].map(([key, kind]) => ({ key, kind }));
	const sets = storedSets({ datasets, flows } as unknown as Graph);
	expect(sets.map((s) => [s.dataset.key, s.reads.map((r) => r.key)])).toEqual([
		["t", []],
		["out", ["t"]],
	]);
});

test("what two data sets of one line are refused for is said of both", () => {
	const report = new Reporter("dagster");
	const place = { file: "/p/x.ts", range: { start: { line: 1, col: 1 }, end: { line: 1, col: 2 } } };
	const of = (key: string) => ({ key, display: key, place }) as unknown as Dataset;
	for (const key of ["a", "b", "a"]) report.refuse({ dataset: of(key), place }, "A thing", "it is lost");
	expect(report.diagnostics.map((d) => d.object)).toEqual(["a", "b"]);
});
