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
	const storedReads = (key: string, seen: Set<string>): Set<string> => {
		const found = new Set<string>();
		for (const read of direct.get(key) ?? []) {
			if (seen.has(read)) continue;
			if (byKey.get(read)?.kind !== "temporary_view") found.add(read);
			else for (const one of storedReads(read, new Set([...seen, read]))) found.add(one);
		}
		return found;
	};
	const sets = new Map<string, StoredSet>();
	for (const dataset of graph.datasets) {
		if (dataset.kind === "temporary_view") continue;
		const reads = storedReads(dataset.key, new Set([dataset.key]));
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
