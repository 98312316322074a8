import { diagnostic } from "../../core/errors/index.js";
import type { Validation } from "./validation.js";

const options = ["clusterBy", "clusterByAuto", "rowFilter", "refreshPolicy", "private", "temporary"] as const;

/** Options that act on Databricks alone are kept for export, and said so. */
export const databricksOnly: Validation = (draft) =>
	draft.datasets.flatMap((dataset) => {
		const given = options.filter((o) => {
			const value = dataset.output?.options[o];
			return value !== undefined && value !== false;
		});
		return given.map((option) =>
			diagnostic(
				"GRAPH_DATABRICKS_ONLY",
				{ name: dataset.display, option },
				{ ...dataset.place, object: dataset.display },
			),
		);
	});
