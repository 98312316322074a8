import { describe, expect, test } from "vitest";
import { tempProject } from "../helpers/tempProject.js";
import { aq, aqJson, aqOk } from "./lib/aq.js";
import { HEAD, jsonl, project, rowsOf, update, updateOk, versions } from "./lib/project.js";

/** Names and texts that would break out of any quoting that is forgotten. */
const HOSTILE: readonly string[] = [
	"it's",
	'say "hi"',
	"back`tick",
	" two words ",
	"select",
	"order",
	"a.b.c",
	"Größe",
	"日本語 🦆",
	"x".repeat(200),
	"'; DROP TABLE witness; --",
	'"; DROP TABLE witness; --',
	"`; DROP TABLE witness; --",
	"$1 ? :name {x} %s (y)",
	"back\\slash",
	"/* comment -- ",
	"tab\tand\nnewline",
	"*",
	"_aqueduck",
];

const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;
const js = (value: unknown): string => JSON.stringify(value);

/** A table that nothing may harm. */
const WITNESS = `export const witness = dp.table(() => spark.createDataFrame([[1]], "id INT"));`;

const witnessStands = async (dir: string): Promise<void> =>
	expect(await rowsOf(dir, "SELECT * FROM witness")).toEqual([{ id: 1 }]);

test("tables: every one is run, read by name and by SQL, shown, explained, planned and drawn", async () => {
	const pipeline = HOSTILE.map(
		(name, i) => `
		dp.table({ name: ${js(quoted(name))}, comment: ${js(name)}, expect: { ${js(name)}: "id > 0" } }, () => spark.createDataFrame([[${i + 1}]], "id INT"));
		export const read_${i} = dp.materializedView(() => dp.read(${js(quoted(name))}).union(spark.sql(${js(`SELECT t.id FROM ${quoted(name)} AS t`)})));`,
	).join("\n");
	const dir = project(`${WITNESS}${pipeline}`);
	const done = await updateOk(dir);
	expect(done.report.steps).toHaveLength(1 + 2 * HOSTILE.length);
	await witnessStands(dir);
	expect(Object.keys(await versions(dir))).toEqual(expect.arrayContaining([...HOSTILE]));
	const rows = HOSTILE.map(
		(name, i) => `SELECT ${i} AS i, t.id, r.id AS again FROM ${quoted(name)} t, read_${i} r`,
	);
	const same = HOSTILE.flatMap((_, i) => [i, i].map(() => ({ i, id: i + 1, again: i + 1 })));
	expect(await rowsOf(dir, `${rows.join(" UNION ALL ")} ORDER BY i`)).toEqual(same);
	const rules = done.report.steps.flatMap((s) => s.flows.flatMap((f) => f.rules)).map((r) => r.name);
	expect(rules.sort()).toEqual([...HOSTILE].sort());
	const graph = await aqJson<{ datasets: { name: string; reads: string[] }[] }>(dir, "graph");
	for (const format of ["tree", "mermaid", "dot"]) await aqOk(dir, "graph", "--format", format);
	const plan = await aqJson<{ steps: { display: string; action: string }[] }>(dir, "plan");
	expect(plan.steps.map((s) => s.action)).toEqual(plan.steps.map(() => "skip"));
	for (const name of HOSTILE.filter((_, i) => i % 6 === 0)) {
		const display = graph.datasets.map((d) => d.name).find((d) => d === quoted(name) || d === name)!;
		expect(await aqJson(dir, "show", display), name).toEqual([{ id: HOSTILE.indexOf(name) + 1 }]);
		expect(await aqOk(dir, "sql", "--explain", display), name).toContain("-- plan");
		expect(await aqOk(dir, "run", display), name).toContain("unchanged");
	}
	await witnessStands(dir);
});

test("schemas and catalogs", async () => {
	const names = HOSTILE.filter((n) => n !== "_aqueduck");
	const pipeline = names
		.map(
			(name, i) => `
			dp.table({ name: ${js(`${quoted(name)}.t`)} }, () => spark.createDataFrame([[${i}]], "id INT"));
			dp.table({ name: ${js(`${quoted(`c ${name}`.slice(0, 200))}.${quoted(name)}.${quoted(name)}`)} }, () => dp.read(${js(`${quoted(name)}.t`)}));`,
		)
		.join("\n");
	const dir = project(`${WITNESS}${pipeline}`);
	await updateOk(dir);
	const rows = names.flatMap((name) => [
		`SELECT id FROM ${quoted(name)}.t`,
		`SELECT id FROM ${quoted(`c ${name}`.slice(0, 200))}.${quoted(name)}.${quoted(name)}`,
	]);
	expect(await rowsOf(dir, `${rows.join(" UNION ALL ")} ORDER BY id`)).toEqual(
		names.flatMap((_, id) => [{ id }, { id }]),
	);
	await witnessStands(dir);
});

