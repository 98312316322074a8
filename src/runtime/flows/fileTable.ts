import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { StructType } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import { faultPoint } from "../../core/faultPoint.js";
import type { Execution, StateReader, Transaction } from "../../engines/tableEngine.js";
import type { Dataset } from "../../graph/graph.js";
import { localPath } from "../../io/files/index.js";
import type { UpdateContext } from "../context.js";
import { type AttributeIds, scanOf } from "../rewrite/nodes.js";

/**
 * Tables with `path` and `format` are kept in the warehouse as all are, and as Parquet files in a folder beside it:
 * a recomputed table as one file that is replaced, a streaming table as a file per commit. Files are written under
 * a name that readers pass over, noted in the transaction, and get their name once it is committed. A run that ends
 * in between leaves the note, and the next one renames.
 */
interface Publication {
	readonly temporary: string;
	readonly final: string;
	/** Files of the rows that this commit took away. */
	readonly remove: readonly string[];
}

const PENDING = "publish";
const published = (dataset: Dataset): string => `published ${dataset.key}`;
const TEMPORARY = ".aqueduck-";

/** The folder of a file-backed table; undefined for any other. What cannot be written is refused by name. */
export function fileFolder(dataset: Dataset, projectDir: string): string | undefined {
	const { path, format = "parquet" } = dataset.options;
	if (path === undefined) {
		if (dataset.options.format === undefined) return undefined;
		throw notYet(dataset, `The format ${format} without a path`);
	}
	if (format.toLowerCase() !== "parquet") throw notYet(dataset, `A table stored as ${format} files`);
	return localPath(path, projectDir);
}

function notYet(dataset: Dataset, what: string): Error {
	return fault(
		"DEFINITION_NOT_YET",
		{ feature: `${what} (${dataset.display})` },
		{ object: dataset.display, ...dataset.place },
	);
}

export interface ExportWork {
	readonly context: UpdateContext;
	readonly dataset: Dataset;
	/** The table's columns in its own order. */
	readonly schema: StructType;
	readonly ids: AttributeIds;
	readonly version: number;
	readonly execution: Execution;
	/** `replace` all files by one, or add one; a full refresh also takes the old ones away. */
	readonly mode: "replace" | "add" | "restart";
}

/** Writes a commit's rows to their file, still under a name that nobody reads. */
export async function exportCommit(transaction: Transaction, work: ExportWork): Promise<void> {
	const { context, dataset, version } = work;
	const folder = fileFolder(dataset, context.read.projectDir);
	if (folder === undefined) return;
	mkdirSync(folder, { recursive: true });
	const before = [...(await transaction.state.entries(published(dataset))).keys()];
	const whole = work.mode === "replace";
	const final = join(folder, whole ? "part-0.parquet" : `part-${String(version).padStart(8, "0")}.parquet`);
	// A table that has got its path only now, or another one, has rows that no file there holds.
	const isNew = !before.some((file) => dirname(file) === dirname(final));
	const mode = work.mode === "add" && isNew ? "restart" : work.mode;
	const temporary = join(folder, `${TEMPORARY}${context.run}-${version}.parquet`);
	const source = { kind: "table" as const, name: dataset.name, options: {} };
	const commits = { kind: "commits" as const, after: version - 1, upTo: version };
	const inputs = new Map(mode === "add" ? [["file", commits]] : []);
	const rows = scanOf(source, work.schema, work.ids, "file");
	await transaction.export(rows, { ...work.execution, inputs }, { file: temporary, format: "parquet" });
	const remove = mode === "add" ? [] : before.filter((file) => file !== final);
	if (mode !== "add") await transaction.state.delete(published(dataset));
	await transaction.state.put(published(dataset), final, { version });
	await transaction.state.put(PENDING, final, { temporary, final, remove } satisfies Publication);
	faultPoint("runtime.export.written");
}

/** Gives committed files their names, of one table or of all; may be done any number of times. */
export async function publishFiles(state: StateReader, of?: Dataset): Promise<readonly string[]> {
	if (of && of.options.path === undefined) return [];
	const pending = await state.entries(PENDING);
	for (const value of pending.values()) {
		const { temporary, final, remove } = value as Publication;
		faultPoint("runtime.export.rename.before");
		if (existsSync(temporary)) renameSync(temporary, final);
		for (const file of remove) rmSync(file, { force: true });
		faultPoint("runtime.export.rename.after");
	}
	return [...pending.keys()];
}

/** Publishes what a run left, forgets what is published, and takes away files of transactions that were rolled back. */
export async function settleFiles(context: UpdateContext, datasets: Iterable<Dataset>): Promise<void> {
	const done = await publishFiles(context.warehouse.state);
	if (done.length > 0)
		await context.warehouse.transaction(async (transaction) => {
			for (const key of done) await transaction.state.delete(PENDING, key);
		});
	const folders = new Set(done.map((file) => dirname(file)));
	for (const dataset of datasets) {
		if (dataset.options.path === undefined) continue;
		try {
			folders.add(localPath(dataset.options.path, context.read.projectDir));
		} catch {
			// A path that cannot be written: its own step says so.
		}
	}
	for (const folder of folders) {
		if (!existsSync(folder)) continue;
		for (const name of readdirSync(folder))
			if (name.startsWith(TEMPORARY)) rmSync(join(folder, name), { force: true });
	}
}
