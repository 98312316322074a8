import { diagnostic } from "../../core/errors/index.js";
import { kindWord } from "../draft.js";
import type { Validation } from "./validation.js";

/** Views are defined by one query; append flows feed streaming tables alone. */
export const multipleQueries: Validation = (draft) =>
	draft.datasets.flatMap((dataset) => {
		const kind = draft.kindOf(dataset);
		if (kind === "streaming_table" || dataset.flows.length < 2) return [];
		const appends = dataset.flows.filter((f) => f.role !== "query");
		const queries = dataset.flows.length - appends.length;
		return [
			...appends.map((flow) =>
				diagnostic(
					"GRAPH_BAD_FLOW_TARGET",
					{ flow: flow.name, target: dataset.display, kind: kindWord(kind) },
					{ ...flow.place, object: dataset.display },
				),
			),
			...(queries > 1
				? [
						diagnostic(
							"GRAPH_MULTIPLE_QUERIES",
							{ name: dataset.display, kind: kindWord(kind), count: queries },
							{ ...dataset.place, object: dataset.display },
						),
					]
				: []),
		];
	});
