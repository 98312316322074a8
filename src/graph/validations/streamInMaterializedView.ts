import { diagnostic } from "../../core/errors/index.js";
import type { FlowDraft } from "../draft.js";
import type { Validation } from "./validation.js";

export const streamInMaterializedView: Validation = (draft) =>
	draft.flows.flatMap((flow) => {
		const streams = flow.analysis?.result.plan?.streaming === true;
		if (!streams || isToldAlready(flow) || draft.kindOf(flow.target) !== "materialized_view") return [];
		const context = { ...flow.place, object: flow.target.display };
		return [diagnostic("GRAPH_STREAM_IN_MATERIALIZED_VIEW", { name: flow.target.display }, context)];
	});

/** A flow that may not append here, or a read that should have been a stream: that is the cause. */
function isToldAlready(flow: FlowDraft): boolean {
	const found = flow.analysis?.result.diagnostics ?? [];
	return flow.role !== "query" || found.some((d) => d.code === "GRAPH_STREAMING_VIEW_READ");
}
