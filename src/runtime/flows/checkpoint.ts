import { fault } from "../../core/errors/index.js";
import type { Transaction } from "../../engines/tableEngine.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import type { Project } from "../context.js";
import { type FlowRecord, filesScope, flowKey, flowsScope, type KnownFile } from "../state/records.js";
import type { Batch, NewInput } from "./discover.js";
import { leavesOf } from "./leaves.js";

export interface CheckpointWork {
	readonly dataset: Dataset;
	readonly flow: Flow;
	readonly batch: Batch;
	readonly input: NewInput;
	/** The first batch of this update, and its last. */
	readonly first: boolean;
	readonly last: boolean;
	readonly sources: readonly string[];
}

/** Notes what a batch has read, in the batch's own transaction. */
export async function saveCheckpoint(
	transaction: Transaction,
	work: CheckpointWork,
	at: { before: FlowRecord | undefined; stateful: readonly string[]; number: number },
): Promise<void> {
	const { dataset, flow, batch } = work;
	const positions = { ...(at.before?.positions ?? {}) };
	for (const table of batch.tables) positions[table.leaf.identity] = table.upTo;
	for (const source of work.input.files) {
		const read = [...(batch.files.get(source.leaf.identity) ?? []), ...(work.first ? source.skipped : [])];
		if (read.length === 0) continue;
		await transaction.state.putAll(
			filesScope(dataset.key, flow.name, source.leaf.identity),
			new Map(read.map((f) => [f.key, { size: f.size, modified: f.modified } satisfies KnownFile])),
		);
	}
	const record: FlowRecord = {
		sources: work.sources,
		stateful: at.stateful,
		batches: at.number,
		positions,
		query: flow.planHash,
		...(flow.kind === "once" && work.last ? { done: true } : {}),
	};
	await transaction.state.put(flowsScope, flowKey(dataset.key, flow.name), record);
}

/** The streaming sources of a flow by identity, sorted. */
export function streamSources(project: Project, flow: Flow): readonly string[] {
	return leavesOf(project, flow)
		.filter((leaf) => leaf.streaming)
		.map((leaf) => leaf.identity)
		.sort();
}

/** A checkpoint says what was read of which source: other sources make it mean nothing. */
export function checkSources(
	dataset: Dataset,
	flow: Flow,
	record: FlowRecord,
	sources: readonly string[],
): void {
	const gone = record.sources.filter((s) => !sources.includes(s));
	const come = sources.filter((s) => !record.sources.includes(s));
	if (gone.length === 0 && come.length === 0) return;
	const told = [...gone.map((s) => `it no longer reads ${s}`), ...come.map((s) => `it newly reads ${s}`)];
	throw stateFault(dataset, flow, told.join(", "));
}

/** The keys that were seen are of the operators that saw them. */
export function checkState(
	dataset: Dataset,
	flow: Flow,
	record: FlowRecord,
	stateful: readonly string[],
): void {
	if (record.stateful.join("; ") === stateful.join("; ")) return;
	const text = (signature: readonly string[]): string => signature.join("; ") || "none";
	throw stateFault(
		dataset,
		flow,
		`its stateful operators were ${text(record.stateful)} and are ${text(stateful)}`,
	);
}

function stateFault(dataset: Dataset, flow: Flow, problem: string): Error {
	return fault(
		"RUN_FLOW_STATE",
		{ flow: flow.name, problem, table: dataset.display },
		{ object: dataset.display, ...(flow.place ?? {}) },
	);
}
