import type { RunEvent, StepReport, UpdateReport, UpdateRequest } from "../../../src/run/api.js";
import { type LoadOptions, loadPipeline } from "../../../src/run.js";
import { addFiles, tempProject } from "../../helpers/tempProject.js";

const HEAD = `import * as dp from "aqueduck";\nimport { col, F, lit, param, spark, udf } from "aqueduck";\n`;

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

export const load = (dir: string, options: LoadOptions = {}) =>
	loadPipeline(undefined, { cwd: dir, environment: {}, ...options });

export interface Update {
	readonly report: UpdateReport;
	readonly events: readonly RunEvent[];
	/** By display name. */
	readonly steps: ReadonlyMap<string, StepReport>;
}

/** Loads the project anew and runs it, as a command line would. */
export async function update(
	dir: string,
	request: UpdateRequest = {},
	options: LoadOptions = {},
): Promise<Update> {
	const pipeline = await load(dir, options);
	const events: RunEvent[] = [];
	const report = await pipeline.run({ ...request, onEvent: (event) => void events.push(event) });
	return { report, events, steps: new Map(report.steps.map((s) => [s.display, s])) };
}

/** An update that has to complete. */
export async function updateOk(
	dir: string,
	request: UpdateRequest = {},
	options: LoadOptions = {},
): Promise<Update> {
	const done = await update(dir, request, options);
	if (done.report.status === "completed") return done;
	const failed = done.report.steps.filter((s) => s.error);
	throw new Error(failed.map((s) => `${s.display}: ${s.error?.code} ${s.error?.message}`).join("\n"));
}

/** Data set → what its step came to, of an update that may fail. */
export async function outcomes(
	dir: string,
	request: UpdateRequest = {},
	options: LoadOptions = {},
): Promise<Record<string, string>> {
	const { report } = await update(dir, request, options);
	return Object.fromEntries(report.steps.map((s) => [s.display, s.error ? s.error.code : s.status]));
}

/** The rows of a query over what is stored, as objects. */
export async function rowsOf(dir: string, sql: string): Promise<Record<string, unknown>[]> {
	const { schema, rows } = await (await load(dir)).sql(sql);
	return rows.map((row) => Object.fromEntries(schema.fields.map((f, i) => [f.name, row[i] ?? null])));
}
