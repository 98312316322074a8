import type { RunEvent, StepReport, UpdateReport, UpdateRequest } from "../../../src/run/api.js";
import { addFiles, tempProject } from "../../helpers/tempProject.js";
import { loadPipeline } from "./dist.js";

/** What every pipeline module of these tests begins with. */
export const HEAD = `import * as dp from "aqueduck";\nimport { col, F, lit, spark, Window } from "aqueduck";\n`;

/** A project folder with this `pipeline.ts` (after the imports) and these files. */
export function project(pipeline: string, files: Readonly<Record<string, string>> = {}): string {
	return tempProject({ "pipeline.ts": `${HEAD}${pipeline}\n`, ...files });
}

/** Puts another pipeline into the folder. */
export function rewrite(dir: string, pipeline: string): void {
	addFiles(dir, { "pipeline.ts": `${HEAD}${pipeline}\n` });
}

/** JSON lines. */
export const jsonl = (...rows: readonly unknown[]): string =>
	rows.map((row) => `${JSON.stringify(row)}\n`).join("");

export interface Update {
	readonly report: UpdateReport;
	readonly events: readonly RunEvent[];
	/** By display name. */
	readonly steps: ReadonlyMap<string, StepReport>;
}

/** Loads the project anew and runs it, as a command line would. */
export async function update(dir: string, request: UpdateRequest = {}): Promise<Update> {
	const pipeline = await loadPipeline(undefined, { cwd: dir, environment: {} });
	const events: RunEvent[] = [];
	const report = await pipeline.run({ ...request, onEvent: (event) => void events.push(event) });
	return { report, events, steps: new Map(report.steps.map((s) => [s.display, s])) };
}

/** An update that has to complete. */
export async function updateOk(dir: string, request: UpdateRequest = {}): Promise<Update> {
	const done = await update(dir, request);
	const failed = done.report.steps.filter((s) => s.error);
	if (done.report.status !== "completed")
		throw new Error(
			`the update ${done.report.status}: ${failed.map((s) => `${s.display}: ${s.error?.code} ${s.error?.message}`).join("\n")}`,
		);
	return done;
}

/** The rows of a query over what is stored, as objects. */
export async function rowsOf(dir: string, sql: string): Promise<Record<string, unknown>[]> {
	const pipeline = await loadPipeline(undefined, { cwd: dir, environment: {} });
	const { schema, rows } = await pipeline.sql(sql);
	return rows.map((row) => Object.fromEntries(schema.fields.map((f, i) => [f.name, row[i] ?? null])));
}

/** Table → version, of everything that is stored. */
export async function versions(dir: string): Promise<Record<string, number>> {
	const pipeline = await loadPipeline(undefined, { cwd: dir, environment: {} });
	const tables = await pipeline.storedTables();
	return Object.fromEntries(tables.map((t) => [t.name.table, t.version] as const).sort());
}
