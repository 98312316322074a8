import type { Execution, Transaction } from "../../engines/tableEngine.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import type { BoundRelation } from "../../plan/bound.js";
import type { UpdateContext } from "../context.js";
import { stageWithRules } from "../expectations/apply.js";
import type { RuleCount } from "../graphRunner.js";
import { expandViews } from "../rewrite/expand.js";
import type { AttributeIds } from "../rewrite/nodes.js";
import { viewTable } from "./storedViews.js";
import { isStream } from "./streamCheck.js";

/** A flow's plan inside a transaction: views replaced, the rules of views on the way applied and counted. */
export interface FlowPlan {
	readonly root: BoundRelation;
	readonly viewRules: readonly RuleCount[];
}

export async function planFlow(
	context: UpdateContext,
	flow: Flow,
	transaction: Transaction,
	execution: Execution,
	ids: AttributeIds,
): Promise<FlowPlan> {
	const viewRules: RuleCount[] = [];
	const ruled = async (view: Dataset, relation: BoundRelation): Promise<BoundRelation> => {
		const { rows, counts } = await stageWithRules(transaction, view, relation, execution, ids);
		viewRules.push(...counts);
		return isStream(relation) ? asStream(rows) : rows;
	};
	const root = await expandViews(flow, { project: context.project, ids, stored: viewTable, ruled });
	return { root, viewRules };
}

/** A staged result of new rows is a stream still, for the operators above it. */
function asStream(relation: BoundRelation): BoundRelation {
	if (relation.kind === "scan") return { ...relation, streaming: true };
	return "input" in relation ? { ...relation, input: asStream(relation.input) } : relation;
}
