import { diagnostic } from "../../core/errors/index.js";
import type { Validation } from "./validation.js";

export const missingFlow: Validation = (draft) =>
	draft.datasets.flatMap((dataset) =>
		dataset.flows.length > 0
			? []
			: [
					diagnostic(
						"GRAPH_NO_FLOW",
						{ name: dataset.display },
						{ ...dataset.place, object: dataset.display },
					),
				],
	);
