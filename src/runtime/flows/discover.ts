import { fault } from "../../core/errors/index.js";
import type { ScanInput, SourceFile } from "../../engines/tableEngine.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import type { FileScan } from "../../plan/bound.js";
import type { PlanContext } from "../context.js";
import { type FlowRecord, type KnownFile, knownFiles } from "../state/records.js";
import { checkEvolution } from "./evolution.js";
import { fileOption, type Leaf, leavesOf } from "./leaves.js";

/** What a flow has not read yet. */
export interface NewInput {
	readonly files: readonly FileInput[];
	readonly tables: readonly TableInput[];
}

export interface FileInput {
	readonly leaf: Leaf;
	/** Oldest first. */
	readonly fresh: readonly SourceFile[];
	/** There before the stream began, and never to be read (`cloudFiles.includeExistingFiles`: false). */
	readonly skipped: readonly SourceFile[];
	/** Read before, changed since, and not read again. */
	readonly changed: readonly string[];
	/** Per micro-batch. */
	readonly maxFiles: number;
}

export interface TableInput {
	readonly leaf: Leaf;
	readonly after: number;
	readonly upTo: number;
}

/** Compares what is there with a flow's checkpoint; `record` undefined: the flow starts anew. */
export async function discover(
	context: PlanContext,
	dataset: Dataset,
	flow: Flow,
	record: FlowRecord | undefined,
): Promise<NewInput> {
	const files: FileInput[] = [];
	const tables: TableInput[] = [];
	for (const leaf of leavesOf(context.project, flow)) {
		const { source } = leaf.scan;
		if (!leaf.streaming) continue;
		if (source.kind === "files") {
			files.push(await discoverFiles(context, dataset, flow, leaf, source, record));
		} else if (source.kind === "table") {
			const upTo = (await context.stored.describe(source.name))?.version;
			if (upTo === undefined)
				throw fault("RUN_UNKNOWN_TABLE", { name: leaf.label }, { object: dataset.display });
			const after = record?.positions[leaf.identity] ?? 0;
			// Somebody dropped the table and made it anew.
			if (upTo < after) throw fault("RUN_NOT_APPEND_ONLY", { flow: flow.name, source: leaf.label });
			tables.push({ leaf, after, upTo });
		}
	}
	return { files, tables };
}

async function discoverFiles(
	context: PlanContext,
	dataset: Dataset,
	flow: Flow,
	leaf: Leaf,
	scan: FileScan,
	record: FlowRecord | undefined,
): Promise<FileInput> {
	checkEvolution(scan);
	const known = record
		? await knownFiles(context.stored.state, dataset.key, flow.name, leaf.identity)
		: new Map<string, never>();
	const rereads = isTrue(fileOption(scan, "cloudFiles.allowOverwrites", "allowOverwrites"));
	const skipsExisting =
		!record && isFalse(fileOption(scan, "cloudFiles.includeExistingFiles", "includeExistingFiles"));
	const fresh: SourceFile[] = [];
	const changed: string[] = [];
	const listed = await context.listFiles(scan, context.read);
	for (const file of named(scan, record ? notTooOld(scan, listed, known) : listed)) {
		const before = known.get(file.key);
		if (!before) fresh.push(file);
		else if (before.size !== file.size || before.modified !== file.modified) {
			if (rereads) fresh.push(file);
			else changed.push(file.key);
		}
	}
	fresh.sort((a, b) => a.modified - b.modified || (a.key < b.key ? -1 : 1));
	if (isTrue(fileOption(scan, "latestFirst"))) fresh.reverse();
	return {
		leaf,
		fresh: skipsExisting ? [] : fresh,
		skipped: skipsExisting ? fresh : [],
		changed,
		maxFiles: maxFiles(scan),
	};
}

/** With `fileNameOnly` a file is known by its name alone, wherever it lies. */
function named(scan: FileScan, files: readonly SourceFile[]): readonly SourceFile[] {
	if (!isTrue(fileOption(scan, "fileNameOnly"))) return files;
	return files.map((file) => ({ ...file, key: file.key.slice(file.key.lastIndexOf("/") + 1) }));
}

