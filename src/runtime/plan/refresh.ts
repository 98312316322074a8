import type { TableName } from "../../core/names.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import type { BoundRelation, BoundScan } from "../../plan/bound.js";
import { collectScans } from "../../plan/rewrite/index.js";
import type { PlanContext } from "../context.js";
import { onlyWarns } from "../expectations/apply.js";
import { storedViewsOf } from "../flows/leaves.js";
import { expandViews } from "../rewrite/expand.js";
import { passing } from "../rewrite/inlineViews.js";
import { AttributeIds, conform } from "../rewrite/nodes.js";
import { type Parts, partsOf } from "../rewrite/parts.js";
import type { Counted, Fingerprint, TableRecord } from "../state/records.js";
import type { StepReason } from "./steps.js";

/** A recomputed table of which only some parts have to be computed again: one input has new rows, and no other change. */
export interface Refresh {
	/** The whole query, temporary views put in, with the columns of the table. */
	readonly root: BoundRelation;
	readonly parts: Parts;
	/** The input with the new rows. */
	readonly scan: BoundScan;
	readonly table: TableName;
	/** They are those of the commits after this one up to that. */
	readonly after: number;
	readonly upTo: number;
	readonly ids: AttributeIds;
	readonly views: readonly RuledView[];
	/** What was counted when the table was last written; there when something of it is counted on. */
	readonly counted: Counted | undefined;
}

/** A temporary view with rules on the way, made of the table row by row. */
export interface RuledView {
	readonly view: Dataset;
	readonly relation: BoundRelation;
	/** The input in `relation`. */
	readonly scan: BoundScan;
}

/** How a table's inputs have changed since it was made. */
export interface InputChange {
	readonly record: TableRecord;
	readonly now: Fingerprint;
	readonly reason: StepReason;
}

/**
 * How a table can follow its changed input without being computed whole; undefined when it cannot. Counts of rules stay
 * those of the whole: rules that only warn are counted on the table afterwards; what other rules keep out is stored nowhere,
 * so its count is kept, and added to where each new row stands for itself.
 */
export async function refreshOf(
	context: PlanContext,
	dataset: Dataset,
	flow: Flow,
	{ record, now, reason }: InputChange,
): Promise<Refresh | undefined> {
	if (reason.kind !== "input_changed" || reason.inputs.length !== 1 || !record.made) return undefined;
	const { project, stored } = context;
	if (storedViewsOf(project, flow).size > 0) return undefined;
	const [label = ""] = reason.inputs;
	const inputIn = (relation: BoundRelation): readonly BoundScan[] =>
		collectScans(relation).filter(
			({ source }) => source.kind === "table" && project.display(source.name) === label,
		);
	const ids = new AttributeIds();
	const ruled: { readonly view: Dataset; readonly relation: BoundRelation }[] = [];
	const expanded = await expandViews(flow, {
		project,
		ids,
		ruled: async (view, relation) => {
			ruled.push({ view, relation });
			return passing(view, relation);
		},
	});
	const [scan, ...others] = inputIn(expanded);
	if (scan?.source.kind !== "table" || others.length > 0) return undefined;
	const table = scan.source.name;
	const input = await stored.describe(table);
	const [after, upTo] = [record.made, now].map(({ inputs }) => Number(inputs[label])) as [number, number];
	const hasOnlyGrown = input !== undefined && input.version === upTo && input.rewritten <= after;
	if (!hasOnlyGrown) return undefined;
	const root = conform(expanded, dataset.schema, ids);
	const parts = partsOf(root, scan);
	const views = ruled.flatMap(({ view, relation }) =>
		inputIn(relation).map((scan) => ({ view, relation, scan })),
	);
	if (!parts || !views.every((view) => isRowwise(partsOf(view.relation, view.scan)))) return undefined;
	if (!onlyWarns(dataset) && !isRowwise(parts)) return undefined;
	const { counted } = record;
	if (!counted && (ruled.length > 0 || !onlyWarns(dataset))) return undefined;
	return { root, parts, scan, table, after, upTo, ids, views, counted };
}

const isRowwise = (parts: Parts | undefined): boolean => parts !== undefined && parts.keys === undefined;

/** The reason of a step with how the table follows its input. */
export function withRefresh(reason: StepReason, refresh: Refresh | undefined): StepReason {
	if (reason.kind !== "input_changed" || !refresh) return reason;
	return { ...reason, by: (refresh.parts.keys ?? []).map((key) => key.column.name) };
}
