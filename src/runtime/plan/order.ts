import type { Dataset } from "../../graph/graph.js";
import type { Project } from "../context.js";

/** Stored data sets among `keys`, each after what it reads, else in the graph's order. */
export function ordered(project: Project, keys: ReadonlySet<string>): readonly Dataset[] {
	const done = new Set<string>();
	const order: Dataset[] = [];
	const visit = (key: string): void => {
		if (done.has(key)) return;
		done.add(key);
		for (const above of project.upstreamOf(key)) visit(above);
		const dataset = project.datasets.get(key);
		if (dataset && dataset.kind !== "temporary_view" && keys.has(key)) order.push(dataset);
	};
	for (const dataset of project.graph.datasets) visit(dataset.key);
	return order;
}

/** The selected data sets that this one has to wait for. What is not selected stays as it is stored. */
export function waitsFor(project: Project, dataset: Dataset, keys: ReadonlySet<string>): readonly string[] {
	return [...project.upstreamOf(dataset.key)].filter((key) => keys.has(key));
}
