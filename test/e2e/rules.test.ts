import { describe, expect, test } from "vitest";
import { addFiles } from "../helpers/tempProject.js";
import { aq, aqOk } from "./lib/aq.js";
import { jsonl, project, rewrite, rowsOf, type Update, update, updateOk, versions } from "./lib/project.js";

/** Six rows: `amount > 0` is true for two, false for three, NULL for one; `city IS NOT NULL` is false for two. */
const ROWS = jsonl(
	{ id: 1, amount: 10, city: "Oslo" },
	{ id: 2, amount: -5, city: "Oslo" },
	{ id: 3, amount: null, city: "Rome" },
	{ id: 4, amount: 0, city: null },
	{ id: 5, amount: -1, city: null },
	{ id: 6, amount: 7, city: "Bern" },
);
const FILES = { "data/a.json": ROWS };
const BATCH = `spark.read.schema("id INT, amount INT, city STRING").json("data")`;
const STREAM = `spark.readStream.schema("id INT, amount INT, city STRING").json("data")`;

/** written + dropped = candidates of every flow, and every rule of the target is counted on every candidate. */
function holds({ report }: Update): void {
	for (const step of report.steps)
		for (const flow of step.flows) {
			expect(flow.written + flow.dropped, flow.flow).toBe(flow.candidates);
			for (const rule of flow.rules.filter((r) => r.dataset === step.display))
				expect(rule.passed + rule.failed, `${flow.flow} ${rule.name}`).toBe(flow.candidates);
		}
}

const counts = (done: Update, name: string): unknown => {
	const flows = done.steps.get(name)?.flows ?? [];
	const sum = (pick: (f: (typeof flows)[number]) => number): number => flows.reduce((n, f) => n + pick(f), 0);
	return [sum((f) => f.candidates), sum((f) => f.written), sum((f) => f.dropped)];
};

const rules = (done: Update, name: string): unknown =>
	Object.fromEntries(
		(done.steps.get(name)?.flows ?? [])
			.flatMap((f) => f.rules)
			.map((r) => [r.name, [r.action, r.passed, r.failed]]),
	);

const ids = async (dir: string, table: string): Promise<unknown[]> =>
	(await rowsOf(dir, `SELECT id FROM ${table} ORDER BY id`)).map((r) => r.id);

/** Each way to attach rules, for each kind of stored data set. */
const kinds = { streamingTable: STREAM, table: BATCH, materializedView: BATCH } as const;
const forms: Readonly<Record<string, (kind: string, query: string) => string>> = {
	"decorators with SQL": (kind, query) => `
		export class Tables {
			@dp.expect("known", "city IS NOT NULL")
			@dp.${kind}
			@dp.expectOrDrop("positive", "amount > 0")
			static t() { return ${query}; }
		}`,
	"decorators with Columns": (kind, query) => `
		export class Tables {
			@dp.expectOrDrop("positive", col("amount").gt(0))
			@dp.expect("known", col("city").isNotNull())
			@dp.${kind}()
			static t() { return ${query}; }
		}`,
	"expectAll decorators": (kind, query) => `
		export class Tables {
			@dp.${kind}({ comment: "rules" })
			@dp.expectAll({ known: "city IS NOT NULL" })
			@dp.expectAllOrDrop({ positive: col("amount").gt(0) })
			@dp.expectAllOrFail({ numbered: "id IS NOT NULL" })
			static t() { return ${query}; }
		}`,
	"options of the plain form": (kind, query) => `
		export const t = dp.${kind}({
			expect: { known: col("city").isNotNull() },
			expectOrDrop: { positive: "amount > 0" },
			expectOrFail: { numbered: "id IS NOT NULL" },
		}, () => ${query});`,
};

describe.each(Object.entries(kinds))("%s", (kind, query) => {
	test.each(Object.entries(forms))("%s", async (_, form) => {
		const dir = project(form(kind, query), FILES);
		const done = await updateOk(dir);
		holds(done);
		expect(counts(done, "t")).toEqual([6, 2, 4]);
		expect(rules(done, "t")).toMatchObject({ known: ["warn", 4, 2], positive: ["drop", 2, 4] });
		expect(await ids(dir, "t")).toEqual([1, 6]);
	});
});

test("a rule that only warns drops nothing; NULL violates", async () => {
	const dir = project(
		`export const t = dp.table({ expect: { positive: "amount > 0", odd: "NULL" } }, () => ${BATCH});`,
		FILES,
	);
	const done = await updateOk(dir);
	holds(done);
	expect(counts(done, "t")).toEqual([6, 6, 0]);
	expect(rules(done, "t")).toEqual({ positive: ["warn", 2, 4], odd: ["warn", 0, 6] });
	expect(await ids(dir, "t")).toEqual([1, 2, 3, 4, 5, 6]);
});

