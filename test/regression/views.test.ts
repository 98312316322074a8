import { expect, test } from "vitest";
import { addFiles } from "../helpers/tempProject.js";
import { jsonl, outcomes, project, rewrite, rowsOf, updateOk } from "./lib/project.js";

test("a query over a view whose tables are not up to date is refused, not misread", async () => {
	const text = (type: string) =>
		`export const up = dp.streamingTable(() => spark.readStream.format("json").schema("id ${type}").load("data"));
export const v = dp.temporaryView(() => dp.read("up").select("id"));`;
	const dir = project(text("INT"), { "data/1.json": jsonl({ id: 1 }) });
	await updateOk(dir);
	rewrite(dir, text("STRING"));
	await expect(rowsOf(dir, "SELECT * FROM v")).rejects.toMatchObject({ code: "RUN_STALE_INPUT" });
});

test("a view that several read, some of them streams, and another view between", async () => {
	const dir = project(
		`export const raw = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").load("data"));
export const names = dp.temporaryView({ expectOrDrop: { some: "id < 10" } }, () => spark.read.schema("id INT, name STRING").json("names"));
export const upper = dp.temporaryView(() => dp.read("names").withColumn("name", F.upper("name")));
export const named = dp.streamingTable(() => dp.readStream("raw").join(dp.read("upper"), "id"));
export const all = dp.materializedView(() => dp.read("upper").join(dp.read("names").withColumnRenamed("name", "low"), "id"));`,
		{
			"data/1.json": jsonl({ id: 1 }),
			"names/1.json": jsonl({ id: 1, name: "a" }, { id: 2, name: "b" }, { id: 10, name: "x" }),
		},
	);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT * FROM named")).toEqual([{ id: 1, name: "A" }]);
	expect(await rowsOf(dir, "SELECT * FROM all ORDER BY id")).toEqual([
		{ id: 1, name: "A", low: "a" },
		{ id: 2, name: "B", low: "b" },
	]);
	addFiles(dir, { "data/2.json": jsonl({ id: 2 }), "names/2.json": jsonl({ id: 3, name: "c" }) });
	expect(await outcomes(dir)).toMatchObject({ raw: "completed", named: "completed", all: "completed" });
	expect(await rowsOf(dir, "SELECT id FROM named ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
	expect(await outcomes(dir)).toMatchObject({ raw: "skipped", named: "skipped", all: "skipped" });
});
