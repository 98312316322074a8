import { describe, expect, test } from "vitest";
import { checkPython } from "../../src/codegen/printers/python/format.js";
import { tempProject } from "../helpers/tempProject.js";
import { CONFIG, exported, HEAD } from "./lib/targets.js";

/** Exported modules have one name for one thing, and names that Python has. */
const IMPORTS = 'import { type Column, col, type DataFrame, F, udf } from "aqueduck";\n';
const RAW = `export const raw = dp.materializedView(() => spark.read.schema("id INT, amount INT, name STRING").json("data/in.json"));
`;

/** The exported module without its first definition, and what is said. */
async function written(source: string, files: Readonly<Record<string, string>> = {}) {
	const dir = tempProject({
		"pipeline.ts": `${HEAD}import { type Column, type DataFrame, udf } from "aqueduck";\n${source.includes("export const raw") ? "" : RAW}${source}\n`,
		"aqueduck.config.json": CONFIG,
		"data/in.json": '{"id": 1, "amount": 2, "name": "a"}\n',
		...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, IMPORTS + text])),
	});
	const { spark } = await exported(dir, ["spark"]);
	const text = spark.files["transformations/pipeline.py"] ?? "";
	return { text, errors: spark.errors.map((d) => d.message), code: checkPython(text).map((one) => one.rule) };
}

/** That the text has these pieces and that ruff finds no name that is missing or defined again. */
async function expectPieces(
	source: string,
	pieces: readonly string[],
	files: Readonly<Record<string, string>> = {},
): Promise<void> {
	const { text, errors, code } = await written(source, files);
	expect(errors).toEqual([]);
	for (const piece of pieces) expect(text).toContain(piece);
	expect(code.filter((rule) => rule?.startsWith("F"))).toEqual([]);
}

