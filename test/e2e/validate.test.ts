import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/core/errors/index.js";
import { positionAt } from "../../src/core/location.js";
import { addFiles, tempProject } from "../helpers/tempProject.js";
import { aq } from "./lib/aq.js";
import { HEAD, jsonl, project } from "./lib/project.js";

const ORDERS = `export const orders = dp.table(() => spark.read.schema("id INT, amount DECIMAL(10,2), city STRING, at TIMESTAMP").json("data"));\n`;
const STREAM = `export const stream = dp.streamingTable(() => spark.readStream.schema("id INT, city STRING").json("data"));\n`;
const FILES = { "data/a.json": jsonl({ id: 1, amount: 2.5, city: "Oslo", at: "2026-01-01T00:00:00Z" }) };

interface Broken {
	/** What is wrong, the token that the diagnostic has to stand on between « and ». */
	readonly code: string;
	readonly wrong: string;
	readonly near?: string;
	readonly files?: Readonly<Record<string, string>>;
	readonly severity?: "warning" | "note";
}

const cases: Readonly<Record<string, Broken>> = {
	"a table by name": {
		code: "GRAPH_UNKNOWN_DATASET",
		near: "orders",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read("«odrers»"));`,
	},
	"a table in a join of SQL": {
		code: "GRAPH_UNKNOWN_DATASET",
		near: "orders",
		wrong: `${ORDERS}export const t = dp.table(() => spark.sql(\`SELECT *\n\tFROM orders a JOIN «ordres» b USING (id)\`));`,
	},
	"a table in a subquery": {
		code: "GRAPH_UNKNOWN_DATASET",
		near: "orders",
		wrong: `${ORDERS}export const t = dp.table(() => spark.sql("SELECT * FROM orders WHERE id IN (SELECT id FROM «oders»)"));`,
	},
	"a column in select": {
		code: "PLAN_UNKNOWN_COLUMN",
		near: "amount",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read(orders).select("id", "«amonut»"));`,
	},
	"a column in col()": {
		code: "PLAN_UNKNOWN_COLUMN",
		near: "city",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read(orders).filter(col("«ciyt»").isNull()));`,
	},
	"a column bound to a frame": {
		code: "PLAN_UNKNOWN_COLUMN",
		near: "amount",
		wrong: `${ORDERS}export const t = dp.table(() => { const o = dp.read(orders); return o.filter(o.col("«amuont»").gt(1)); });`,
	},
	"a column in a filter's SQL": {
		code: "PLAN_UNKNOWN_COLUMN",
		near: "city",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read(orders).filter("amount > 1 AND «citi» = 'x'"));`,
	},
	"a column in many lines of SQL": {
		code: "PLAN_UNKNOWN_COLUMN",
		near: "amount",
		wrong: `${ORDERS}export const t = dp.table(() => spark.sql(\`\n\tSELECT city,\n\t       sum(«amoutn») AS total\n\tFROM orders GROUP BY city\`));`,
	},
	"a column in the sql template": {
		code: "PLAN_UNKNOWN_COLUMN",
		near: "amount",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read(orders).filter(dp.sql\`«amonut» > \${1}\`));`,
	},
	"a column with a quote after it": {
		code: "PLAN_UNKNOWN_COLUMN",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read(orders).filter("city = 'it\\\\'s' AND «nope» = 1"));`,
	},
	"a column given to a helper": {
		code: "PLAN_UNKNOWN_COLUMN",
		near: "amount",
		wrong: `const total = (name: string) => F.sum(name).alias("total");\n${ORDERS}export const t = dp.table(() => dp.read(orders).groupBy("city").agg(total("«amonut»")));`,
	},
	"a column in a join's list": {
		code: "PLAN_UNKNOWN_COLUMN",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read(orders).join(dp.read("orders"), ["«idd»"]));`,
		near: "id",
	},
	"a column of a rule": {
		code: "PLAN_UNKNOWN_COLUMN",
		near: "amount",
		wrong: `export const t = dp.table({ expect: { positive: "«amonut» > 0" } }, () => spark.range(1).withColumn("amount", lit(1)));`,
	},
	"a column of a rule's decorator": {
		code: "PLAN_UNKNOWN_COLUMN",
		near: "id",
		wrong: `export class C {\n\t@dp.table\n\t@dp.expectOrDrop("r", col("«idd»").isNotNull())\n\tstatic t() { return spark.range(1); }\n}`,
	},
	"a function in SQL": {
		code: "PLAN_UNKNOWN_FUNCTION",
		near: "upper",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read(orders).selectExpr("«uper»(city)"));`,
	},
	"a function in a rule": {
		code: "PLAN_UNKNOWN_FUNCTION",
		near: "length",
		wrong: `${ORDERS}export const t = dp.table({ expect: { r: "«lenght»(city) > 1" } }, () => dp.read(orders));`,
	},
	"SQL syntax in spark.sql": {
		code: "SQL_SYNTAX",
		wrong: `${ORDERS}export const t = dp.table(() => spark.sql("SELECT id FROM orders WHERE (id = 1 «ORDER» BY id"));`,
	},
	"SQL syntax in a rule": {
		code: "SQL_SYNTAX",
		wrong: `export const t = dp.table({ expectOrFail: { r: "id > 0 «)»" } }, () => spark.range(1));`,
	},
	"a type in a schema": {
		code: "SQL_SYNTAX",
		wrong: `export const t = dp.table(() => spark.read.schema("id INT, name «STRNG»").json("data"));`,
	},
	"an option": {
		code: "DEFINITION_UNKNOWN_OPTION",
		near: "comment",
		wrong: `export const t = dp.table({ «coment»: "x" }, () => spark.range(1));`,
	},
	"an option of a decorator": {
		code: "DEFINITION_UNKNOWN_OPTION",
		near: "partitionCols",
		wrong: `export class C {\n\t@dp.materializedView({\n\t\tcomment: "x",\n\t\t«partitonCols»: ["id"],\n\t})\n\tstatic t() { return spark.range(1); }\n}`,
	},
	"an option's value": {
		code: "DEFINITION_BAD_OPTION",
		wrong: `export const t = dp.table({ «tags»: "gold" }, () => spark.range(1));`,
	},
	"an action": {
		code: "DEFINITION_ACTION",
		wrong: `${ORDERS}export const t = dp.table(() => { dp.read(orders).«show»(); return dp.read(orders); });`,
	},
	"an action of pandas": {
		code: "DEFINITION_ACTION",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read(orders).«toPandas»());`,
	},
	"an async definition": {
		code: "DEFINITION_ASYNC",
		wrong: `${ORDERS}export const t = dp.«table»(async () => dp.read(orders));`,
	},
	"an async method": {
		code: "DEFINITION_ASYNC",
		wrong: `export class C {\n\t@dp.table\n\tstatic async «slow»() { return spark.range(1); }\n}`,
	},
	"no frame": {
		code: "DEFINITION_NO_FRAME",
		wrong: `${ORDERS}export const t = dp.«table»(() => { dp.read(orders); });`,
	},
	"an impure definition": {
		code: "DEFINITION_IMPURE",
		wrong: `export const t = dp.«table»(() => spark.range(Math.floor(Math.random() * 1e9)));`,
	},
	"a definition that throws": {
		code: "DEFINITION_THREW",
		wrong: `export const t = dp.table(() => { throw «new» Error("no such luck"); });`,
	},
	"no name": { code: "DEFINITION_UNNAMED", wrong: `dp.«table»(() => spark.range(1));\n${ORDERS}` },
	"a rule on nothing": {
		code: "DEFINITION_RULE_UNATTACHED",
		wrong: `${ORDERS}export class C {\n\t@dp.«expect»("r", "true")\n\tstatic t() { return spark.range(1); }\n}`,
	},
	"a rule twice": {
		code: "DEFINITION_DUPLICATE_RULE",
		wrong: `export class C {\n\t@dp.table\n\t@dp.expect("r", "true")\n\t@dp.«expect»("R", "id > 1")\n\tstatic t() { return spark.range(1); }\n}`,
	},
	"two data sets of a name": {
		code: "GRAPH_DUPLICATE",
		wrong: `${ORDERS}export const again = dp.«table»({ name: "Orders" }, () => spark.range(1));`,
	},
	"a name that is none": {
		code: "GRAPH_BAD_NAME",
		wrong: `dp.«table»({ name: "a.b.c.d" }, () => spark.range(1));`,
	},
	"a name of aqueduck's own": {
		code: "GRAPH_PRIVATE_SUFFIX",
		wrong: `${ORDERS}export const orders_quarantine = dp.«table»(() => spark.range(1));`,
	},
	"a batch query in a streaming table": {
		code: "GRAPH_BATCH_IN_STREAMING_TABLE",
		wrong: `${ORDERS}export const t = dp.«streamingTable»(() => dp.read(orders));`,
	},
	"a stream in a materialized view": {
		code: "GRAPH_STREAM_IN_MATERIALIZED_VIEW",
		wrong: `${STREAM}export const t = dp.«materializedView»(() => dp.readStream(stream));`,
	},
	"a streaming read of a materialized view": {
		code: "GRAPH_NOT_STREAMABLE",
		wrong: `export const mv = dp.materializedView(() => spark.range(1));\nexport const t = dp.streamingTable(() => dp.readStream("«mv»"));`,
	},
	"a batch read of a streaming view": {
		code: "GRAPH_STREAMING_VIEW_READ",
		wrong: `${STREAM}export const v = dp.temporaryView(() => dp.readStream("stream"));\nexport const t = dp.table(() => dp.read("«v»"));`,
	},
	"a table that nothing feeds": { code: "GRAPH_NO_FLOW", wrong: `dp.«createStreamingTable»("alone");` },
	"a flow into a view": {
		code: "GRAPH_BAD_FLOW_TARGET",
		wrong: `${STREAM}export const mv = dp.materializedView(() => spark.range(1));\nexport class C {\n\t@dp.appendFlow({ target: "mv" })\n\tstatic «f»() { return dp.readStream("stream"); }\n}`,
	},
	"a declared schema that does not fit": {
		code: "GRAPH_SCHEMA_MISMATCH",
		wrong: `export const t = dp.«table»({ schema: "id BIGINT, name STRING" }, () => spark.range(1));`,
	},
	"a column twice": {
		code: "PLAN_DUPLICATE_COLUMN",
		wrong: `export const t = dp.«table»(() => spark.range(1).select("id", col("id").alias("ID")));`,
	},
	"an ambiguous column": {
		code: "PLAN_AMBIGUOUS_COLUMN",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read("orders").alias("a").join(dp.read("orders").alias("b"), dp.sql\`a.id = b.id\`).select("«city»"));`,
	},
	types: {
		code: "PLAN_TYPE_MISMATCH",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read(orders).filter("«city + 1»"));`,
	},
	"an aggregate in a filter": {
		code: "PLAN_MISPLACED",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read(orders).filter("«sum»(amount) > 1"));`,
	},
	"a column beside an aggregate": {
		code: "PLAN_NOT_AGGREGATED",
		wrong: `${ORDERS}export const t = dp.table(() => spark.sql("SELECT «city», count(*) FROM orders"));`,
	},
	"a sort of a stream": {
		code: "PLAN_STREAMING",
		wrong: `${STREAM}export const t = dp.streamingTable(() => dp.readStream("stream").«orderBy»("id"));`,
	},
	"conditions joined with &&": {
		code: "PLAN_DROPPED_CONDITION",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read(orders).filter(col("id").«gt»(1) && col("id").lt(9)));`,
	},
	"a column in a JavaScript text": {
		code: "PLAN_COLUMN_AS_VALUE",
		wrong: `${ORDERS}export const t = dp.table(() => dp.read(orders).filter(\`id > \${«col»("amount")}\`));`,
	},
	"a parameter without a value": {
		code: "PLAN_UNKNOWN_PARAMETER",
		wrong: `export const t = dp.table(() => spark.range(1).withColumn("p", dp.param("«day»")));`,
	},
	"a reader's format": {
		code: "SOURCE_UNKNOWN_FORMAT",
		near: "json",
		wrong: `export const t = dp.table(() => spark.read.format("«jsn»").load("data"));`,
	},
	"a reader's option": {
		code: "SOURCE_UNKNOWN_OPTION",
		near: "header",
		wrong: `export const t = dp.table(() => spark.read.option("«heder»", true).csv("data"));`,
	},
	"a missing path": {
		code: "SOURCE_PATH_NOT_FOUND",
		wrong: `export const t = dp.table(() => spark.read.schema("id INT").json("«data/nowhere»"));`,
	},
	"a stream without a schema": {
		code: "SOURCE_STREAM_SCHEMA",
		wrong: `export const t = dp.streamingTable(() => spark.readStream.json("«data»"));`,
	},
	"TypeScript syntax": { code: "LOAD_SYNTAX", wrong: `export const t = dp.table(() => spark.range(1«;»` },
	"a missing module": {
		code: "LOAD_IMPORT",
		wrong: `import { x } from «"./nowhere.js"»;\nexport const t = dp.table(() => x);`,
	},
	"a missing package": {
		code: "LOAD_IMPORT",
		wrong: `import { x } from "«no-such-package»";\nexport const t = dp.table(() => x);`,
	},
	"a module that throws": {
		code: "LOAD_THREW",
		wrong: `const limits = JSON.parse("null");\nexport const most = limits.«most»;\n${ORDERS}`,
	},
	"a throw in a helper module": {
		code: "LOAD_THREW",
		wrong: `import "./helper.js";\n${ORDERS}`,
		files: { "helper.ts": `export const a = 1;\nthrow «new» Error("no");\n` },
	},
	CDC: {
		code: "DEFINITION_NOT_YET",
		wrong: `${STREAM}dp.«createAutoCdcFlow»({ target: "t", source: "stream", keys: ["id"], sequenceBy: col("id") });`,
	},
	quarantine: {
		code: "DEFINITION_NOT_YET",
		wrong: `export class C {\n\t@dp.table\n\t@dp.«expectOrQuarantine»("r", "true")\n\tstatic t() { return spark.range(1); }\n}`,
	},
	"a call instead of a read": {
		code: "DEFINITION_INLINED",
		severity: "warning",
		wrong: `${ORDERS}export const t = dp.table(() => «orders»().limit(1));`,
	},
	"an undeclared target": {
		code: "GRAPH_UNDECLARED_TARGET",
		severity: "note",
		wrong: `${STREAM}export class C {\n\t@dp.appendFlow({ target: "«all»" })\n\tstatic f() { return dp.readStream("stream"); }\n}`,
	},
	"an option of Databricks": {
		code: "GRAPH_DATABRICKS_ONLY",
		severity: "note",
		wrong: `export const t = dp.«table»({ clusterBy: ["id"] }, () => spark.range(1));`,
	},
};

/** The file and range of what stands between « and ». */
function marked(files: Readonly<Record<string, string>>): {
	readonly files: Record<string, string>;
	readonly file: string;
	readonly range: unknown;
} {
	const [file, text] = Object.entries(files).find(([, t]) => t.includes("«")) as [string, string];
	const [before = "", token = "", after = ""] = text.split(/[«»]/);
	const clean = before + token + after;
	const range = {
		start: positionAt(clean, before.length),
		end: positionAt(clean, before.length + token.length),
	};
	return { files: { ...files, [file]: clean }, file, range };
}

describe("the diagnostic stands on the user's token:", () => {
	test.each(Object.entries(cases))("%s", async (_, { code, wrong, near, files, severity }) => {
		const { files: all, file, range } = marked({ "pipeline.ts": `${HEAD}${wrong}\n`, ...files });
		const dir = tempProject({ ...FILES, ...all });
		const { code: exit, out, err } = await aq(dir, ["validate", "--json"]);
		const found: Diagnostic[] = JSON.parse(out).diagnostics;
		const of = found.filter((d) => d.severity === (severity ?? "error"));
		expect(of.map((d) => [d.code, d.file, d.range])).toEqual([[code, file, range]]);
		if (near) expect(of[0]?.candidates?.[0]).toBe(near);
		expect([exit, err]).toEqual([severity ? 0 : 1, ""]);
		expect(out).not.toMatch(/RUN_INTERNAL|\.aqueduck|\n {4}at /);
	});
});

test("all errors of all files are reported at once, direct causes with what they block", async () => {
	const dir = project(
		`export const a = dp.table(() => dp.read("b").select("nope"));\nexport const below = dp.table(() => dp.read("a"));\nexport const last = dp.table(() => dp.read("below").select("x"));`,
		{
			"aqueduck.config.json": JSON.stringify({ modules: ["*.ts"] }),
			"b.ts": `${HEAD}export const b = dp.table({ coment: "x" }, () => spark.range(1));\nexport const c = dp.table(() => spark.sql("SELECT nope FROM b WHERE ("));\n`,
			"d.ts": `${HEAD}export const d = dp.table(() => dp.read("cc"));\n`,
		},
	);
	const { code, out } = await aq(dir, ["validate", "--json"]);
	expect(code).toBe(1);
	const found: Diagnostic[] = JSON.parse(out).diagnostics;
	expect(found.map((d) => [d.code, d.file, d.object, d.blocks])).toEqual(
		expect.arrayContaining([
			["DEFINITION_UNKNOWN_OPTION", "b.ts", undefined, undefined],
			["SQL_SYNTAX", "b.ts", "c", undefined],
			["GRAPH_UNKNOWN_DATASET", "d.ts", "d", undefined],
			["PLAN_UNKNOWN_COLUMN", "pipeline.ts", "a", ["below", "last"]],
		]),
	);
	expect(found).toHaveLength(4);
});

test("a cycle is named whole, each member with its place", async () => {
	const dir = project(
		`export const a = dp.table(() => dp.read("c"));\nexport const b = dp.table(() => dp.read(a));\nexport const c = dp.table(() => spark.sql("SELECT * FROM b"));\nexport const d = dp.table(() => dp.read("c"));`,
	);
	const { out } = await aq(dir, ["validate", "--json"]);
	const [cycle, ...more]: Diagnostic[] = JSON.parse(out).diagnostics;
	expect(more).toEqual([]);
	expect(cycle).toMatchObject({
		code: "GRAPH_CYCLE",
		message: "Cycle: a → c → b → a",
		file: "pipeline.ts",
		blocks: ["d"],
	});
	expect(cycle?.related?.map((r) => [r.message, r.file, r.range?.start.line])).toEqual([
		["a reads c", "pipeline.ts", 3],
		["c reads b", "pipeline.ts", 5],
		["b reads a", "pipeline.ts", 4],
	]);
});

test("places are right after the file changed, in a process that has read it before", async () => {
	const dir = project(`export const t = dp.table(() => spark.range(1).select("nope"));`);
	const line = async (): Promise<unknown> =>
		JSON.parse((await aq(dir, ["validate", "--json"])).out).diagnostics[0].range.start;
	const before = await line();
	addFiles(dir, {
		"pipeline.ts": `${HEAD}\n\n\nexport const t = dp.table(() =>   spark.range(1).select("nope"));\n`,
	});
	expect([before, await line()]).toEqual([
		{ line: 3, col: 56 },
		{ line: 6, col: 58 },
	]);
});

test("FAILFAST: a malformed record stops the run with its file and line", async () => {
	const dir = project(
		`export const t = dp.table(() => spark.read.schema("id INT").option("mode", "FAILFAST").json("bad"));`,
		{ "bad/a.json": '{"id": 1}\n{"id": \n' },
	);
	const { code, err } = await aq(dir, ["run"]);
	expect(code).toBe(1);
	expect(err.replace(/\s+/g, " ")).toContain(`Malformed record in ${dir}/bad/a.json:2`);
	expect(err).toMatch(/pipeline\.ts:3:\d+/);
});
