import { fault } from "../../core/errors/index.js";
import type { Transaction } from "../../engines/tableEngine.js";
import type { Flow } from "../../graph/graph.js";
import type { FlowRecord } from "../state/records.js";
import type { TableInput } from "./discover.js";

/**
 * The commits of a source table that a batch may read. A rewrite since the last read makes it no stream any more; with
 * `skipChangeCommits` the rewrite is stepped over, with what it replaced. The first read of a table takes its rows as
 * they stand, whatever commits made them.
 */
export async function checkCommits(
	transaction: Transaction,
	flow: Flow,
	table: TableInput,
	before: FlowRecord | undefined,
): Promise<TableInput> {
	const { source } = table.leaf.scan;
	if (source.kind !== "table" || before?.positions[table.leaf.identity] === undefined) return table;
	const rewrites = (await transaction.commits(source.name, table.after)).filter(
		(commit) => commit.kind === "rewrite" && commit.version <= table.upTo,
	);
	const last = rewrites.at(-1);
	if (!last) return table;
	if (skipsChanges(source.options)) return { ...table, after: last.version };
	throw fault(
		"RUN_NOT_APPEND_ONLY",
		{ flow: flow.name, source: table.leaf.label },
		{ object: flow.name, ...(flow.place ?? {}) },
	);
}

function skipsChanges(options: Readonly<Record<string, string>>): boolean {
	for (const [name, value] of Object.entries(options))
		if (name.toLowerCase() === "skipchangecommits") return value.toLowerCase() === "true";
	return false;
}
