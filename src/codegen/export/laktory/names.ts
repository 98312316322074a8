import type { Dataset } from "../../../graph/graph.js";
import { identifier, Names } from "../python/names.js";

/** Laktory puts a node's name into SQL and into Python: letters of ASCII, digits, underscores, and each its own. */
export function nodeNames(datasets: readonly Dataset[]): ReadonlyMap<string, string> {
	// What a step's lambda calls its frame, and Polars.
	const names = new Names(["df", "pl"]);
	return new Map(
		datasets.map((d) => {
			const plain = d.name.table
				.normalize("NFKD")
				.replace(/\p{M}+/gu, "")
				.replace(/[^A-Za-z0-9_]+/g, "_")
				.replace(/__+/g, "_");
			return [d.key, names.take(identifier(plain))];
		}),
	);
}