test("the bookkeeping's own schema cannot be written, by any spelling", async () => {
	for (const name of ["_aqueduck.t", "`_AQUEDUCK`.t", "spark_catalog._aqueduck.events"]) {
		const dir = project(
			`${WITNESS}\ndp.table({ name: ${js(name)} }, () => spark.createDataFrame([[1]], "id INT"));`,
		);
		const { code, err } = await aq(dir, ["run"]);
		expect([code, err], name).toEqual([1, expect.stringMatching(/the schema\s+_aqueduck/i)]);
	}
});

describe("columns", () => {
	const row = Object.fromEntries(HOSTILE.map((name, i) => [name, `${name}#${i}`]));

	test("inferred from JSON, selected, renamed, filtered, grouped, kept by a stream", async () => {
		const ddl = HOSTILE.map((name) => `${quoted(name)} STRING`).join(", ");
		const dir = project(
			`${WITNESS}
			export const inferred = dp.table(() => spark.read.json("data"));
			export const streamed = dp.streamingTable(() => spark.readStream.schema(${js(ddl)}).json("data"));
			export const again = dp.streamingTable(() => dp.readStream("streamed").dropDuplicates([${HOSTILE.map(js).join(", ")}]));
			export const chosen = dp.materializedView(() => dp.read("inferred").select(${HOSTILE.map((n) => `col(${js(quoted(n))})`).join(", ")}));
			export const bound = dp.materializedView(() => { const t = dp.read("inferred"); return t.filter(t.col(${js(quoted("it's"))}).isNotNull()); });
			export const renamed = dp.materializedView(() => dp.read("inferred")${HOSTILE.map((n, i) => `.withColumnRenamed(${js(n)}, "c${i}")`).join("")});
			export const grouped = dp.materializedView(() => dp.read("inferred").groupBy(${HOSTILE.map((n) => js(quoted(n))).join(", ")}).agg(F.count("*").alias("n '\\"\`")));
			export const by_sql = dp.materializedView(() => spark.sql(${js(`SELECT ${HOSTILE.map((n) => `max(${quoted(n)}) AS ${quoted(n)}`).join(", ")} FROM inferred`)}));`,
			{ "data/a.json": jsonl(row) },
		);
		await updateOk(dir);
		for (const table of ["inferred", "streamed", "again", "chosen", "bound", "by_sql"])
			expect(await rowsOf(dir, `SELECT * FROM ${table}`), table).toEqual([row]);
		expect(await rowsOf(dir, "SELECT * FROM renamed")).toEqual([
			Object.fromEntries(HOSTILE.map((n, i) => [`c${HOSTILE.indexOf(n)}`, `${n}#${i}`])),
		]);
		expect(await rowsOf(dir, "SELECT * FROM grouped")).toEqual([{ ...row, "n '\"`": 1n }]);
		expect(await aqJson(dir, "show", "inferred", "--where", `${quoted("it's")} = "it's#0"`)).toEqual([row]);
		for (const format of ["table", "csv", "md"])
			expect(await aqOk(dir, "show", "inferred", "--format", format)).not.toBe("");
		await witnessStands(dir);
	});

	test("of a CSV header, in nested structs, and as partitions of a path", async () => {
		const names = HOSTILE.filter((n) => !/[\n\t]/.test(n) && n.trim() === n);
		const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
		const dir = project(
			`${WITNESS}
			export const header = dp.table(() => spark.read.option("header", true).option("escape", '"').csv("csv"));
			export const nested = dp.table(() => spark.read.json("nested"));
			export const fields = dp.materializedView(() => dp.read("nested").select(${names.map((n, i) => `col(${js(`s.${quoted(n)}`)}).alias("f${i}")`).join(", ")}));
			export const parts = dp.table(() => spark.read.schema("id INT, \`it's\` STRING").json("parts"));`,
			{
				"csv/a.csv": `${names.map(cell).join(",")}\n${names.map((_, i) => `v${i}`).join(",")}\n`,
				"nested/a.json": jsonl({ s: Object.fromEntries(names.map((n, i) => [n, i])) }),
				"parts/it's=a'b \"c/a.json": jsonl({ id: 1 }),
			},
		);
		await updateOk(dir);
		expect(await rowsOf(dir, "SELECT * FROM header")).toEqual([
			Object.fromEntries(names.map((n, i) => [n, `v${i}`])),
		]);
		expect(await rowsOf(dir, "SELECT * FROM fields")).toEqual([
			Object.fromEntries(names.map((_, i) => [`f${i}`, BigInt(i)])),
		]);
		expect(await rowsOf(dir, "SELECT * FROM parts")).toEqual([{ id: 1, "it's": `a'b "c` }]);
		await witnessStands(dir);
	});
});

