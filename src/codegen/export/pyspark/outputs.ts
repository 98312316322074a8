import type { Expr } from "../../../plan/expr.js";
import type { Relation } from "../../../plan/relation.js";
import { method, string } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { nameOrColumn } from "./expressions.js";
import { ownName } from "./names.js";
import type { Scope, Writer } from "./writer.js";

/**
 * A list of output columns. One whose form in Python has another name than Spark gives to the expression as it was
 * written gets that name as its alias.
 */
export function outputs(
	columns: readonly Expr[],
	node: Relation,
	writer: Writer,
	scope: Scope,
	names: readonly (string | undefined)[] = namesOf(columns, node, writer),
): readonly PyExpr[] {
	return columns.map((column, i) => {
		const before = writer.renames;
		const written = nameOrColumn(column, writer, scope);
		const name = names[i];
		if (writer.renames === before || name === undefined || ownName(column) !== undefined) return written;
		return method(written, "alias", [string(name)]);
	});
}

/** The names of the output, where each expression gives one column. */
function namesOf(columns: readonly Expr[], node: Relation, writer: Writer): readonly (string | undefined)[] {
	const fields = writer.ctx.columnsOf(node).fields;
	if (fields.length === columns.length) return fields.map((f) => f.name);
	// A star gives several: the ones before it and after it can still be counted.
	const star = columns.findIndex((c) => c.kind === "star");
	if (star < 0 || columns.findLastIndex((c) => c.kind === "star") !== star)
		return columns.map(() => undefined);
	return columns.map((_, i) => {
		if (i < star) return fields[i]?.name;
		return i > star ? fields[fields.length - (columns.length - i)]?.name : undefined;
	});
}
