import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { INT, STRING } from "../../../src/core/dataTypes.js";
import { createEngine } from "../../../src/engines/duckdb/index.js";
import type { RowValues } from "../../../src/engines/tableEngine.js";
import { LocalRunner } from "../../../src/runtime/localRunner.js";
import { openReader } from "../../../src/runtime/reader/openReader.js";
import { planOf } from "../../../src/runtime/rewrite/nodes.js";
import { pipeline, resultOf, runProject, storageOf, writeFiles } from "../../kills/project.js";
import { above, files, graphOf, rule, table, temporaryFolder } from "./helpers/pipeline.js";

async function rows(folder: string, name: string, columns: Record<string, typeof INT>): Promise<RowValues[]> {
	const reader = await openReader({
		engine: createEngine(),
		storage: storageOf(folder),
		projectDir: folder,
		timeZone: "UTC",
	});
	const found: RowValues[] = [];
	for await (const batch of reader.read(planOf(table(name, columns)))) found.push(...batch);
	await reader.close();
	return found;
}

test("on DuckDB: many batches, state, rules, a shared view; then nothing to do; then only what is new", async () => {
	const folder = temporaryFolder();
	writeFiles(folder);
	const report = await runProject(createEngine(), folder);
	// The shared view stands before the first step that reads it.
	expect(report.steps.map((s) => [s.display, s.status, s.error?.message])).toEqual([
		["legs", "completed", undefined],
		["airports", "completed", undefined],
		["good", "completed", undefined],
		["shared", "completed", undefined],
		["per_origin", "completed", undefined],
		["copy", "completed", undefined],
		["counted", "completed", undefined],
		["late", "completed", undefined],
	]);
	for (const flow of report.steps.flatMap((s) => s.flows))
		expect(flow.written + flow.dropped).toBe(flow.candidates);
	expect(report.steps.find((s) => s.display === "legs")!.flows[0]).toMatchObject({
		batches: 12,
		written: 120,
	});
	expect(report.steps.find((s) => s.display === "good")!.flows[0]).toMatchObject({
		candidates: 120,
		written: 109,
		dropped: 11,
		rules: [
			{ name: "positive", failed: 11 },
			{ name: "small", failed: 91 },
		],
	});
	const origins = new Set(
		await rows(folder, "airports", { id: INT, origin: STRING }).then((r) => r.map((x) => x[1])),
	);
	// 17 origins come in; the first rows of 4 of them break the rule, and no later row of theirs is new.
	expect(origins.size).toBe(13);
	const result = await resultOf(createEngine(), folder);

	const again = await runProject(createEngine(), folder);
	expect(new Set(again.steps.map((s) => s.status))).toEqual(new Set(["skipped"]));
	expect(await resultOf(createEngine(), folder)).toBe(result);

	writeFileSync(join(folder, "legs", "new.json"), '{"id": 500, "origin": "o1"}\n');
	const more = await runProject(createEngine(), folder);
	expect(Object.fromEntries(more.steps.map((s) => [s.display, s.status]))).toEqual({
		shared: "completed",
		legs: "completed",
		airports: "skipped",
		good: "completed",
		per_origin: "completed",
		copy: "completed",
		counted: "completed",
		late: "completed",
	});
	const changes = (name: string) => more.steps.find((s) => s.display === name)?.flows[0]?.refreshed;
	expect(changes("counted")).toEqual({ deleted: 1, inserted: 1 });
	expect(changes("late")).toEqual({ deleted: 0, inserted: 1 });
	expect(more.steps.find((s) => s.display === "legs")!.flows[0]!.files.names).toEqual(["new.json"]);
	const incremental = (await resultOf(createEngine(), folder))
		.split("\n")
		.filter((l) => /^(legs|good|per_origin|copy|counted|late|counted in files):/.test(l));
	const runner = new LocalRunner({
		engine: createEngine(),
		storage: storageOf(folder),
		projectDir: folder,
		timeZone: "UTC",
	});
	expect((await runner.run(pipeline(), { fullRefreshAll: true }).report).status).toBe("completed");
	const full = (await resultOf(createEngine(), folder))
		.split("\n")
		.filter((l) => /^(legs|good|per_origin|copy|counted|late|counted in files):/.test(l));
	expect(incremental).toEqual(full);
});

test("on DuckDB: a rule that fails leaves the table as it was", async () => {
	const folder = temporaryFolder();
	writeFileSync(join(folder, "1.json"), '{"id": 1, "origin": "a"}\n');
	const graph = graphOf({
		legs: {
			kind: "streaming_table",
			flows: { legs: { plan: files("*.json", { id: INT, origin: STRING }, true) } },
			rules: [rule("positive", "fail", above("id", "0"), "id > 0")],
		},
	});
	const runner = new LocalRunner({
		engine: createEngine(),
		storage: storageOf(folder),
		projectDir: folder,
		timeZone: "UTC",
	});
	expect((await runner.run(graph).report).status).toBe("completed");
	writeFileSync(join(folder, "2.json"), '{"id": 2, "origin": "b"}\n{"id": null, "origin": "x"}\n');
	const report = await runner.run(graph).report;
	expect(report.steps[0]!.error).toMatchObject({
		code: "RUN_EXPECTATION_FAILED",
		notes: ["rule: id > 0", 'id: NULL, origin: "x"'],
	});
	expect(await rows(folder, "legs", { id: INT, origin: STRING })).toEqual([[1, "a"]]);
});

test("on DuckDB: readers of this process see the last commit while an update runs", async () => {
	const folder = temporaryFolder();
	writeFiles(folder);
	const seen: number[] = [];
	const reading: Promise<void>[] = [];
	await runProject(createEngine(), folder, (event) => {
		if (event.origin.dataset_name !== "legs" || !event.details.flow_progress?.metrics) return;
		reading.push(rows(folder, "legs", { id: INT, origin: STRING }).then((r) => void seen.push(r.length)));
	});
	await Promise.all(reading);
	expect(seen).toHaveLength(12);
	expect(seen.every((n) => n % 10 === 0)).toBe(true);
});
