import { expect, test } from "vitest";
import type { FlowReport } from "../../src/run/api.js";
import { addFiles } from "../helpers/tempProject.js";
import { jsonl, load, project, rowsOf, type Update, updateOk } from "./lib/project.js";

/** SQL or a frame → the columns by which it follows new rows of `t`; none: they are added; null: it is computed whole. */
const QUERIES: Readonly<
	Record<string, readonly [sql: string, by: readonly string[] | null, rules?: string]>
> = {
	latest: [
		"SELECT * EXCEPT (nth) FROM (SELECT *, row_number() OVER (PARTITION BY k ORDER BY n DESC, id) AS nth FROM t) WHERE nth = 1",
		["k"],
	],
	usable_latest: [
		`SELECT k AS key, n, day FROM (SELECT k, try_cast(n AS INT) AS n, to_date(at) AS day, row_number() OVER (PARTITION BY k ORDER BY id DESC) AS nth
			FROM t WHERE k IS NOT NULL AND n > 2) WHERE nth = 1`,
		["key"],
	],
	history: [
		"SELECT k, n, id AS valid_from, lead(id) OVER (PARTITION BY k ORDER BY id) AS valid_to FROM (SELECT DISTINCT k, n, id FROM t)",
		["k"],
	],
	running: ["SELECT id, k, sum(n) OVER (PARTITION BY k ORDER BY id) AS s FROM t", ["k"]],
	nested: [
		"SELECT id, k, n, count(*) OVER (PARTITION BY k) AS a, max(id) OVER (PARTITION BY k, n) AS b FROM t",
		["k"],
	],
	two_keys: ["SELECT id, k, n, count(*) OVER (PARTITION BY n, k) AS a FROM t", ["k", "n"]],
	crossed: [
		"SELECT id, k, n, count(*) OVER (PARTITION BY k) AS a, max(id) OVER (PARTITION BY n) AS b FROM t",
		null,
	],
	overall: ["SELECT id, k, count(*) OVER () AS a FROM t", null],
	per_k: [
		"SELECT k, count(*) AS c, sum(n) AS s, min(at) AS first, count(DISTINCT n) AS d FROM t GROUP BY k",
		["k"],
	],
	per_upper: ["SELECT upper(k) AS u, count(*) AS c FROM t GROUP BY upper(k)", ["u"]],
	per_day: [
		"SELECT to_date(at) AS day, k, sum(n) AS s FROM t WHERE n < 9 GROUP BY to_date(at), k HAVING count(*) > 1",
		["day", "k"],
	],
	hidden_key: ["SELECT count(*) AS c, sum(n) AS s FROM t GROUP BY k", null],
	computed_above: ["SELECT concat(k, '!') AS loud, c FROM (SELECT k, count(*) AS c FROM t GROUP BY k)", null],
	total: ["SELECT count(*) AS c, sum(n) AS s FROM t", null],
	cubed: ["SELECT k, n, count(*) AS c FROM t GROUP BY CUBE (k, n)", null],
	per_double: ["SELECT x, count(*) AS c FROM t GROUP BY x", null],
	text_of_double: [
		"SELECT id, txt, count(*) OVER (PARTITION BY x) AS c FROM (SELECT id, x, CAST(x AS STRING) AS txt FROM t)",
		null,
	],
	pairs: ["SELECT DISTINCT k, n FROM t", ["k", "n"]],
	plain: ["SELECT id, upper(k) AS u, n + 1 AS m FROM t WHERE n <> 3", []],
	pieces: ["SELECT id, k, e FROM t LATERAL VIEW explode(sequence(0, n % 3)) AS e", []],
	named: ["SELECT t.id, t.k, d.label FROM t LEFT JOIN d ON t.n = d.n", []],
	known: ["SELECT * FROM t LEFT SEMI JOIN d ON t.n = d.n", []],
	unknown: ["SELECT t.id FROM t LEFT ANTI JOIN d ON t.n = d.n", []],
	per_k_named: ["SELECT k, max(label) AS label, count(*) AS c FROM t JOIN d ON t.n = d.n GROUP BY k", ["k"]],
	per_label: ["SELECT label, count(*) AS c FROM t JOIN d ON t.n = d.n GROUP BY label", null],
	from_right: ["SELECT d.label, t.id FROM d RIGHT JOIN t ON t.n = d.n", []],
	filled_up: ["SELECT d.label, t.id FROM d LEFT JOIN t ON t.n = d.n", null],
	with_few: ["SELECT t.id, d.label FROM t JOIN (SELECT * FROM d LIMIT 3) AS d ON t.n = d.n", null],
	with_first: [
		"SELECT t.id, d.label FROM t JOIN (SELECT n, first(label) AS label FROM d GROUP BY n) AS d ON t.n = d.n",
		null,
	],
	with_nth: [
		"SELECT t.id, d.nth FROM t JOIN (SELECT n, row_number() OVER (ORDER BY n) AS nth FROM d) AS d ON t.n = d.n",
		null,
	],
	right_of: ["SELECT t.id, d.label FROM t RIGHT JOIN d ON t.n = d.n", null],
	full: ["SELECT t.id, d.label FROM t FULL JOIN d ON t.n = d.n", null],
	per_k_of_distinct: ['dp.read("t").drop("id").distinct().groupBy("k").agg(F.count("*").alias("c"))', ["k"]],
	per_k_of_all: ['dp.read("t").distinct().groupBy("k").agg(F.count("*").alias("c"))', ["k"]],
	one_per_pair: ['dp.read("t").dropDuplicates(["k", "n"]).groupBy("k").agg(F.count("*").alias("c"))', ["k"]],
	both: ["SELECT a.id, b.id AS other FROM t AS a JOIN t AS b ON a.k = b.k AND a.id < b.id", null],
	combined: ["SELECT id FROM t UNION ALL SELECT n AS id FROM d", null],
	above_mean: ["SELECT id FROM t WHERE n > (SELECT avg(n) FROM t)", null],
	few: ["SELECT id FROM t ORDER BY id LIMIT 5", null],
	of_view: ["SELECT k, count(*) AS c FROM v GROUP BY k", ["k"]],
	of_plain: ["SELECT u, count(*) AS c FROM plain GROUP BY u", ["u"]],
	of_latest: ["SELECT k, count(*) AS c FROM latest GROUP BY k", null],
	of_ruled: ["SELECT k, count(*) AS c FROM ruled GROUP BY k", ["k"]],
	ruled_rows: ["SELECT id, k FROM ruled WHERE n <> 6", []],
	of_nested: [
		"SELECT * FROM (SELECT *, max(id) OVER (PARTITION BY k) AS last FROM nested_ruled) WHERE id = last",
		["k"],
	],
	of_ruled_groups: ["SELECT k, c FROM ruled_groups WHERE c > 2", null],
	with_ruled_names: ["SELECT t.id, r.label FROM t JOIN ruled_names AS r ON t.n = r.n", []],
	rows_that_pass: [
		"SELECT id, k, n FROM t",
		[],
		'expectOrDrop: { low: "n < 8", keyed: "k IS NOT NULL" }, expect: { odd: "n % 2 = 1" }',
	],
	ruled_that_pass: [
		"SELECT id, k, n FROM ruled",
		[],
		'expectOrDrop: { odd: "n % 2 = 1" }, expectOrFail: { there: "id >= 0" }',
	],
	groups_that_pass: ["SELECT k, count(*) AS c FROM t GROUP BY k", null, 'expectOrDrop: { many: "c > 2" }'],
};

