import type { Diagnostic } from "../core/errors/index.js";
import type { TableEngine } from "../engines/tableEngine.js";
import type { Dataset, Expectation, Flow } from "../graph/graph.js";
import { and } from "../plan/analyze/boundNodes.js";
import type { Attribute, BoundPlan } from "../plan/bound.js";
import { checkable } from "./rewrite/checkable.js";

/** What of a data set the engine cannot run: of its flows' plans and of its rules, each with its place. */
export function engineFaults(
	engine: Pick<TableEngine, "check">,
	dataset: Dataset,
	flows: readonly Flow[],
): readonly Diagnostic[] {
	const object = dataset.display;
	const ofFlows = flows.flatMap((flow) =>
		engine.check(checkable(flow.plan)).map((d) => ({ ...flow.place, object, ...d })),
	);
	const rules = dataset.expectations.filter((rule) => rule.bound);
	if (rules.length === 0 || engine.check(rulesPlan(dataset, rules)).length === 0) return ofFlows;
	return [
		...ofFlows,
		...rules.flatMap((rule) =>
			engine.check(rulesPlan(dataset, [rule])).map((d) => ({ ...rule.place, object, ...d })),
		),
	];
}

/** Rules as `TableEngine.check` takes them: a filter over the table whose rows they are about. */
function rulesPlan(dataset: Dataset, rules: readonly Expectation[]): BoundPlan {
	// A condition's columns are numbered from 1 in the order of the schema.
	const output = dataset.schema.fields.map(
		({ name, type, nullable }, i): Attribute => ({ id: i + 1, name, type, nullable }),
	);
	return {
		root: {
			kind: "filter",
			input: {
				kind: "scan",
				id: "scan1",
				source: { kind: "table", name: dataset.name, options: {} },
				streaming: false,
				output,
			},
			condition: and(rules.flatMap((rule) => rule.bound ?? [])),
			output,
		},
		schema: dataset.schema,
		streaming: false,
		deterministic: true,
		lineage: [],
	};
}
