import type { Transaction } from "../../engines/tableEngine.js";
import type { Dataset } from "../../graph/graph.js";
import { filesScope, type FlowRecord, flowKey, flowsScope } from "../state/records.js";
import { keysTable } from "./stateful.js";

/** Forgets the checkpoints of every flow that ever wrote to a data set, flows that are gone by now included. */
export async function forgetFlows(transaction: Transaction, dataset: Dataset): Promise<void> {
	const prefix = flowKey(dataset.key, "");
	for (const [key, value] of await transaction.state.entries(flowsScope)) {
		if (!key.startsWith(prefix)) continue;
		const flow = key.slice(prefix.length);
		const record = value as FlowRecord;
		for (const source of record.sources) await transaction.state.delete(filesScope(dataset.key, flow, source));
		for (const nth of record.stateful.keys()) {
			const table = keysTable(dataset.key, flow, nth);
			if (await transaction.describe(table)) await transaction.drop(table);
		}
		await transaction.state.delete(flowsScope, key);
	}
}
