import { array, type DataType, field, STRING, struct } from "../../../core/dataTypes.js";
import type { BoundExpr } from "../../bound.js";
import type { CallExpr, Expr } from "../../expr.js";
import { boundLiteral } from "../../literals.js";
import { call, reference } from "../boundNodes.js";
import type { Env } from "../env.js";
import { bind } from "./bind.js";
import { expandStars } from "./star.js";

/** `struct(a, b + 1, c AS x)`: the fields are called as the columns are, `col2` where there is no name. */
export function namedStruct(expr: CallExpr, env: Env): BoundExpr {
	const parts = expandStars(expr.args, env).map((argument, i) => {
		if ("output" in argument)
			return { name: argument.output.name, value: argument.value ?? reference(argument.output) };
		const value = bind(argument, env);
		const alias = argument.kind === "alias" ? argument.names[0] : undefined;
		return { name: alias ?? nameOf(value) ?? `col${i + 1}`, value };
	});
	const args = parts.flatMap((p) => [boundLiteral(STRING, p.name), p.value]);
	return call(
		"named_struct",
		args,
		struct(parts.map((p) => field(p.name, p.value.type, p.value.nullable))),
		false,
	);
}

/** arrays_zip calls its fields as its arguments are called, also by an alias, which is gone once they are bound. */
export function zippedAs(type: DataType, args: readonly Expr[]): DataType {
	if (type.kind !== "array" || type.element.kind !== "struct") return type;
	const fields = type.element.fields.map((one, i) => {
		const arg = args[i];
		return arg?.kind === "alias" && arg.names[0] !== undefined ? { ...one, name: arg.names[0] } : one;
	});
	return array(struct(fields), type.containsNull);
}

function nameOf(expr: BoundExpr): string | undefined {
	return expr.kind === "attribute" || expr.kind === "variable" || expr.kind === "field"
		? expr.name
		: undefined;
}
