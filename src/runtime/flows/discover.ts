import { fault } from "../../core/errors/index.js";
import type { ScanInput, SourceFile } from "../../engines/tableEngine.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import type { FileScan } from "../../plan/bound.js";
import type { PlanContext } from "../context.js";
import { type FlowRecord, knownFiles } from "../state/records.js";
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
	const known = record
		? await knownFiles(context.stored.state, dataset.key, flow.name, leaf.identity)
		: new Map<string, never>();
	const rereads = isTrue(fileOption(scan, "cloudFiles.allowOverwrites", "allowOverwrites"));
	const skipsExisting =
		!record && isFalse(fileOption(scan, "cloudFiles.includeExistingFiles", "includeExistingFiles"));
	const fresh: SourceFile[] = [];
	const changed: string[] = [];
	for (const file of await context.listFiles(scan, context.read)) {
		const before = known.get(file.key);
		if (!before) fresh.push(file);
		else if (before.size !== file.size || before.modified !== file.modified) {
			if (rereads) fresh.push(file);
			else changed.push(file.key);
		}
	}
	fresh.sort((a, b) => a.modified - b.modified || (a.key < b.key ? -1 : 1));
	return {
		leaf,
		fresh: skipsExisting ? [] : fresh,
		skipped: skipsExisting ? fresh : [],
		changed,
		maxFiles: limitOf(fileOption(scan, "cloudFiles.maxFilesPerTrigger", "maxFilesPerTrigger")),
	};
}

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
