import type { TableName } from "../../core/names.js";
import { tableKey } from "../../core/names.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import type { BoundRelation, BoundScan } from "../../plan/bound.js";
import { collectScans, substituteScan } from "../../plan/rewrite/index.js";
import type { Project } from "../context.js";
import { leafId, viewUse } from "../flows/leaves.js";
import { type AttributeIds, scanOf } from "./nodes.js";
import { standFor } from "./scans.js";

export interface ExpandOptions {
	readonly project: Project;
	readonly ids: AttributeIds;
	/** Where a view that is computed once for all its readers is stored; absent: it is put in as the others are. */
	readonly stored?: (view: Dataset) => TableName;
	/** Evaluates a view with rules inside the reader's transaction; called once per view and plan. */
	readonly ruled: (view: Dataset, relation: BoundRelation) => Promise<BoundRelation>;
}

/** A flow's plan with every temporary view replaced by what it stands for; scans get the ids of `leavesOf`. */
export async function expandViews(flow: Pick<Flow, "plan">, options: ExpandOptions): Promise<BoundRelation> {
	return expandIn(flow, undefined, options, new Map());
}

async function expandIn(
	flow: Pick<Flow, "plan">,
	view: string | undefined,
	options: ExpandOptions,
	views: Map<string, BoundRelation>,
): Promise<BoundRelation> {
	const { root } = flow.plan;
	const replacements = new Map<BoundScan, BoundRelation>();
	for (const scan of collectScans(root)) {
		if (scan.source.kind === "view") {
			const relation = await viewRelation(tableKey(scan.source.name), options, views);
			if (relation) replacements.set(scan, standFor(scan, relation, options.ids));
		} else if (view !== undefined) {
			replacements.set(scan, { ...scan, id: leafId(view, scan.id) });
		}
	}
	return replacements.size === 0 ? root : substituteScan(root, (scan) => replacements.get(scan));
}

async function viewRelation(
	key: string,
	options: ExpandOptions,
	views: Map<string, BoundRelation>,
): Promise<BoundRelation | undefined> {
	const known = views.get(key);
	if (known) return known;
	const view = options.project.datasets.get(key);
	const [flow] = options.project.flowsOf(key);
	if (!view || !flow) return undefined;
	const use = viewUse(options.project, view);
	let relation: BoundRelation;
	if (use === "stored" && options.stored) {
		const source = { kind: "table" as const, name: options.stored(view), options: {} };
		relation = scanOf(source, view.schema, options.ids, leafId(key, "stored"));
	} else {
		relation = await expandIn(flow, key, options, views);
		if (view.expectations.length > 0) relation = await options.ruled(view, relation);
	}
	views.set(key, relation);
	return relation;
}
