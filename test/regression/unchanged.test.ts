import { expect, test } from "vitest";
import { addFiles } from "../helpers/tempProject.js";
import { jsonl, outcomes, project, rewrite, rowsOf, updateOk } from "./lib/project.js";

const DATA = { "data/1.json": jsonl({ id: 1, v: "x" }, { id: 2, v: "7" }) };
const config = (value: unknown): Record<string, string> => ({
	"aqueduck.config.json": JSON.stringify(value),
});

test("a declared schema of the config's source that changed is a changed definition", async () => {
	const source = (schema: string) =>
		config({
			name: "p",
			modules: ["pipeline.ts"],
			sources: { raw: { format: "json", path: "data", schema } },
		});
	const dir = project(
		`export const known = dp.materializedView(() => dp.read("raw").agg(F.count("v").alias("n")));`,
		{ ...DATA, ...source("id INT, v INT") },
	);
	await updateOk(dir);
	const before = await rowsOf(dir, "SELECT * FROM known");
	addFiles(dir, source("id INT, v STRING"));
	expect(await outcomes(dir)).toEqual({ known: "completed" });
	expect(await rowsOf(dir, "SELECT * FROM known")).not.toEqual(before);
});

test("an unqualified name that means a table of another schema now is a changed input", async () => {
	const at = (schema: string) => config({ name: "p", modules: ["pipeline.ts"], schema });
	const dir = project(
		`export const a = dp.table({ name: "one.t" }, () => spark.createDataFrame([[1]], "id INT"));
export const b = dp.table({ name: "two.t" }, () => spark.createDataFrame([[2]], "id INT"));`,
		at("one"),
	);
	await updateOk(dir);
	const reader = `export const copy = dp.materializedView({ name: "three.copy" }, () => spark.read.table("t"));`;
	rewrite(dir, reader);
	await updateOk(dir);
	addFiles(dir, at("two"));
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM three.copy")).toEqual([{ id: 2 }]);
});

test("a rule over the time of the update makes the table never up to date", async () => {
	const dir = project(
		`export const fresh = dp.materializedView({ expectOrDrop: { recent: "at > current_timestamp() - INTERVAL 3 SECONDS" } },
			() => spark.read.schema("at TIMESTAMP").json("data"));`,
		{ "data/1.json": jsonl({ at: new Date().toISOString() }) },
	);
	await updateOk(dir);
	expect(await outcomes(dir)).toEqual({ fresh: "completed" });
});

test("a UDF that closes over another value is a changed definition", async () => {
	const text = (rate: string) => `const rate = ${rate};
const scaled = udf({ name: "scaled", args: ["int"], returns: "int", js: (x: number) => x * rate });
export const out = dp.materializedView(() => spark.createDataFrame([[1]], "id INT").select(scaled("id").alias("v")));`;
	const dir = project(text("10"));
	await updateOk(dir);
	expect(await outcomes(dir)).toEqual({ out: "skipped" });
	rewrite(dir, text("20"));
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT v FROM out")).toEqual([{ v: 20 }]);
});

test("the default of a parameter, and its value, in a rule and in a path", async () => {
	const text = (
		max: string,
	) => `export const out = dp.materializedView({ expectOrDrop: { small: col("id").lte(param("max", { default: ${max}, type: "int" })) } },
		() => spark.read.schema("id INT").json(param("where", { default: "data" })));`;
	const dir = project(text("1"), { ...DATA, "other/1.json": jsonl({ id: 1 }) });
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT count(*) AS n FROM out")).toEqual([{ n: 1n }]);
	rewrite(dir, text("2"));
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT count(*) AS n FROM out")).toEqual([{ n: 2n }]);
	await updateOk(dir, {}, { parameters: { max: "1" } });
	expect(await rowsOf(dir, "SELECT count(*) AS n FROM out")).toEqual([{ n: 1n }]);
	await updateOk(dir, {}, { parameters: { max: "0", where: "other" } });
	expect(await rowsOf(dir, "SELECT count(*) AS n FROM out")).toEqual([{ n: 0n }]);
});

test("a temporary view's query, its rules and what it reads count for its reader", async () => {
	const text = (view: string) => `export const v = dp.temporaryView(${view});
export const out = dp.materializedView(() => dp.read("v").agg(F.count("*").alias("n")));`;
	const read = `spark.read.schema("id INT").json("data")`;
	const dir = project(text(`() => ${read}`), DATA);
	await updateOk(dir);
	expect(await outcomes(dir)).toEqual({ out: "skipped" });
	rewrite(dir, text(`() => ${read}.filter("id > 1")`));
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT n FROM out")).toEqual([{ n: 1n }]);
	rewrite(dir, text(`{ expectOrDrop: { one: "id = 9" } }, () => ${read}`));
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT n FROM out")).toEqual([{ n: 0n }]);
	addFiles(dir, { "data/2.json": jsonl({ id: 9 }) });
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT n FROM out")).toEqual([{ n: 1n }]);
});
