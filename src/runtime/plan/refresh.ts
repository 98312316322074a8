import type { TableName } from "../../core/names.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import type { BoundRelation, BoundScan } from "../../plan/bound.js";
import { collectScans } from "../../plan/rewrite/index.js";
import type { PlanContext } from "../context.js";
import { onlyWarns } from "../expectations/apply.js";
import { viewUse } from "../flows/leaves.js";
import { viewTable } from "../flows/storedViews.js";
import { expandViews } from "../rewrite/expand.js";
import { AttributeIds, conform } from "../rewrite/nodes.js";
import { type Parts, partsOf } from "../rewrite/parts.js";
import type { Fingerprint } from "../state/records.js";
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
}

/** What two fingerprints of a table's inputs differ in. */
export interface InputChange {
	readonly before: Fingerprint;
	readonly now: Fingerprint;
	readonly reason: StepReason;
}

/**
 * How a table can follow its changed input without being computed whole; undefined when it cannot. Rules that only warn
 * are counted on the table afterwards. What other rules keep out is stored nowhere, so it would not be counted any more.
 */
export async function refreshOf(
	context: PlanContext,
	dataset: Dataset,
	flow: Flow,
	{ before, now, reason }: InputChange,
): Promise<Refresh | undefined> {
	if (reason.kind !== "input_changed" || reason.inputs.length !== 1 || !onlyWarns(dataset)) return undefined;
	const { project, stored } = context;
	for (const key of project.viewsOf(dataset.key)) {
		const view = project.datasets.get(key);
		if (!view || viewUse(project, view) !== "inline") return undefined;
	}
	const [label = ""] = reason.inputs;
	const ids = new AttributeIds();
	const expanded = await expandViews(flow, {
		project,
		ids,
		stored: viewTable,
		ruled: async (_view, relation) => relation,
	});
	const [scan, ...others] = collectScans(expanded).filter(
		({ source }) => source.kind === "table" && project.display(source.name) === label,
	);
	if (scan?.source.kind !== "table" || others.length > 0) return undefined;
	const table = scan.source.name;
	const input = await stored.describe(table);
	const [after, upTo] = [before.inputs[label], now.inputs[label]].map(Number) as [number, number];
	const hasOnlyGrown = input !== undefined && input.version === upTo && input.rewritten <= after;
	if (!hasOnlyGrown) return undefined;
	const root = conform(expanded, dataset.schema, ids);
	const parts = partsOf(root, scan);
	return parts && { root, parts, scan, table, after, upTo, ids };
}

/** The reason of a step with how the table follows its input. */
export function withRefresh(reason: StepReason, refresh: Refresh | undefined): StepReason {
	if (reason.kind !== "input_changed" || !refresh) return reason;
	return { ...reason, by: (refresh.parts.keys ?? []).map((key) => key.column.name) };
}
