import type { Dataset, Flow } from "../../../graph/graph.js";
import { nextId, type Relation } from "../../../plan/relation.js";
import { inDeclaredColumns } from "./declared.js";

/**
 * Several flows into one table as one query. Two flows into one table of files lose rows on open source Spark 4.3: they share
 * the table's log of batches.
 */
export function unionOfFlows(flows: readonly Flow[], dataset: Dataset): Relation | undefined {
	return flows
		.map((flow) => inDeclaredColumns(flow, dataset))
		.reduce<Relation | undefined>(
			(left, right) =>
				left
					? {
							kind: "set",
							id: nextId(),
							op: "union",
							all: true,
							byName: true,
							allowMissingColumns: true,
							left,
							right,
						}
					: right,
			undefined,
		);
}
