import type { Diagnostic } from "../core/errors/index.js";
import type { TableEngine } from "../engines/tableEngine.js";
import type { Dataset, Expectation, Flow } from "../graph/graph.js";
import { ensurePlaces } from "../graph/places.js";
import { and } from "../plan/analyze/boundNodes.js";
import type { Attribute, BoundPlan } from "../plan/bound.js";
import { checkable } from "./rewrite/checkable.js";
import { settingFaults } from "./sparkSettings.js";

/** What of a data set the engine cannot run: of its flows' plans, its rules and its settings, each with its place. */
export function engineFaults(
	engine: Pick<TableEngine, "check">,
	dataset: Dataset,
	flows: readonly Flow[],
	timeZone: string,
): readonly Diagnostic[] {
	const object = dataset.display;
	const settings = [dataset.options.sparkConf ?? {}, ...flows.map((flow) => flow.sparkConf ?? {})];
	const ofSettings = settings
		.flatMap((conf, i) =>
			settingFaults(conf, timeZone, (i > 0 ? flows[i - 1]?.place : undefined) ?? dataset.place),
		)
		.map((d) => ({ ...d, object }));
	const ofFlows = flows.flatMap((flow) => {
		const plan = checkable(flow.plan);
		if (engine.check(plan).length === 0) return [];
		// There is something to say, so now it matters where.
		ensurePlaces(flow.relation);
		return engine.check(plan).map((d) => ({ ...flow.place, object, ...d }));
	});
	const rules = dataset.expectations.filter((rule) => rule.bound);
	if (rules.length === 0 || engine.check(rulesPlan(dataset, rules)).length === 0)
		return [...ofSettings, ...ofFlows];
	return [
		...ofSettings,
		...ofFlows,
		...rules.flatMap((rule) => {
			ensurePlaces(rule.condition);
			return engine.check(rulesPlan(dataset, [rule])).map((d) => ({ ...rule.place, object, ...d }));
		}),
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
