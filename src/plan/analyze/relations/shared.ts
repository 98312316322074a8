import type { BoundRelation } from "../../bound.js";
import type { Relation } from "../../relation.js";
import type { Analysis } from "../analysis.js";
import { NOTHING } from "../boundNodes.js";
import { type Env, inputLookup, type Lookup } from "../env.js";
import { expose, narrow } from "../expose.js";
import type { Analysed } from "../scope.js";

/** What a handler of a relation kind gets. */
export interface Place {
	readonly analysis: Analysis;
	/** The query around, when this one stands in an expression of it. */
	readonly outer: Env | undefined;
}

/** The input as an operator of a pipe sees it: what its query left out cannot be reached. */
export function pipedInput(node: { readonly piped?: true }, input: Analysed): Analysed {
	if (!node.piped) return input;
	const { lower: _lower, grouped: _grouped, ...rest } = input;
	return rest;
}

/** The relation with exactly its visible columns. */
export function exact(analysed: Analysed): BoundRelation {
	return narrow(
		analysed.bound,
		analysed.columns.map((c) => c.attribute),
	);
}

/** The input with what the expressions above it need besides its visible columns, and with lifted generators on it. */
export function prepared(input: BoundRelation, env: Env): BoundRelation {
	let bound = expose(input, env.needed) ?? input;
	for (const { fn, args, generated } of env.lifted.values()) {
		bound = Object.freeze({
			kind: "generate",
			input: bound,
			fn,
			args: Object.freeze([...args]),
			outer: false,
			generated: Object.freeze(generated),
			output: Object.freeze([...bound.output, ...generated]),
		});
	}
	return bound;
}

/** A relation whose columns are its input's. */
export function passing(node: Relation, input: Analysed, bound: BoundRelation): Analysed {
	return {
		node,
		bound,
		columns: input.columns,
		hidden: input.hidden,
		open: input.open,
		...(input.label === undefined ? {} : { label: input.label }),
		inputs: [input],
		...(input.lower ? { lower: input.lower } : {}),
		...(input.grouped ? { grouped: input.grouped } : {}),
	};
}

/** A relation of which nothing is known: after an error, or before files were looked at. */
export function unknownRelation(node: Relation, label?: string): Analysed {
	return {
		node,
		bound: NOTHING,
		columns: [],
		hidden: [],
		open: true,
		inputs: [],
		...(label === undefined ? {} : { label }),
	};
}

/** Columns that select lists below left out: WHERE and ORDER BY may still name them. */
export function lowerLookup(input: Analysed, needed: Set<number>): Lookup {
	return (column) => {
		for (let lower = input.lower; lower; lower = lower.lower) {
			const found = inputLookup([lower], needed)(column);
			if (!found) continue;
			if (found.kind === "found" && found.expr.kind === "attribute") needed.add(found.expr.id);
			return found;
		}
		return undefined;
	};
}
