import type { BoundExpr, BoundRelation } from "../../plan/bound.js";
import { boundExpressionsOf, walkBound, walkBoundExpr } from "../../plan/boundWalk.js";
import { isCorrelated, referenceCounts } from "../common/walk.js";
import { isDeterministic } from "./functionTable.js";

/** The nodes that become common table expressions: read more than once and worth a name. */
export function sharedNodes(root: BoundRelation): ReadonlySet<BoundRelation> {
	const shared = new Set<BoundRelation>();
	for (const [node, count] of referenceCounts(root))
		if (count > 1 && !isTrivial(node) && !isCorrelated(node) && !isInsideLoop(node)) shared.add(node);
	return shared;
}

/** Reads the rows of a recursion around it: its name is not known further out. */
function isInsideLoop(node: BoundRelation): boolean {
	const parts = walkBound(node);
	const own = new Set(parts.flatMap((p) => (p.kind === "recursive" ? [p.loop] : [])));
	return parts.some((p) => p.kind === "recursiveRead" && !own.has(p.loop));
}

/** Written out twice it costs nothing. */
function isTrivial(node: BoundRelation): boolean {
	if (node.kind === "scan") return node.source.kind !== "files";
	return node.kind === "values" || node.kind === "range";
}

/**
 * True when both readers must see (or profit from) one evaluation. Projections and filters over stored tables are
 * cheaper twice, because each reader's own conditions then reach the scan.
 */
export function isMaterialized(node: BoundRelation): boolean {
	for (const part of walkBound(node)) {
		if (isCostly(part)) return true;
		for (const top of boundExpressionsOf(part))
			for (const expr of walkBoundExpr(top)) if (isVolatile(expr) || expr.kind === "window") return true;
	}
	return false;
}

function isVolatile(expr: BoundExpr): boolean {
	if (expr.kind === "udf") return true;
	return (expr.kind === "call" || expr.kind === "aggregateCall") && !isDeterministic(expr.fn);
}

function isCostly(node: BoundRelation): boolean {
	switch (node.kind) {
		case "scan":
			return node.source.kind === "files" && node.source.format !== "parquet";
		case "values":
		case "range":
		case "project":
		case "filter":
		case "watermark":
		case "generate":
		case "recursiveRead":
			return false;
		case "set":
			return node.op !== "union" || !node.all;
		case "aggregate":
		case "join":
		case "sort":
		case "recursive":
		case "distinct":
		case "deduplicate":
		// A limit or sample may give other rows each time.
		case "limit":
		case "sample":
			return true;
	}
}