/** Temporary views; whoever reads one gets its own, since a view with two readers is stored. */
const VIEWS: Readonly<Record<string, string>> = {
	v: '() => dp.read("t").filter("n > 1")',
	ruled:
		'{ expectOrDrop: { low: "n < 7", keyed: "k <> \'k3\'" }, expect: { odd: "n % 2 = 1" } }, () => dp.read("t").filter("id >= 0")',
	nested_ruled: '{ expectOrDrop: { high: "n > 1" } }, () => dp.read("ruled")',
	ruled_groups:
		'{ expectOrDrop: { many: "c > 1" } }, () => dp.read("t").groupBy("k").agg(F.count("*").alias("c"))',
	ruled_names: '{ expectOrDrop: { known: "n IS NOT NULL" } }, () => dp.read("d")',
};

/** A query with the views that it reads under names of its own. */
function withViews(name: string, query: string): readonly string[] {
	const views = Object.keys(VIEWS).filter((view) => new RegExp(`(FROM |JOIN |")${view}\\b`).test(query));
	const own = views.reduce(
		(q, view) => q.replace(new RegExp(`(FROM |JOIN |")${view}\\b`), `$1${view}_of_${name}`),
		query,
	);
	return [
		...views.flatMap((view) =>
			withViews(name, `export const ${view}_of_${name} = dp.temporaryView(${VIEWS[view]});`),
		),
		own,
	];
}

/** Each query twice; a rule that depends on chance has the second computed whole, each time. */
const PIPELINE = `
export const t = dp.streamingTable(() => spark.readStream.format("json")
	.schema("id INT, k STRING, n INT, x DOUBLE, at STRING").load("data"));
export const d = dp.table(() => spark.read.format("json").schema("n INT, label STRING").load("names"));
${Object.entries(QUERIES)
	.flatMap(([name, [sql, , rules = 'expect: { filled: "true" }']]) => {
		const query = `() => ${sql.startsWith("dp.") ? sql : `spark.sql(${JSON.stringify(sql)})`}`;
		const chance = rules.includes("expectOrDrop: {")
			? rules.replace("expectOrDrop: {", 'expectOrDrop: { any: "rand() >= 0",')
			: `${rules}, expectOrDrop: { any: "rand() >= 0" }`;
		return [
			...withViews(name, `export const ${name} = dp.materializedView({ ${rules} }, ${query});`),
			...withViews(
				`${name}_whole`,
				`export const ${name}_whole = dp.materializedView({ ${chance} }, ${query});`,
			),
		];
	})
	.join("\n")}`;

const NAMES = jsonl(...[0, 1, 2, 2, 5, null].map((n, i) => ({ n, label: `l${i}` })));

