import { sameName } from "../../core/names.js";
import type { BoundColumn, BoundExpr, BoundRelation, BoundScan } from "../bound.js";
import { visitBoundExpr, walkBound } from "../boundWalk.js";

const DEFAULT_NAME = "_corrupt_record";

/**
 * Whether a query over files with an inferred schema needs nothing but the corrupt record column. Spark refuses it, as
 * a reader that parses no column finds no record corrupt.
 */
export function readsCorruptOnly(root: BoundRelation): boolean {
	return (
		walkBound(root).some((node) => node.kind === "scan" && mayHaveCorrupt(node)) &&
		needsCorruptOnly(root, new Set(root.output.map((a) => a.id)))
	);
}

/** Follows what is needed down to a scan; joins, groups and unions end it, as there Spark finds other columns to read. */
function needsCorruptOnly(node: BoundRelation, needed: ReadonlySet<number>): boolean {
	switch (node.kind) {
		case "project":
			return needsCorruptOnly(
				node.input,
				usedBy(node.columns.filter((c) => needed.has(c.output.id)).map(exprOf)),
			);
		case "filter":
			return needsCorruptOnly(node.input, new Set([...needed, ...usedBy([node.condition])]));
		case "sort":
			return needsCorruptOnly(node.input, new Set([...needed, ...usedBy(node.order.map((o) => o.input))]));
		case "limit":
		case "distinct":
			return needsCorruptOnly(node.input, needed);
		case "scan": {
			const { source } = node;
			if (source.kind !== "files" || !mayHaveCorrupt(node)) return false;
			const option = Object.entries(source.options).find(([k]) => sameName(k, "columnNameOfCorruptRecord"));
			const used = node.output.filter((a) => needed.has(a.id));
			return used.length === 1 && used[0]?.name === (option?.[1] ?? DEFAULT_NAME);
		}
		default:
			return false;
	}
}

const mayHaveCorrupt = ({ source }: BoundScan): boolean =>
	source.kind === "files" && !source.declared && (source.format === "json" || source.format === "csv");

const exprOf = (column: BoundColumn): BoundExpr => column.expr;

function usedBy(exprs: readonly BoundExpr[]): Set<number> {
	const used = new Set<number>();
	for (const expr of exprs)
		visitBoundExpr(expr, (inner) => {
			if (inner.kind === "attribute") used.add(inner.id);
		});
	return used;
}
