import { BOOLEAN } from "../../../core/dataTypes.js";
import { sameName } from "../../../core/names.js";
import { NOTHING } from "../../../plan/analyze/boundNodes.js";
import { analysedOf } from "../../../plan/analyze/outputColumns.js";
import type { Analysed, ScopeColumn } from "../../../plan/analyze/scope.js";
import { inputsOf, type ProjectRelation, type Relation } from "../../../plan/relation.js";

const made = new WeakMap<Relation, Analysed>();

/**
 * What the analysis found of a relation. An exporter puts nodes of its own around plans (a filter for a rule, a union of
 * flows), which no analysis has seen: they give what their inputs give.
 */
export function analysedOr(node: Relation): Analysed {
	const known = analysedOf(node) ?? made.get(node);
	if (known) return known;
	const inputs = inputsOf(node).map(analysedOr);
	const columns = columnsOver(node, inputs);
	const result: Analysed = {
		node,
		bound: NOTHING,
		columns: columns ?? [],
		hidden: node.kind === "filter" ? (inputs[0]?.hidden ?? []) : [],
		open: columns === undefined,
		inputs,
	};
	made.set(node, result);
	return result;
}

/** Undefined: not known. */
function columnsOver(node: Relation, inputs: readonly Analysed[]): readonly ScopeColumn[] | undefined {
	const [first, second] = inputs;
	if (node.kind === "project") return selected(node);
	if (!first || first.open) return undefined;
	if (node.kind !== "set") return first.columns;
	const added = (second?.columns ?? []).filter(
		(c) => !first.columns.some((l) => sameName(l.attribute.name, c.attribute.name)),
	);
	const extra = node.byName && node.allowMissingColumns ? added : [];
	return [...first.columns, ...extra].map((c) => ({ ...c, qualifier: [] }));
}

let last = 0;

/** A list in which every item has a name. */
function selected({ columns }: ProjectRelation): readonly ScopeColumn[] | undefined {
	const names = columns.map((c) =>
		c.kind === "alias" && c.names.length === 1 ? c.names[0] : c.kind === "column" ? c.name.at(-1) : undefined,
	);
	if (names.includes(undefined)) return undefined;
	return names.map((name) => {
		last -= 1;
		return {
			attribute: { id: last, name: name as string, type: BOOLEAN, nullable: true },
			qualifier: [],
		};
	});
}
