import type { Execution, Transaction } from "../../engines/tableEngine.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import type { BoundRelation } from "../../plan/bound.js";
import type { UpdateContext } from "../context.js";
import { stageWithRules } from "../expectations/apply.js";
import type { RuleCount } from "../graphRunner.js";
import { expandViews } from "../rewrite/expand.js";
import { AttributeIds, scanAs } from "../rewrite/nodes.js";
import type { ApplyState } from "./stateful.js";
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
	applyState: ApplyState = async (relation) => relation,
): Promise<FlowPlan> {
	const viewRules: RuleCount[] = [];
	const ruled = async (view: Dataset, relation: BoundRelation): Promise<BoundRelation> => {
		// What the view remembers comes before its rules.
		const input = await applyState(relation);
		const { rows, counts } = await stageWithRules(transaction, view, input, execution, ids);
		viewRules.push(...counts);
		return isStream(relation) ? asStream(rows) : rows;
	};
	const root = await expandViews(flow, { project: context.project, ids, stored: viewTable, ruled });
	return { root, viewRules };
}

/**
 * The parts of a streaming flow's plan that are evaluated one after the other: its views with rules, in which their own
 * results stand, and the rest.
 */
export async function partsOf(
	context: UpdateContext,
	flow: Flow,
): Promise<readonly { readonly view?: Dataset; readonly root: BoundRelation }[]> {
	const parts: { view?: Dataset; root: BoundRelation }[] = [];
	const ruled = async (view: Dataset, root: BoundRelation): Promise<BoundRelation> => {
		parts.push({ view, root });
		const result = scanAs({ kind: "staged", name: view.key }, root.output, view.key);
		return { ...result, streaming: isStream(root) };
	};
	const ids = new AttributeIds();
	const root = await expandViews(flow, { project: context.project, ids, stored: viewTable, ruled });
	return [...parts, { root }];
}

/** A staged result of new rows is a stream still, for the operators above it. */
function asStream(relation: BoundRelation): BoundRelation {
	if (relation.kind === "scan") return { ...relation, streaming: true };
	return "input" in relation ? { ...relation, input: asStream(relation.input) } : relation;
}
