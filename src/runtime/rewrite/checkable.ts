import type { BoundPlan } from "../../plan/bound.js";
import { substituteScan } from "../../plan/rewrite/index.js";

/** The plan as `TableEngine.check` takes it: what stands for a temporary view is looked at in the view's own plan. */
export function checkable(plan: BoundPlan): BoundPlan {
	const root = substituteScan(plan.root, (scan) =>
		scan.source.kind === "view"
			? { ...scan, source: { kind: "table", name: scan.source.name, options: {} } }
			: undefined,
	);
	return root === plan.root ? plan : { ...plan, root };
}