/**
 * Leaves out files that are older than `maxFileAge` before the newest. As in Spark that is never done to the files of a
 * stream's beginning, nor when the latest come first a few at a time; unlike in Spark it is not done unasked.
 */
function notTooOld(
	scan: FileScan,
	files: readonly SourceFile[],
	known: ReadonlyMap<string, KnownFile>,
): readonly SourceFile[] {
	const age = milliseconds(scan, "maxFileAge");
	if (age === undefined) return files;
	if (isTrue(fileOption(scan, "latestFirst")) && Number.isFinite(maxFiles(scan))) return files;
	let newest = Number.NEGATIVE_INFINITY;
	for (const file of [...known.values(), ...files]) newest = Math.max(newest, file.modified);
	return files.filter((file) => file.modified >= newest - age);
}

const UNITS: Readonly<Record<string, number>> = {
	us: 0.001,
	ms: 1,
	s: 1000,
	m: 60_000,
	min: 60_000,
	h: 3_600_000,
	d: 86_400_000,
};

/** A length of time as Spark's options write it: `7d`, `90 min`; a bare number is milliseconds. */
function milliseconds(scan: FileScan, option: string): number | undefined {
	const text = fileOption(scan, option);
	if (text === undefined) return undefined;
	const [, count, unit = "ms"] = /^\s*(\d+)\s*([a-z]+)?\s*$/i.exec(text) ?? [];
	const factor = UNITS[unit.toLowerCase()];
	if (count === undefined || factor === undefined)
		throw fault("SOURCE_BAD_OPTION", {
			format: scan.format,
			option,
			value: text,
			expected: "a number with us, ms, s, m, min, h or d",
		});
	return Number(count) * factor;
}

const maxFiles = (scan: FileScan): number =>
	limitOf(fileOption(scan, "cloudFiles.maxFilesPerTrigger", "maxFilesPerTrigger"));

const isTrue = (value: string | undefined): boolean => value?.trim().toLowerCase() === "true";
const isFalse = (value: string | undefined): boolean => value?.trim().toLowerCase() === "false";

/** No limit when none is given; what is no number was refused by the reader's own check. */
function limitOf(text: string | undefined): number {
	const limit = Number(text ?? Number.NaN);
	return limit >= 1 ? Math.floor(limit) : Number.POSITIVE_INFINITY;
}

/** One micro-batch: what each scan reads, and what the checkpoint says afterwards. */
export interface Batch {
	readonly inputs: ReadonlyMap<string, ScanInput>;
	/** By source identity. */
	readonly files: ReadonlyMap<string, readonly SourceFile[]>;
	readonly tables: readonly TableInput[];
}

/** Cuts new input into micro-batches; none when nothing is new. */
export function batchesOf(input: NewInput): readonly Batch[] {
	const queues = input.files.map((source) => cut(source));
	const tables = input.tables.filter((t) => t.upTo > t.after);
	const count = Math.max(tables.length > 0 ? 1 : 0, ...queues.map((q) => q.length));
	return Array.from({ length: count }, (_, i) => {
		const inputs = new Map<string, ScanInput>();
		const files = new Map<string, readonly SourceFile[]>();
		for (const [s, source] of input.files.entries()) {
			const taken = queues[s]?.[i] ?? [];
			inputs.set(source.leaf.id, taken.length > 0 ? { kind: "files", files: taken } : { kind: "empty" });
			if (taken.length > 0) files.set(source.leaf.identity, taken);
		}
		for (const table of input.tables) {
			const reads = i === 0 && table.upTo > table.after;
			inputs.set(
				table.leaf.id,
				reads ? { kind: "commits", after: table.after, upTo: table.upTo } : { kind: "empty" },
			);
		}
		return { inputs, files, tables: i === 0 ? tables : [] };
	});
}

function cut(source: FileInput): readonly (readonly SourceFile[])[] {
	const batches: SourceFile[][] = [];
	for (const file of source.fresh) {
		const last = batches.at(-1);
		if (last && last.length < source.maxFiles) last.push(file);
		else batches.push([file]);
	}
	return batches;
}