test("texts of data, literals, parameters, SQL and rules come out as they went in", async () => {
	const all = HOSTILE.map(js).join(", ");
	const dir = project(
		`${WITNESS}
		const all = [${all}];
		const which = (condition: (text: string) => any) => F.coalesce(...all.map((text, i) => F.when(condition(text), lit(i))));
		export const data = dp.table({ expectOrDrop: { known: col("text").isin(all) } }, () => spark.read.schema("id INT, text STRING").json("data"));
		export const literals = dp.materializedView(() => spark.range(1).select(...all.map((text, i) => lit(text).alias("l" + i)), ...all.map((text, i) => dp.param("p" + i, { default: text }).alias("p" + i))));
		export const found = dp.materializedView(() => dp.read(data).select("id", which((text) => col("text").eq(text)).alias("eq"), which((text) => dp.sql\`text = \${text}\`).alias("sql")));`,
		{ "data/a.json": jsonl(...HOSTILE.map((text, id) => ({ id, text }))) },
	);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT text FROM data ORDER BY id")).toEqual(HOSTILE.map((text) => ({ text })));
	expect(await rowsOf(dir, "SELECT * FROM found ORDER BY id")).toEqual(
		HOSTILE.map((_, id) => ({ id, eq: id, sql: id })),
	);
	const literals = Object.fromEntries(
		HOSTILE.flatMap((text, i) => [
			[`l${i}`, text],
			[`p${i}`, text],
		]),
	);
	expect(await rowsOf(dir, "SELECT * FROM literals")).toEqual([literals]);
	await witnessStands(dir);
});

test("--var carries any text", async () => {
	const columns = HOSTILE.map((_, i) => `dp.param("p${i}").alias("p${i}")`).join(", ");
	const dir = project(
		`${WITNESS}\nexport const t = dp.table(() => spark.createDataFrame([[1]], "id INT").select(${columns}));`,
	);
	await aqOk(dir, "run", ...HOSTILE.flatMap((text, i) => ["--var", `p${i}=${text}`]));
	expect(await rowsOf(dir, "SELECT * FROM t")).toEqual([
		Object.fromEntries(HOSTILE.map((text, i) => [`p${i}`, text])),
	]);
	await witnessStands(dir);
});

describe("files", () => {
	// A name of a file cannot hold a slash, and at most 255 bytes.
	const names = HOSTILE.filter((n) => !n.includes("/"));

	test("with these names are read by a batch and by a stream, each once", async () => {
		const dir = project(
			`${WITNESS}
			export const batch = dp.table(() => spark.read.schema("id INT").json("data").withColumn("file", F.col("_metadata.file_name")));
			export const stream = dp.streamingTable(() => spark.readStream.schema("id INT").json("data"));`,
			// Names that begin with "_" are hidden to Spark.
			Object.fromEntries(names.map((name, id) => [`data/f${name}.json`, jsonl({ id })])),
		);
		await updateOk(dir);
		const all = names.map((_, id) => ({ id }));
		expect(await rowsOf(dir, "SELECT id FROM batch ORDER BY id")).toEqual(all);
		expect(await rowsOf(dir, "SELECT id FROM stream ORDER BY id")).toEqual(all);
		expect(
			(await rowsOf(dir, "SELECT file FROM batch ORDER BY id")).map((r) =>
				decodeURIComponent(String(r.file)),
			),
		).toEqual(names.map((n) => `f${n}.json`));
		const again = await updateOk(dir);
		expect(again.report.steps.map((s) => s.status)).toEqual(again.report.steps.map(() => "skipped"));
		await witnessStands(dir);
	});

	test("in folders with these names, the project's own among them", async () => {
		for (const name of [
			"it's",
			"two words",
			"🦆 Größe",
			`'; DROP TABLE witness; --`,
			'say "hi" %20',
			"$1 (x)",
		]) {
			const dir = tempProject({
				[`${name}/pipeline.ts`]: `${HEAD}${WITNESS}\nexport const t = dp.table(() => spark.read.schema("id INT").json(${js(`in ${name}`)}));\n`,
				[`${name}/in ${name}/a.json`]: jsonl({ id: 5 }),
			});
			const { code, err } = await aq(dir, ["run", "--cwd", name]);
			expect([code, err], name).toEqual([0, ""]);
			expect(await rowsOf(`${dir}/${name}`, "SELECT id FROM t"), name).toEqual([{ id: 5 }]);
		}
	});
});

