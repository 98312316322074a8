import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Channel } from "../../../src/runtime/events/channel.js";
import { eventRecord, type RunEvent } from "../../../src/runtime/events/records.js";
import { pruneEventFiles } from "../../../src/runtime/events/retention.js";
import { Bench, files, graphOf, ORDERS, temporaryFolder } from "./helpers/pipeline.js";

test("every iteration of a channel sees everything, before and after it began; a failure ends it", async () => {
	const channel = new Channel<number>();
	channel.push(1);
	const collect = async (): Promise<number[]> => {
		const seen: number[] = [];
		for await (const n of channel) seen.push(n);
		return seen;
	};
	const first = collect();
	channel.push(2);
	await new Promise((resolve) => setImmediate(resolve));
	channel.push(3);
	channel.close();
	expect(await first).toEqual([1, 2, 3]);
	expect(await collect()).toEqual([1, 2, 3]);
	const broken = new Channel<number>();
	broken.close({ error: new Error("locked") });
	await expect(broken[Symbol.asyncIterator]().next()).rejects.toThrow("locked");
});

test("the type of an event is the one key of its details; an error stands in Databricks' place", () => {
	const event = eventRecord({ run: "r", pipeline: "p" }, 7, {
		message: "m",
		level: "ERROR",
		dataset: "d",
		details: { flow_progress: { status: "FAILED" } },
		error: { code: "ENGINE_FAILED", severity: "error", message: "disk" },
	});
	expect(event).toMatchObject({
		event_type: "flow_progress",
		sequence: { data_plane_id: { instance: "r", seq_no: 7 } },
		origin: { pipeline_name: "p", update_id: "r", dataset_name: "d" },
		error: { fatal: true, exceptions: [{ class_name: "ENGINE_FAILED", message: "disk" }] },
	});
	expect("flow_name" in event.origin).toBe(false);
});

test("files of the oldest runs are taken away", () => {
	const storage = temporaryFolder();
	mkdirSync(join(storage, "events"));
	for (let n = 0; n < 5; n++) {
		const path = join(storage, "events", `${n}.ndjson`);
		writeFileSync(path, "");
		utimesSync(path, 1000 + n, 1000 + n);
	}
	writeFileSync(join(storage, "events", "notes.txt"), "");
	pruneEventFiles(storage, 2);
	expect(readdirSync(join(storage, "events")).sort()).toEqual(["3.ndjson", "4.ndjson", "notes.txt"]);
});

test("without a socket for readers an update runs all the same and says so", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	const graph = graphOf({
		out: { kind: "materialized_view", flows: { out: { plan: files("data", ORDERS, false) } } },
	});
	const storage = join(b.folder, ".aqueduck", "dev");
	mkdirSync(join(storage, "reader.sock", "x"), { recursive: true });
	const events: RunEvent[] = [];
	const report = await b.runner.run(graph, { onEvent: (event) => void events.push(event) }).report;
	expect(report.status).toBe("completed");
	expect(events.find((e) => e.level === "WARN")?.message).toContain("Other processes cannot read");
});
