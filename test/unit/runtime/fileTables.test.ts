import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Graph } from "../../../src/graph/graph.js";
import { Bench, files, graphOf, ORDERS, table } from "./helpers/pipeline.js";

function graph(path?: string, format = "parquet"): Graph {
	const options = path === undefined ? {} : { path: `${path}/in`, format };
	return graphOf({
		stream: { kind: "streaming_table", flows: { stream: { plan: files("data", ORDERS, true) } }, options },
		whole: {
			kind: "materialized_view",
			flows: { whole: { plan: table("stream", ORDERS) } },
			options: path === undefined ? {} : { path: `${path}/out` },
		},
	});
}
const run = (b: Bench, g: Graph, request = {}) => b.runner.run(g, request).report;
const content = (b: Bench, folder: string): unknown[] =>
	readdirSync(join(b.folder, folder))
		.sort()
		.flatMap((name) => JSON.parse(readFileSync(join(b.folder, folder, name), "utf8")));

test("a table with a path is in files too: a view in one that is replaced, a stream in one per commit", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	expect((await run(b, graph("f"))).status).toBe("completed");
	b.put("data", "2.json", [[2, "b"]]);
	await run(b, graph("f"));
	expect(readdirSync(join(b.folder, "f/in"))).toEqual(["part-00000001.parquet", "part-00000002.parquet"]);
	expect(readdirSync(join(b.folder, "f/out"))).toEqual(["part-0.parquet"]);
	expect(content(b, "f/in")).toEqual([
		[1, "a"],
		[2, "b"],
	]);
	expect(content(b, "f/out")).toEqual([
		[1, "a"],
		[2, "b"],
	]);
	expect(b.engine.memory.state.get("publish")?.size).toBe(0);
	await run(b, graph("f"), { fullRefreshAll: true });
	expect(readdirSync(join(b.folder, "f/in"))).toEqual(["part-00000004.parquet"]);
	expect(content(b, "f/in")).toEqual([
		[1, "a"],
		[2, "b"],
	]);
});

test("a table that gets its path later has all of its rows in files", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	await run(b, graph());
	b.put("data", "2.json", [[2, "b"]]);
	await run(b, graph("g"));
	expect(content(b, "g/in")).toEqual([
		[1, "a"],
		[2, "b"],
	]);
	expect(content(b, "g/out")).toEqual([
		[1, "a"],
		[2, "b"],
	]);
});

test("what a transaction wrote that did not commit is taken away; what committed is published by the next run", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	let breaks = true;
	b.engine.onWork = (what) => {
		if (breaks && what === "overwrite") throw new Error("broken");
	};
	await run(b, graph("h"));
	const left = join(b.folder, "h/in", ".aqueduck-left-9.parquet");
	writeFileSync(left, "[]");
	// As if the process had died between commit and rename.
	const waiting = join(b.folder, "h/in", ".aqueduck-dead-2.parquet");
	const final = join(b.folder, "h/in", "part-00000002.parquet");
	writeFileSync(waiting, '[[9,"w"]]');
	b.engine.memory.state.set(
		"publish",
		new Map([[final, JSON.stringify({ temporary: waiting, final, remove: [] })]]),
	);
	breaks = false;
	await run(b, graph("h"));
	expect(existsSync(left)).toBe(false);
	expect(existsSync(waiting)).toBe(false);
	expect(content(b, "h/in")).toEqual([
		[1, "a"],
		[9, "w"],
	]);
});

test("another format is refused by name", async () => {
	const report = await run(new Bench(), graph("f", "csv"));
	expect(report.steps[0]!.error).toMatchObject({ code: "DEFINITION_NOT_YET" });
	expect(report.steps[0]!.error?.message).toContain("csv");
});
