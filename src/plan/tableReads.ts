import { fault } from "../core/errors/index.js";
import { node } from "./calls.js";
import type { ParamExpr } from "./expr.js";
import { isColumn } from "./marks.js";
import { tableParts } from "./names.js";
import { badArgument, describeValue, use } from "./operands.js";
import { nextId, type Setting, type TableRelation } from "./relation.js";

/** A table by name, or by a parameter that holds its name. */
export function tableRead(
	name: unknown,
	streaming: boolean,
	where: string,
	options: Readonly<Record<string, Setting>> = {},
): TableRelation {
	return node({
		kind: "table",
		id: nextId(),
		name: tableName(name, where),
		streaming,
		...(Object.keys(options).length > 0 ? { options } : {}),
	});
}

function tableName(name: unknown, where: string): readonly string[] | ParamExpr {
	if (typeof name === "string") {
		if (name.trim() === "") throw badArgument(where, "needs a table's name, got an empty text");
		return Object.freeze(tableParts(name));
	}
	if (name === undefined) throw fault("DEFINITION_UNDEFINED_READ", { method: where });
	if (!isColumn(name)) throw badArgument(where, `needs a table's name, got ${describeValue(name)}`);
	const expr = use(name);
	if (expr.kind === "param") return expr;
	if (expr.kind === "literal" && expr.type.kind === "string" && expr.value !== null)
		return Object.freeze(tableParts(expr.value));
	throw fault("PLAN_UNSUPPORTED", {
		what: `${where} of a computed name`,
		reason: 'use one parameter that holds the whole name: param("orders_table", { default: "raw.orders" })',
	});
}
