import { AqueduckError } from "../../core/errors/index.js";
import type { Graph } from "../../graph/graph.js";
import { select } from "../../graph/selection.js";
import type { UpdateRequest } from "../graphRunner.js";

export interface Selected {
	/** The data sets to bring up to date. */
	readonly keys: ReadonlySet<string>;
	/** Those of them that are rebuilt from nothing. */
	readonly fullRefresh: ReadonlySet<string>;
}

/** What a request asks for: without any selection everything, else only what it names. */
export function selected(graph: Graph, request: UpdateRequest, projectDir: string): Selected {
	const named = select(graph, request.select ?? [], { projectDir });
	const rebuilt = select(graph, request.fullRefresh ?? [], { projectDir });
	const [first, ...others] = [...named.diagnostics, ...rebuilt.diagnostics];
	if (first) throw new AqueduckError(first, { others });
	const everything = new Set(graph.datasets.map((d) => d.key));
	const asked = (request.select?.length ?? 0) + (request.fullRefresh?.length ?? 0) > 0;
	const keys = asked ? new Set([...named.keys, ...rebuilt.keys]) : everything;
	return { keys, fullRefresh: request.fullRefreshAll ? keys : rebuilt.keys };
}