test("several rules on one row: it is dropped once and counted by each", async () => {
	const dir = project(
		`export const t = dp.streamingTable({ expectOrDrop: { positive: "amount > 0", known: "city IS NOT NULL" }, expect: { small: "amount < 5" } }, () => ${STREAM});`,
		FILES,
	);
	const done = await updateOk(dir);
	holds(done);
	expect(counts(done, "t")).toEqual([6, 2, 4]);
	expect(rules(done, "t")).toEqual({
		positive: ["drop", 2, 4],
		known: ["drop", 4, 2],
		small: ["warn", 3, 3],
	});
});

describe.each([
	["a materialized view", "materializedView", BATCH],
	["a streaming table", "streamingTable", STREAM],
])("expectOrFail on %s", (_, kind, query) => {
	const pipeline = (rule: string): string => `
		export const t = dp.${kind}({ expectOrFail: { small: ${JSON.stringify(rule)} }, expectOrDrop: { known: "city IS NOT NULL" } }, () => ${query});
		export const below = dp.materializedView(() => dp.read("t").groupBy().count());
		export const beside = dp.materializedView(() => ${BATCH}.groupBy().count());`;

	test("a good update, then one that breaks it: exit code 3, rows, version and readers untouched", async () => {
		const dir = project(pipeline("amount < 100 OR amount IS NULL"), FILES);
		expect((await updateOk(dir)).report.exitCode).toBe(0);
		const [rows, before] = [await ids(dir, "t"), await versions(dir)];
		addFiles(dir, {
			"data/b.json": jsonl({ id: 7, amount: 100, city: "Kyiv" }, { id: 8, amount: 1, city: "Kyiv" }),
		});
		const { code, out, err } = await aq(dir, ["run"]);
		expect(code).toBe(3);
		expect(err).toContain("RUN_EXPECTATION_FAILED");
		expect(err).toContain("1 row of t breaks the rule small");
		expect(err).toContain("100");
		expect(err).toMatch(/pipeline\.ts:\d+:\d+/);
		expect(err).toContain("t keeps its previous version");
		expect(out).toMatch(/✖ t /);
		expect(out).toMatch(/○ below .*upstream failed/);
		expect(await ids(dir, "t")).toEqual(rows);
		const after = await versions(dir);
		expect([after.t, after.below]).toEqual([before.t, before.below]);
		expect(after.beside).not.toBe(before.beside);
		// The input is not lost: with a rule that holds, the next run takes it.
		rewrite(dir, pipeline("true"));
		await updateOk(dir);
		expect(await ids(dir, "t")).toEqual([...rows, 7, 8]);
	});

	test("a first update that breaks it leaves no table", async () => {
		const dir = project(pipeline("amount > 0"), FILES);
		const done = await update(dir);
		expect(done.report.exitCode).toBe(3);
		expect(Object.keys(await versions(dir))).toEqual(["beside"]);
	});
});

test("a failing rule beside another failure gives exit code 1", async () => {
	const dir = project(
		`export const t = dp.table({ expectOrFail: { r: "amount > 0" } }, () => ${BATCH});
		 export const u = dp.table(() => ${BATCH}.select(F.expr("assert_true(amount > 0)")));`,
		FILES,
	);
	expect((await update(dir)).report.exitCode).toBe(1);
});

