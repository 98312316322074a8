/** Settings by name. */
export interface Tree {
	readonly [key: string]: unknown;
}

/** What targets may add to, entry by entry; everything else is a whole. */
const MERGED: ReadonlySet<string> = new Set(["configuration", "tasks", "refresh_pipeline"]);

const isTree = (value: unknown): value is Tree =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What several environments have in common, and what each has of its own. A bundle's targets add to lists and take nothing away, so
 * what differs stands in the targets alone.
 * @example split([{ a: 1, b: 1 }, { a: 1 }]) // { shared: { a: 1 }, own: [{ b: 1 }, {}] }
 */
export function split(all: readonly Tree[]): { readonly shared: Tree; readonly own: readonly Tree[] } {
	const shared: Record<string, unknown> = {};
	const own = all.map((): Record<string, unknown> => ({}));
	for (const key of new Set(all.flatMap((tree) => Object.keys(tree)))) {
		const values = all.map((tree) => tree[key]);
		if (new Set(values.map((value) => JSON.stringify(value))).size === 1) {
			shared[key] = values[0];
			continue;
		}
		const trees = MERGED.has(key) && values.every(isTree) ? split(values) : undefined;
		if (trees && Object.keys(trees.shared).length > 0) shared[key] = trees.shared;
		for (const [i, value] of (trees?.own ?? values).entries()) {
			if (value === undefined || (trees && Object.keys(value as Tree).length === 0)) continue;
			(own[i] as Record<string, unknown>)[key] = value;
		}
	}
	return { shared, own };
}
