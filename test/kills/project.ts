import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { INT, STRING } from "../../src/core/dataTypes.js";
import type { RowValues, TableEngine } from "../../src/engines/tableEngine.js";
import type { Graph } from "../../src/graph/graph.js";
import type { EventHook, UpdateReport } from "../../src/runtime/graphRunner.js";
import { LocalRunner } from "../../src/runtime/localRunner.js";
import { openReader } from "../../src/runtime/reader/openReader.js";
import { planOf } from "../../src/runtime/rewrite/nodes.js";
import {
	above,
	countBy,
	distinctOn,
	files,
	graphOf,
	rule,
	table,
	view,
	where,
} from "../unit/runtime/helpers/plans.js";

const LEGS = { id: INT, origin: STRING };
const TABLES = {
	legs: LEGS,
	airports: LEGS,
	good: LEGS,
	per_origin: { origin: STRING },
	copy: { origin: STRING },
	counted: { origin: STRING },
	late: LEGS,
};

/**
 * Two file streams in many batches (one with state), a stream over a table with rules, views over a shared view, and views
 * that follow new rows by their keys and row by row.
 */
export function pipeline(): Graph {
	const options = { maxFilesPerTrigger: "2" };
	return graphOf({
		legs: { kind: "streaming_table", flows: { legs: { plan: files("legs", LEGS, true, options) } } },
		airports: {
			kind: "streaming_table",
			flows: { airports: { plan: distinctOn(files("airports", LEGS, true, options), "origin") } },
			rules: [rule("known", "drop", above("id", "3"))],
		},
		good: {
			kind: "streaming_table",
			flows: { good: { plan: table("legs", LEGS, true) } },
			rules: [rule("positive", "drop", above("id", "10")), rule("small", "warn", above("id", "90"))],
			options: { path: "out/good", format: "parquet" },
		},
		shared: {
			kind: "temporary_view",
			flows: { shared: { plan: where(table("good", LEGS), "id", ">", "20") } },
		},
		per_origin: {
			kind: "materialized_view",
			flows: { per_origin: { plan: countBy(view("shared", LEGS), "origin") } },
		},
		copy: {
			kind: "materialized_view",
			flows: { copy: { plan: countBy(view("shared", LEGS), "origin") } },
			options: { path: "out/copy" },
		},
		counted: {
			kind: "materialized_view",
			flows: { counted: { plan: countBy(table("legs", LEGS), "origin") } },
			options: { path: "out/counted" },
		},
		late: {
			kind: "materialized_view",
			flows: { late: { plan: where(table("legs", LEGS), "id", ">", "90") } },
		},
	});
}

/** So many files a source; two of them are a batch. */
export function writeFiles(folder: string, files = 24): void {
	for (const source of ["legs", "airports"]) {
		mkdirSync(join(folder, source), { recursive: true });
		for (let n = 0; n < files; n++) {
			const rows = Array.from({ length: 5 }, (_, i) => ({
				id: n * 5 + i,
				origin: `o${(n * 7 + i * 3) % 17}`,
			}));
			writeFileSync(
				join(folder, source, `${String(n).padStart(3, "0")}.json`),
				rows.map((r) => JSON.stringify(r)).join("\n"),
			);
		}
	}
}

/** What arrives after the first update: a file that is there as a whole or not at all. */
function deliverMore(folder: string): void {
	const file = join(folder, "legs", "more.json");
	if (existsSync(file)) return;
	writeFileSync(
		join(folder, "more"),
		[1001, 1002].map((id) => JSON.stringify({ id, origin: "o3" })).join("\n"),
	);
	renameSync(join(folder, "more"), file);
}

export function storageOf(folder: string): string {
	return join(folder, ".aqueduck", "dev");
}

export async function runProject(
	engine: TableEngine,
	folder: string,
	onEvent?: EventHook,
): Promise<UpdateReport> {
	const runner = new LocalRunner({ engine, storage: storageOf(folder), projectDir: folder, timeZone: "UTC" });
	return runner.run(pipeline(), onEvent ? { onEvent } : {}).report;
}

/** An update, and one after more has arrived. */
export async function runTwice(
	engine: TableEngine,
	folder: string,
	onEvent?: EventHook,
): Promise<UpdateReport> {
	const first = await runProject(engine, folder, onEvent);
	if (first.status !== "completed") return first;
	deliverMore(folder);
	return runProject(engine, folder, onEvent);
}

/** What the files of a file-backed table hold, and that nothing else is there. */
async function published(folder: string): Promise<string> {
	const names = readdirSync(folder);
	const other = names.filter((n) => !/^part-\d+\.parquet$/.test(n));
	const instance = await DuckDBInstance.create();
	const connection = await instance.connect();
	try {
		const read = await connection.runAndReadAll(
			`SELECT * FROM read_parquet('${join(folder, "part-*.parquet")}')`,
		);
		return [
			...other,
			...read
				.getRows()
				.map((row) => row.join("|"))
				.sort(),
		].join(" ");
	} finally {
		connection.closeSync();
		instance.closeSync();
	}
}

/** Everything that must not depend on whether a run was killed: rows, and rows by the event log. */
export async function resultOf(engine: TableEngine, folder: string): Promise<string> {
	const reader = await openReader({
		engine,
		storage: storageOf(folder),
		projectDir: folder,
		timeZone: "UTC",
	});
	try {
		const result: string[] = [];
		for (const [name, columns] of Object.entries(TABLES)) {
			const rows: RowValues[] = [];
			for await (const batch of reader.read(planOf(table(name, columns)))) rows.push(...batch);
			result.push(
				`${name}: ${rows
					.map((row) => row.join("|"))
					.sort()
					.join(" ")}`,
			);
		}
		// An event is of the same transaction as its rows, so the log's sums are exact, killed or not.
		const written = new Map<string, number>();
		for (const event of (await reader.state.log("events")) as {
			origin: { dataset_name: string };
			details: {
				flow_progress?: { metrics?: { num_output_rows: number }; data_quality: { dropped_records: number } };
			};
		}[]) {
			const progress = event.details.flow_progress;
			if (!progress?.metrics || !["legs", "airports", "good"].includes(event.origin.dataset_name)) continue;
			const name = event.origin.dataset_name;
			written.set(name, (written.get(name) ?? 0) + progress.metrics.num_output_rows);
			written.set(
				`${name} dropped`,
				(written.get(`${name} dropped`) ?? 0) + progress.data_quality.dropped_records,
			);
		}
		result.push(
			[...written]
				.sort()
				.map(([name, count]) => `${name} ${count}`)
				.join(", "),
		);
		for (const name of ["good", "copy", "counted"])
			result.push(`${name} in files: ${await published(join(folder, "out", name))}`);
		const left = (await reader.tables()).map((t) => t.name.table).sort();
		return [...result, `tables: ${left.join(" ")}`].join("\n");
	} finally {
		await reader.close();
	}
}