describe("helpers", () => {
	test("of two files under one name are two functions, each written once", async () => {
		await expectPieces(
			`import { clean as positive } from "./lib/a.js";
import { clean as trimmed } from "./lib/b.js";
export const one = dp.materializedView(() => positive(dp.read("raw")));
export const two = dp.materializedView(() => trimmed(dp.read("raw")));
export const three = dp.materializedView(() => trimmed(positive(dp.read("raw"))));`,
			["def clean(df):", "def b_clean(df):", "    return b_clean(clean(spark.read.table("],
			{
				"lib/a.ts": 'export function clean(df: DataFrame) { return df.filter(col("amount").gt(0)); }\n',
				"lib/b.ts":
					'export function clean(df: DataFrame) { return df.select("id", F.trim("name").alias("name")); }\n',
			},
		);
	});

	test("of two classes, and of two definitions", async () => {
		await expectPieces(
			`class Money { static tidy(df: DataFrame) { return df.filter(col("amount").gt(1)); } }
class Text { static tidy(df: DataFrame) { return df.filter(col("name").isNotNull()); } }
export const one = dp.materializedView(() => Text.tidy(Money.tidy(dp.read("raw"))));
export const two = dp.materializedView(() => { const up = (df: DataFrame) => df.filter("id > 1"); return up(dp.read("raw")); });
export const three = dp.materializedView(() => { const up = (df: DataFrame) => df.filter("id > 2"); return up(dp.read("raw")); });`,
			["return tidy(money_tidy(", "    return up(spark", "    return three_up(spark"],
		);
	});

	test("make room for the tables of their file", async () => {
		await expectPieces(
			`function orders(df: DataFrame) { return df.filter(col("amount").gt(0)); }
export const view = dp.materializedView({ name: "orders" }, () => orders(dp.read("raw")));`,
			["def pipeline_orders(df):", "def orders():\n    return pipeline_orders("],
		);
	});

	test("and their parameters have names that Python has", async () => {
		await expectPieces(
			`function def(from: DataFrame, not: number, F_: Column) { return from.filter(col("amount").gt(not).and(F_.eq(1))); }
function $up(F: Column) { return F.eq("x"); }
export const kw = dp.materializedView(() => def(dp.read("raw"), 2, col("id")).filter($up(col("name"))));`,
			["def def_(from_, not_, F_):", "def up(F_):\n    return F_ == ", "from_.filter((F.col("],
		);
	});

	test("are no variables", async () => {
		await expectPieces(
			`import { orders } from "./lib/a.js";
export const j = dp.materializedView(() => { const o = orders(); const r = dp.read("raw"); return o.join(r, o.col("id").eq(r.col("id"))).select(o.col("id"), r.col("name")); });`,
			["    other_orders = orders()\n"],
			{
				"lib/a.ts": `import * as dp from "aqueduck";
export function orders(): DataFrame { return dp.read("raw").filter(col("amount").gt(0)).alias("orders"); }\n`,
			},
		);
	});

	test("are no definitions", async () => {
		const { text } =
			await written(`function positive(df: DataFrame) { return df.filter(col("amount").gt(0)); }
export class S {
	@dp.materializedView() static silver() { return positive(dp.read("raw")); }
	@dp.materializedView() static gold() { return S.silver().select("id"); }
}`);
		expect(text.match(/def silver\(/g)).toHaveLength(1);
		expect(text).toContain('def gold():\n    return positive(spark.read.table("raw")).select("id")');
	});
});

describe("lambdas", () => {
	test.each([
		["constants", "const x = 3;", "x", "lambda u: u + x"],
		["helpers", "function x(c: Column) { return c.multiply(2); }", 'x(col("amount"))', "lambda u: u + x("],
	])("hide no %s", async (_, declared, value, piece) => {
		await expectPieces(
			`${declared}
export const l = dp.materializedView(() => dp.read("raw").select(F.transform(F.array("id"), (v) => v.plus(${value})).alias("t")));`,
			[piece],
		);
	});
});

describe("constants", () => {
	test("are doubles where they are doubles here", async () => {
		await expectPieces(
			`const NEGZ = -0; const E20 = 1e20;
export const c = dp.materializedView(() => dp.read("raw").select(F.lit(NEGZ).alias("a"), F.lit(E20).alias("b")));`,
			["NEGZ = -0.0\n", "E20 = 1e20\n", "F.lit(NEGZ)", "F.lit(E20)"],
		);
	});

	test("of one text and two types stay two values", async () => {
		await expectPieces(
			`import { keep } from "./lib/a.js";
const LIMIT = 5;
export const c = dp.materializedView(() => keep(dp.read("raw")).filter(col("amount").gt(LIMIT)));`,
			['F.col("name") != ', 'F.col("amount") > '],
			{
				"lib/a.ts":
					'const LIMIT = "5";\nexport const keep = (d: DataFrame) => d.filter(col("name").neq(LIMIT));\n',
			},
		);
	});

	test("and tables hide no builtins and no words of Python", async () => {
		await expectPieces(
			`const lambda = 3; const None = "n"; const float = 2.5;
export const int = dp.materializedView(() => dp.read("raw").select(F.lit(lambda).alias("a"), F.lit(None).alias("b"), F.lit(float).alias("c"), F.lit(Number.NaN).alias("d")));`,
			["lambda_ = 3", 'None_ = "n"', "float_ = 2.5", 'F.lit(float("nan"))', 'name="int")\ndef int_()'],
		);
	});

	test("stand where the user wrote them, and nowhere else", async () => {
		await expectPieces(
			`const KEY = "id"; const LEAST = 1; const SCHEMA = "id INT";
function add(df: DataFrame, n: number) { return df.select(col("amount").plus(n).multiply(2)); }
export const k = dp.materializedView(() => dp.read("raw").filter(col(KEY).gt(LEAST)).select("id", col("amount").plus(1)));
export const a = dp.materializedView(() => add(dp.read("raw"), 2));
export const s = dp.materializedView(() => spark.read.schema(SCHEMA).json("data/in.json"));`,
			["F.col(KEY) > LEAST", '.select("id", F.col("amount") + 1)', "+ n) * 2", ".schema(SCHEMA)"],
		);
	});
});

describe("UDFs", () => {
	const use = (python: string, name = "slug") =>
		`const fn = udf({ name: ${JSON.stringify(name)}, args: ["string"], returns: "string", js: (s: string) => s, python: ${JSON.stringify(python)} });
export const f = dp.materializedView(() => dp.read("raw").select(fn("name").alias("s")));`;

	test.each([
		[
			"the function of its name",
			"def slug(s):\n    return tidy(s)\n\ndef tidy(s):\n    return s",
			"F.udf(slug, ",
		],
		["else the last", "def tidy(s):\n    return s\n\ndef other(s):\n    return tidy(s)", "F.udf(other, "],
		[
			"after an import",
			"import re\n\ndef slug(s):\n    return re.sub('a', 'b', s)",
			"slug_udf = F.udf(slug, ",
		],
		["after a comment", "# says\ndef slug(s):\n    return s", "# says\ndef slug(s)"],
		["indented", "\n    def slug(s):\n        return s\n", "\ndef slug(s):\n    return s\n"],
		["a lambda between comments", "# says\nlambda s: s  # so", "lambda s: s,  # so"],
		[
			"one that calls itself",
			"def slug(n):\n    return slug(n)",
			"    return slug(n)\n\n\nslug_udf = F.udf(slug, ",
		],
	])("%s", async (_, python, piece) => {
		const { text, errors } = await written(use(python));
		expect(errors).toEqual([]);
		expect(text).toContain(piece);
	});

	test("named like helpers, constants and tables", async () => {
		await expectPieces(
			`const f = 3;
const a = udf({ name: "slug", args: ["string"], returns: "string", js: (s: string) => s, python: "lambda s: len(s)" });
const b = udf({ name: "b", args: ["string"], returns: "string", js: (s: string) => s, python: "def f(s):\\n    return s" });
function slug(c: Column) { return a(F.coalesce(c, F.lit("none"))); }
export const len = dp.materializedView(() => dp.read("raw").select(slug(col("name")).alias("s"), b(col("name")).alias("b"), F.lit(f).alias("f")));`,
			["return slug_udf(", "F.lit(3)", "b = F.udf(f, ", 'name="len")\ndef other_len()'],
		);
	});

	test.each([
		["def slug(s:\n    return", /the UDF slug.*its Python cannot be read/i],
		["import re", /makes no function/],
		["def F(s):\n    return s", /names something F/],
	])("refused: %j", async (python, message) => {
		const { errors } = await written(use(python));
		expect(errors).toEqual([expect.stringMatching(message)]);
	});

	test("two sources with one name for two things", async () => {
		const { errors } = await written(
			`const a = udf({ name: "a", args: ["string"], returns: "string", js: (s: string) => s, python: "def tidy(s):\\n    return s" });
const b = udf({ name: "b", args: ["string"], returns: "string", js: (s: string) => s, python: "def tidy(s):\\n    return s + s" });
export const t = dp.materializedView(() => dp.read("raw").select(a("name").alias("a"), b("name").alias("b")));`,
		);
		expect(errors).toEqual([
			expect.stringMatching(/UDF b.*another UDF of the module names something else tidy/),
		]);
	});
});
