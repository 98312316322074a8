import { diagnostic } from "../../core/errors/index.js";
import type { Validation } from "./validation.js";

/** Streaming tables are fed by streams; only a `once` flow may be a batch. */
export const batchInStreamingTable: Validation = (draft) =>
	draft.flows.flatMap((flow) => {
		const plan = flow.analysis?.result.plan;
		if (!plan || plan.streaming || flow.role === "once" || draft.kindOf(flow.target) !== "streaming_table")
			return [];
		const context = { ...flow.place, object: flow.target.display };
		return [diagnostic("GRAPH_BATCH_IN_STREAMING_TABLE", { name: flow.target.display }, context)];
	});
