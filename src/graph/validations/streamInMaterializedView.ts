import { diagnostic } from "../../core/errors/index.js";
import type { Validation } from "./validation.js";

export const streamInMaterializedView: Validation = (draft) =>
	draft.flows.flatMap((flow) => {
		const streams = flow.analysis?.result.plan?.streaming === true;
		if (!streams || draft.kindOf(flow.target) !== "materialized_view") return [];
		const context = { ...flow.place, object: flow.target.display };
		return [diagnostic("GRAPH_STREAM_IN_MATERIALIZED_VIEW", { name: flow.target.display }, context)];
	});
