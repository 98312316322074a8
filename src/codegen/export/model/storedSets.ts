import type { Dataset, Graph } from "../../../graph/graph.js";

/** A data set that is stored, with those that it reads; a temporary view between two is an edge. */
export interface StoredSet {
	readonly dataset: Dataset;
	/** In the order of the graph, each once, itself left out. */
	readonly reads: readonly Dataset[];
}

/** The stored data sets, each after those that it reads. */
export function storedSets(graph: Graph): StoredSet[] {
	const byKey = new Map(graph.datasets.map((d) => [d.key, d]));
	const direct = new Map<string, Set<string>>();
	for (const flow of graph.flows) {
		const reads = direct.get(flow.target) ?? new Set();
		for (const read of flow.reads) if (read.inside) reads.add(read.key);
		direct.set(flow.target, reads);
	}
	/** Each view is walked through once, however many ways lead to it. */
	const storedReads = (key: string): Set<string> => {
		const found = new Set<string>();
		const seen = new Set([key]);
		const open = [key];
		for (let at = open.pop(); at !== undefined; at = open.pop())
			for (const read of direct.get(at) ?? []) {
				if (seen.has(read)) continue;
				seen.add(read);
				if (byKey.get(read)?.kind === "temporary_view") open.push(read);
				else found.add(read);
			}
		return found;
	};
	const sets = new Map<string, StoredSet>();
	for (const dataset of graph.datasets) {
		if (dataset.kind === "temporary_view") continue;
		const reads = storedReads(dataset.key);
		sets.set(dataset.key, { dataset, reads: graph.datasets.filter((d) => reads.has(d.key)) });
	}
	const ordered: StoredSet[] = [];
	const done = new Set<string>();
	const place = (set: StoredSet): void => {
		if (done.has(set.dataset.key)) return;
		done.add(set.dataset.key);
		for (const read of set.reads) place(sets.get(read.key) as StoredSet);
		ordered.push(set);
	};
	for (const set of sets.values()) place(set);
	return ordered;
}
