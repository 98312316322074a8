import { type DataType, INT, isInteger, STRING, typeName } from "../../../core/dataTypes.js";
import { nearest, sameName } from "../../../core/names.js";
import type { BoundExpr, BoundField } from "../../bound.js";
import { castTo, implicitCast } from "../../coercion.js";
import type { Expr, ExtractExpr } from "../../expr.js";
import { itemNullable } from "../../functions/operators.js";
import { boundLiteral } from "../../literals.js";
import { call, eachElement, UNKNOWN_EXPR } from "../boundNodes.js";
import type { Env } from "../env.js";
import { noteFieldRead } from "../outputName.js";
import { bind } from "./bind.js";

/** The rest of a dotted name: `a.b.c` with `a` found. */
export function extractPath(input: BoundExpr, path: readonly string[], at: Expr, env: Env): BoundExpr {
	return path.reduce((value, name) => extractBy(value, boundLiteral(STRING, name), at, env), input);
}

export function bindExtract(expr: ExtractExpr, env: Env): BoundExpr {
	const input = bind(expr.input, env);
	const holder = input.type.kind === "array" ? input.type.element : input.type;
	const byName = expr.key.kind === "literal" && expr.key.type.kind === "string";
	if (holder.kind === "struct" && byName) noteFieldRead(expr);
	return extractBy(input, bind(expr.key, env), expr, env);
}

/** `input[key]` by the input's type: struct field, array element, map value, or a field of every element. */
function extractBy(input: BoundExpr, key: BoundExpr, at: Expr, env: Env): BoundExpr {
	const { type } = input;
	const name = key.kind === "literal" && key.type.kind === "string" ? key.value : null;
	switch (type.kind) {
		case "unknown":
			return UNKNOWN_EXPR;
		case "struct":
			if (name === null) {
				mismatch("a struct's field", "a constant name", key, at, env);
				return UNKNOWN_EXPR;
			}
			return structField(input, type, name, at, env);
		case "array":
			if (name !== null && type.element.kind === "struct")
				return eachField(input, type.element, name, at, env);
			if (!isInteger(key.type) && key.type.kind !== "void") {
				if (key.type.kind !== "unknown") mismatch("an array index", "an integer", key, at, env);
				return UNKNOWN_EXPR;
			}
			return indexed([input, key.type.kind === "bigint" ? key : castTo(key, INT)], type.element);
		case "map":
			try {
				return call("[]", [input, implicitCast(key, type.key, "a map key")], type.value, true);
			} catch (error) {
				env.analysis.caught(error, at);
				return UNKNOWN_EXPR;
			}
		default:
			env.analysis.report(
				"PLAN_TYPE_MISMATCH",
				{
					expression: "taking a part of a value",
					expected: "a struct, array or map",
					actual: typeName(type),
				},
				at,
				{
					sparkCondition: "INVALID_EXTRACT_BASE_FIELD_TYPE",
					...(name === null ? {} : { token: name }),
				},
			);
			return UNKNOWN_EXPR;
	}
}

function structField(
	input: BoundExpr,
	type: Extract<DataType, { kind: "struct" }>,
	name: string,
	at: Expr,
	env: Env,
): BoundExpr {
	const matches = type.fields.map((f, index) => ({ ...f, index })).filter((f) => sameName(f.name, name));
	const [field] = matches;
	if (!field) {
		env.analysis.report(
			"PLAN_UNKNOWN_FIELD",
			{ field: name, type: typeName(type), fields: type.fields.map((f) => f.name) },
			at,
			{
				token: name,
				candidates: nearest(
					name,
					type.fields.map((f) => f.name),
				),
			},
		);
		return UNKNOWN_EXPR;
	}
	if (matches.length > 1) {
		env.analysis.report("PLAN_AMBIGUOUS_COLUMN", { column: name, from: matches.map((f) => f.name) }, at, {
			token: name,
		});
		return UNKNOWN_EXPR;
	}
	const result: BoundField = {
		kind: "field",
		input,
		name: field.name,
		index: field.index,
		type: field.type,
		nullable: input.nullable || field.nullable,
	};
	return Object.freeze(result);
}

/** `structs.f`: the field of every element, as a `transform`. */
function eachField(
	input: BoundExpr,
	element: Extract<DataType, { kind: "struct" }>,
	name: string,
	at: Expr,
	env: Env,
): BoundExpr {
	return eachElement(input, { name: "element", id: env.analysis.nextId() }, (variable) =>
		structField(variable, element, name, at, env),
	);
}

function mismatch(expression: string, expected: string, key: BoundExpr, at: Expr, env: Env): void {
	env.analysis.report("PLAN_TYPE_MISMATCH", { expression, expected, actual: typeName(key.type) }, at);
}

const indexed = (args: readonly BoundExpr[], element: DataType): BoundExpr =>
	call("[]", args, element, itemNullable(args));
