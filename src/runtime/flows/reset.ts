import type { Transaction } from "../../engines/tableEngine.js";
import type { Dataset } from "../../graph/graph.js";
import { type FlowRecord, filesScope, flowKey, flowsScope, tableRecord } from "../state/records.js";
import { keysTable } from "./stateful.js";

/** Forgets the checkpoints of every flow that ever wrote to a data set, flows that are gone by now included. */
export async function forgetFlows(transaction: Transaction, dataset: Dataset): Promise<void> {
	const prefix = flowKey(dataset.key, "");
	for (const [key, value] of await transaction.state.entries(flowsScope)) {
		if (!key.startsWith(prefix)) continue;
		const flow = key.slice(prefix.length);
		const record = value as FlowRecord;
		for (const source of record.sources)
			await transaction.state.delete(filesScope(dataset.key, flow, source));
		for (const nth of record.stateful.keys()) {
			const table = keysTable(dataset.key, flow, nth);
			if (await transaction.describe(table)) await transaction.drop(table);
		}
		await transaction.state.delete(flowsScope, key);
	}
}

/**
 * Takes a table away for a full refresh, which may have another schema, and forgets its checkpoints. Its commits go on
 * counting when it is made anew, so a stream over it sees that it was rewritten.
 */
export async function clearTable(transaction: Transaction, dataset: Dataset): Promise<void> {
	await forgetFlows(transaction, dataset);
	if (await transaction.describe(dataset.name)) await transaction.drop(dataset.name);
}

/** A table that was a streaming table and is recomputed now has no checkpoints any more. */
export async function clearStreamState(transaction: Transaction, dataset: Dataset): Promise<void> {
	const before = await tableRecord(transaction.state, dataset.key);
	if (before?.kind === "streaming_table") await forgetFlows(transaction, dataset);
}