/** A generator of numbers that depend on the seed alone. */
function randomOf(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

type Row = Record<string, unknown>;
let made = 0;

/** Rows whose key is one of so many, and NULL now and then. */
function rowsWith(random: (below: number) => number, count: number, keys: readonly number[]): Row[] {
	return Array.from({ length: count }, () => {
		const n = random(30) === 0 ? null : random(10);
		return {
			id: made++,
			k: random(40) === 0 ? null : `k${keys[random(keys.length)]}`,
			n,
			x: [0.5, -0.0, 0.0, null][random(4)],
			// A date that cannot be read is no error where n is asked for first.
			at: n === null ? "no date" : `2026-01-${10 + random(19)}`,
		};
	});
}

const KEYS = Array.from({ length: 40 }, (_, i) => i);

/** The queries whose two tables do not have the same rows, as often. */
async function unequal(dir: string): Promise<readonly unknown[]> {
	const less = (name: string, other: string): string =>
		`SELECT '${name}' AS name, count(*) AS more FROM (SELECT * FROM ${name} EXCEPT ALL SELECT * FROM ${other})`;
	const names = Object.keys(QUERIES);
	const counts = names.flatMap((n) => [less(n, `${n}_whole`), less(`${n}_whole`, n)]).join(" UNION ALL ");
	return rowsOf(dir, `SELECT * FROM (${counts}) WHERE more > 0`);
}

function byOf({ steps }: Update, name: string): readonly string[] | null | undefined {
	const reason = steps.get(name)?.reason;
	return reason?.kind === "input_changed" ? (reason.by ?? null) : undefined;
}

async function expectEqual(dir: string, { steps }: Update, what: string): Promise<void> {
	expect({ what, unequal: await unequal(dir) }).toEqual({ what, unequal: [] });
	for (const name of Object.keys(QUERIES)) {
		const [some, whole] = [name, `${name}_whole`].map((n) => steps.get(n)?.flows[0]);
		if (!some) continue;
		expect({ what, name, ...counted(some) }).toEqual({ what, name, ...(whole && counted(whole)) });
		expect(some.written + some.dropped).toBe(some.candidates);
	}
}

/** All that an update tells of counts, the second table's names as the first's. */
function counted({ candidates, written, rules }: FlowReport): Record<string, unknown> {
	const named = rules.filter((rule) => rule.name !== "any");
	return {
		candidates,
		written,
		rules: named.map((r) => ({ ...r, dataset: r.dataset.replace("_whole", "") })),
	};
}

const SEEDS = (process.env.AQUEDUCK_SEEDS ?? "5").split(",").map(Number);

test(
	"a view that follows the new rows of an input has the rows of one that is computed whole",
	async () => {
		for (const seed of SEEDS) {
			const random = randomOf(seed);
			const put = (rows: readonly Row[]): void => addFiles(dir, { [`data/${made}.json`]: jsonl(...rows) });
			const dir = project(PIPELINE, { "names/1.json": NAMES, "data/_": "" });
			put(rowsWith(random, 400, KEYS));
			await expectEqual(dir, await updateOk(dir), "first");

			put([...rowsWith(random, 6, [1, 2, 50]), { id: made++, k: null, n: 1, x: -0.0, at: null }]);
			const planned = await load(dir).then(async (p) => {
				await p.run({ select: ["t"] });
				const later = ["of_plain", "of_latest"];
				return p.plan({ select: Object.keys(QUERIES).filter((name) => !later.includes(name)) });
			});
			const some = await updateOk(dir);
			for (const [name, [, by]] of Object.entries(QUERIES)) {
				expect({ name, by: byOf(some, name) }).toEqual({ name, by });
				const step = planned.steps.find((s) => s.display === name);
				if (step)
					expect({ name, action: step.action }).toEqual({ name, action: by ? "refresh" : "recompute" });
				if (by) expect(some.steps.get(name)?.flows[0]?.refreshed, name).toBeDefined();
			}
			await expectEqual(dir, some, "some new rows");

			put(rowsWith(random, 3, KEYS).map((row) => ({ ...row, n: 9 })));
			const none = await updateOk(dir);
			await expectEqual(dir, none, "rows that the views' rules keep out");
			expect(none.steps.get("of_ruled")?.flows[0]?.refreshed).toEqual({ deleted: 0, inserted: 0 });

			for (let round = 0; round < 4; round++) {
				const what = random(5);
				if (what === 0) put(rowsWith(random, 200, KEYS));
				else if (what === 1)
					addFiles(dir, { [`names/${made}.json`]: jsonl({ n: random(9), label: "more" }) });
				else if (what === 2) put(rowsWith(random, 3, [100 + random(5)]));
				if (what !== 1) put(rowsWith(random, 1 + random(8), [random(40), random(60)]));
				if (what === 3) await updateOk(dir, { fullRefresh: ["t"] });
				if (what === 4) await updateOk(dir, { select: ["t", "plain"] });
				await expectEqual(dir, await updateOk(dir), `round ${round}: ${what}`);
			}
		}
	},
	120_000 * SEEDS.length,
);