test("values of reader options", async () => {
	const dir = project(
		`${WITNESS}
		export const quote = dp.table(() => spark.read.option("quote", "'").option("sep", "|").schema("a STRING, b STRING").csv("quote.csv"));
		export const wide = dp.table(() => spark.read.option("sep", "'; --").schema("a STRING, b STRING").csv("wide.csv"));
		export const nulls = dp.table(() => spark.read.option("nullValue", "'; DROP TABLE witness; --").schema("a STRING, b STRING").csv("nulls.csv"));
		export const format = dp.table(() => spark.read.option("dateFormat", "yyyy'x'MM''dd").schema("a DATE").csv("format.csv"));`,
		{
			"quote.csv": `'a|b'|"c"\n`,
			"wide.csv": `1'; --2\n`,
			"nulls.csv": `'; DROP TABLE witness; --,x\n`,
			"format.csv": `2024x05'06\n`,
		},
	);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT * FROM quote")).toEqual([{ a: "a|b", b: '"c"' }]);
	expect(await rowsOf(dir, "SELECT * FROM wide")).toEqual([{ a: "1", b: "2" }]);
	expect(await rowsOf(dir, "SELECT * FROM nulls")).toEqual([{ a: null, b: "x" }]);
	expect(await rowsOf(dir, "SELECT * FROM format")).toEqual([{ a: "2024-05-06" }]);
	await witnessStands(dir);
});

test("names that differ in case only are one name", async () => {
	const dir = project(
		`dp.table({ name: "Größe" }, () => spark.createDataFrame([[1]], "id INT"));\ndp.table({ name: "GRÖSSE2" }, () => dp.read("GRÖßE"));`,
	);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT ID FROM `grösse2`")).toEqual([{ ID: 1 }]);
});

test.each(["", "a..b", ".a", "a.", "a.b.c.d", "`a", "a`b`"])(
	"the name %j is refused by name",
	async (name) => {
		const dir = project(
			`${WITNESS}\ndp.table({ name: ${js(name)} }, () => spark.createDataFrame([[1]], "id INT"));`,
		);
		const done = await aq(dir, ["run"]);
		expect(done.code).toBe(1);
		expect(done.err).toMatch(/^✖ (GRAPH_BAD_NAME|DEFINITION_BAD_OPTION|PLAN_BAD_ARGUMENT) /);
		expect(done.err).toMatch(/pipeline\.ts:\d+:\d+/);
	},
);

test("rules, tags and comments of hostile text are data, not SQL", async () => {
	const dir = project(
		`${WITNESS}
		export const t = dp.table({ tags: [${HOSTILE.map(js).join(", ")}], comment: ${js(HOSTILE.join(" "))}, tableProperties: { ${js(HOSTILE[10])}: ${js(HOSTILE[11])} },
			expectOrDrop: { ${HOSTILE.map((n, i) => `${js(n)}: "id <> ${100 + i}"`).join(", ")} } }, () => spark.createDataFrame([[1], [110]], "id INT"));`,
	);
	const done = await update(dir);
	expect(done.report.exitCode).toBe(0);
	const [flow] = done.steps.get("t")?.flows ?? [];
	expect(flow?.rules.map((r) => r.name).sort()).toEqual([...HOSTILE].sort());
	expect([flow?.written, flow?.dropped]).toEqual([1, 1]);
	expect(flow?.rules.find((r) => r.failed === 1)?.name).toBe(HOSTILE[10]);
	await aqOk(dir, "run", `tag:${HOSTILE[10]}`);
	await witnessStands(dir);
});
