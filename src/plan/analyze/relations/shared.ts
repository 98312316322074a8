import type { BoundRelation } from "../../bound.js";
import type { Relation } from "../../relation.js";
import type { Analysis } from "../analysis.js";
import { NOTHING } from "../boundNodes.js";
import { type Env, inputLookup, type Lookup } from "../env.js";
import { expose, narrow } from "../expose.js";
import type { Analysed, ScopeColumn } from "../scope.js";

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
	env.lifted.forEach(({ fn, args, generated }) => {
		bound = Object.freeze({
			kind: "generate",
			input: bound,
			fn,
			args: Object.freeze([...args]),
			outer: false,
			generated: Object.freeze(generated),
			output: Object.freeze([...bound.output, ...generated]),
		});
	});
	return bound;
}

/** While it is being made: to spread what may be missing into a literal takes longer than to make all the rest of it. */
type Changeable = { -readonly [K in keyof Analysed]: Analysed[K] };

/** A relation whose columns are its input's. */
export function passing(node: Relation, input: Analysed, bound: BoundRelation): Analysed {
	const { columns, hidden, open } = input;
	const result: Changeable = { node, bound, columns, hidden, open, inputs: [input] };
	if (input.label !== undefined) result.label = input.label;
	if (input.lower) result.lower = input.lower;
	if (input.grouped) result.grouped = input.grouped;
	return result;
}

/** A relation with columns of its own over its input, which ORDER BY and WHERE can still see. */
export function selected(
	node: Relation,
	input: Analysed,
	bound: BoundRelation,
	columns: readonly ScopeColumn[],
	open = input.open,
): Analysed {
	const { hidden, label } = input;
	const result: Changeable = { node, bound, columns, hidden, open, inputs: [input], lower: input };
	if (label !== undefined) result.label = label;
	return result;
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
