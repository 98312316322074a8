import { diagnostic } from "../../core/errors/index.js";
import type { FlowDraft } from "../draft.js";
import type { Validation } from "./validation.js";

/** A flow's name identifies its checkpoint. */
export const duplicateFlows: Validation = (draft) => {
	const byName = new Map<string, FlowDraft>();
	return draft.flows.flatMap((flow) => {
		const key = flow.name.toLowerCase();
		const first = byName.get(key);
		if (!first) {
			byName.set(key, flow);
			return [];
		}
		// Two data sets of one name are reported as such.
		if (first.role === "query" && flow.role === "query") return [];
		return [
			diagnostic(
				"GRAPH_DUPLICATE_FLOW",
				{ name: flow.name, target: flow.target.display },
				{
					...flow.place,
					object: flow.target.display,
					related: [{ message: "first used here", ...first.place }],
				},
			),
		];
	});
};
