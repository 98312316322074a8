import type { Attribute } from "../bound.js";
import type { ColumnExpr } from "../expr.js";
import { type Analysed, displayColumn, matchName } from "./scope.js";

/** What `df.col("x")` means at some place above `df`. */
export type FrameColumn =
	| {
			readonly kind: "found";
			readonly attribute: Attribute;
			readonly name: string;
			readonly path: readonly string[];
			/** Not in the output of the inputs: must be passed on. */
			readonly hidden: boolean;
	  }
	| { readonly kind: "ambiguous"; readonly from: readonly string[] }
	/** The frame is part of the query, but its column does not reach this place (or never existed). */
	| { readonly kind: "gone"; readonly frame: Analysed; readonly exists: boolean };

interface Candidate {
	readonly attribute: Attribute;
	readonly name: string;
	readonly path: readonly string[];
	readonly depth: number;
}

type Search =
	| { readonly kind: "candidates"; readonly found: readonly Candidate[]; readonly gone?: FrameColumn }
	| undefined;

const cache = new WeakMap<Analysed, Map<string, Search>>();

/**
 * Finds the column of the frame with node id `of`, as Spark Connect does: the node is searched below, its column must
 * still be in the output of every relation on the way up, and of several occurrences the nearest one counts.
 */
export function boundFrameColumn(inputs: readonly Analysed[], column: ColumnExpr): FrameColumn | undefined {
	const results = inputs.map((input) => search(input, column));
	const found = results.flatMap((r) => r?.found ?? []);
	const depth = Math.min(...found.map((c) => c.depth));
	const nearest = distinct(found.filter((c) => c.depth === depth));
	const [first] = nearest;
	if (!first) return results.find((r) => r?.gone)?.gone;
	if (nearest.length > 1)
		return {
			kind: "ambiguous",
			from: nearest.map((c) => `${c.name} (${nearest.indexOf(c) === 0 ? "left" : "right"} side)`),
		};
	const visible = inputs.some((i) => i.columns.some((c) => c.attribute.id === first.attribute.id));
	// The attribute as the input has it: an outer join may have made it nullable.
	const current = inputs.flatMap((i) => i.columns).find((c) => c.attribute.id === first.attribute.id);
	return {
		kind: "found",
		attribute: current?.attribute ?? first.attribute,
		name: first.name,
		path: first.path,
		hidden: !visible,
	};
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
	return [...new Map(candidates.map((c) => [c.attribute.id, c])).values()];
}

function search(relation: Analysed, column: ColumnExpr): Search {
	const key = JSON.stringify([column.of, column.name]);
	let known = cache.get(relation);
	if (!known) cache.set(relation, (known = new Map()));
	if (known.has(key)) return known.get(key);
	const result = searchAnew(relation, column);
	known.set(key, result);
	return result;
}

function searchAnew(relation: Analysed, column: ColumnExpr): Search {
	if (relation.node.id === column.of && !relation.relabelled) return atFrame(relation, column);
	// A union is the end: its columns are new ones.
	if (relation.node.kind === "set" && !relation.relabelled) return undefined;
	const below = relation.inputs.map((input) => search(input, column)).filter((r) => r !== undefined);
	if (below.length === 0) return undefined;
	const all = below.flatMap((r) => r.found).map((c) => renamed(relation, c));
	const depth = Math.min(...all.map((c) => c.depth));
	const passed = all.filter((c) => c.depth === depth).filter((c) => reaches(relation, c.attribute.id));
	const gone = below.find((r) => r.gone)?.gone;
	// Fresh ids for a second use are ours: they are no step in the user's plan.
	const step = relation.relabelled && relation.inputs[0]?.node === relation.node ? 0 : 1;
	return {
		kind: "candidates",
		found: passed.map((c) => ({ ...c, depth: c.depth + step })),
		...(gone ? { gone } : {}),
	};
}

function atFrame(relation: Analysed, column: ColumnExpr): Search {
	const match =
		matchName(relation.columns, column.name) ??
		matchName(
			relation.hidden.filter((h) => h.access === "metadata"),
			column.name,
		);
	const gone: FrameColumn = { kind: "gone", frame: relation, exists: match !== undefined };
	if (!match) return { kind: "candidates", found: [], gone };
	const columns = match.kind === "found" ? [match.column] : match.columns;
	const name = match.kind === "found" ? match.name : displayColumn(columns[0] as (typeof columns)[number]);
	return {
		kind: "candidates",
		gone,
		found: columns.map((c) => ({
			attribute: c.attribute,
			name,
			path: match.kind === "found" ? match.path : [],
			depth: 0,
		})),
	};
}

function renamed(relation: Analysed, candidate: Candidate): Candidate {
	const id = relation.relabelled?.get(candidate.attribute.id);
	return id === undefined ? candidate : { ...candidate, attribute: { ...candidate.attribute, id } };
}

const reaches = (relation: Analysed, id: number): boolean =>
	relation.columns.some((c) => c.attribute.id === id) || relation.hidden.some((c) => c.attribute.id === id);