describe("rules of a temporary view", () => {
	test("are counted once however many read it, and bind all readers", async () => {
		const dir = project(
			`export const v = dp.temporaryView({ expectOrDrop: { positive: "amount > 0" }, expect: { known: "city IS NOT NULL" } }, () => ${BATCH});
			 export const a = dp.materializedView(() => dp.read("v"));
			 export const b = dp.materializedView(() => dp.read(v).groupBy().count());`,
			FILES,
		);
		const done = await updateOk(dir);
		holds(done);
		expect(counts(done, "v")).toEqual([6, 2, 4]);
		expect(rules(done, "v")).toEqual({ positive: ["drop", 2, 4], known: ["warn", 4, 2] });
		expect(await ids(dir, "a")).toEqual([1, 6]);
		expect(await rowsOf(dir, "SELECT * FROM b")).toEqual([{ count: 2n }]);
	});

	test("with one reader are counted too", async () => {
		const dir = project(
			`export const v = dp.temporaryView({ expectOrDrop: { positive: "amount > 0" } }, () => ${BATCH});
			 export const a = dp.materializedView(() => dp.read("v"));`,
			FILES,
		);
		const done = await updateOk(dir);
		holds(done);
		const counted = done.report.steps.flatMap((s) => s.flows).flatMap((f) => f.rules);
		expect(counted.map((r) => [r.dataset, r.name, r.passed, r.failed])).toEqual([["v", "positive", 2, 4]]);
		expect(await ids(dir, "a")).toEqual([1, 6]);
	});

	test("that streams: each batch is counted, and the reader keeps what passes", async () => {
		const dir = project(
			`export const v = dp.temporaryView({ expectOrDrop: { positive: "amount > 0" } }, () => ${STREAM});
			 export const a = dp.streamingTable({ expect: { known: "city IS NOT NULL" } }, () => dp.readStream("v"));`,
			FILES,
		);
		holds(await updateOk(dir));
		addFiles(dir, {
			"data/b.json": jsonl({ id: 7, amount: 3, city: null }, { id: 8, amount: -3, city: null }),
		});
		const done = await updateOk(dir);
		holds(done);
		const counted = done.report.steps.flatMap((s) => s.flows).flatMap((f) => f.rules);
		expect(counted.map((r) => [r.dataset, r.name, r.passed, r.failed])).toEqual(
			expect.arrayContaining([
				["v", "positive", 1, 1],
				["a", "known", 0, 1],
			]),
		);
		expect(await ids(dir, "a")).toEqual([1, 6, 7]);
	});

	test("that fails stops its readers with exit code 3", async () => {
		const dir = project(
			`export const v = dp.temporaryView({ expectOrFail: { positive: "amount > 0" } }, () => ${BATCH});
			 export const a = dp.materializedView(() => dp.read("v"));
			 export const b = dp.materializedView(() => dp.read("v"));
			 export const c = dp.materializedView(() => ${BATCH});`,
			FILES,
		);
		const done = await update(dir);
		expect(done.report.exitCode).toBe(3);
		expect(Object.keys(await versions(dir))).toEqual(["c"]);
	});
});

test("append flows into one target: its rules count on each flow's candidates", async () => {
	const dir = project(
		`dp.createStreamingTable("all_rows", { expectOrDrop: { positive: "amount > 0" }, expect: { known: col("city").isNotNull() } });
		 export class Flows {
			@dp.appendFlow({ target: "all_rows" })
			static north() { return ${STREAM}; }
			@dp.appendFlow({ target: "all_rows", name: "south" })
			static other() { return ${STREAM.replace('"data"', '"south"')}; }
		 }`,
		{
			...FILES,
			"south/a.json": jsonl(
				{ id: 11, amount: 1, city: null },
				{ id: 12, amount: -1, city: "Lima" },
				{ id: 13, amount: null, city: null },
			),
		},
	);
	const done = await updateOk(dir);
	holds(done);
	const flows = done.steps
		.get("all_rows")
		?.flows.map((f) => [
			f.flow,
			f.candidates,
			f.written,
			f.dropped,
			f.rules.map((r) => [r.name, r.passed, r.failed]),
		]);
	expect(flows).toEqual(
		expect.arrayContaining([
			[
				"north",
				6,
				2,
				4,
				expect.arrayContaining([
					["positive", 2, 4],
					["known", 4, 2],
				]),
			],
			[
				"south",
				3,
				1,
				2,
				expect.arrayContaining([
					["positive", 1, 2],
					["known", 1, 2],
				]),
			],
		]),
	);
	expect(flows).toHaveLength(2);
	expect(await ids(dir, "all_rows")).toEqual([1, 6, 11]);
});

test("the command prints a row per rule, and the totals", async () => {
	const dir = project(
		`export const t = dp.table({ expect: { known: "city IS NOT NULL" }, expectOrDrop: { positive: "amount > 0" } }, () => ${BATCH});`,
		FILES,
	);
	const out = await aqOk(dir, "run");
	expect(out).toMatch(/⚠ t +mat\. view +6 in · 2 out · 4 dropped/);
	expect(out).toMatch(/known +t +warn +4 +2 +66\.7 %/);
	expect(out).toMatch(/positive +t +drop +2 +4 +33\.3 %/);
	expect(out).toMatch(/1 data set · 1 ran · 2 rows written · 4 dropped/);
});

test("expectOrQuarantine is refused by name", async () => {
	const dir = project(
		`export const t = dp.table({ expectOrQuarantine: { positive: "amount > 0" } }, () => ${BATCH});`,
		FILES,
	);
	const { code, err } = await aq(dir, ["validate"]);
	expect(code).toBe(1);
	expect(err).toContain("DEFINITION_NOT_YET");
	expect(err).toContain("expectOrQuarantine");
});
