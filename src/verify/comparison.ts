import { walkBound } from "../plan/boundWalk.js";
import type { Dataset, Graph } from "../run/api.js";
import type { CanonicalTable } from "./canonical.js";
import { compareTables } from "./compareTables.js";

/**
 * What of two tables can be compared: all of their rows; how many there are, when which ones depends on chance or on an undefined
 * order; their columns alone, when chance decides how many there are.
 */
export type ComparedBy = "rows" | "count" | "columns";

/** What was found about one table. */
export interface TableVerdict {
	readonly table: string;
	readonly rows: number;
	readonly by: ComparedBy;
	/** Empty: equal. */
	readonly differences: readonly string[];
}

/** How each data set can be compared that chance has a part in, itself or in what it reads. */
export function dependingOnChance(graph: Graph): ReadonlyMap<string, ComparedBy> {
	const found = new Map<string, ComparedBy>();
	const note = (key: string, by: ComparedBy): void => {
		if (found.get(key) !== "columns") found.set(key, by);
	};
	for (const { target, plan } of graph.flows)
		if (walkBound(plan.root).some((node) => node.kind === "sample")) note(target, "columns");
		else if (!plan.deterministic) note(target, "count");
	// Each round brings the news one flow further down.
	for (let round = 0; round < graph.flows.length; round++) {
		const before = [...found.values()].join();
		for (const flow of graph.flows)
			for (const { key } of flow.reads) {
				const by = found.get(key);
				if (by !== undefined) note(flow.target, by);
			}
		if ([...found.values()].join() === before) break;
	}
	return found;
}

/** Compares a data set of ours with what another engine has of it. */
export function verdictOn(
	dataset: Dataset,
	ours: CanonicalTable,
	theirs: CanonicalTable,
	by: ComparedBy,
): TableVerdict {
	const { primaryKey, partitionCols } = dataset.options;
	const differences = compareTables(ours, partitionCols ? inOrderOf(ours, theirs) : theirs, {
		by,
		...(primaryKey ? { key: primaryKey } : {}),
	});
	return { table: dataset.display, rows: ours.rows.length, by, differences };
}

/** Spark moves the columns that a table is partitioned by to its end. */
function inOrderOf(ours: CanonicalTable, theirs: CanonicalTable): CanonicalTable {
	const order = ours.schema.map(([name]) => theirs.schema.findIndex(([other]) => other === name));
	if (order.includes(-1) || order.length !== theirs.schema.length) return theirs;
	const sorted = <T>(items: readonly T[]): readonly T[] => order.map((i) => items[i] as T);
	return { schema: sorted(theirs.schema), rows: theirs.rows.map(sorted) };
}
