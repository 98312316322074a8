import { type ArrayType, array, BOOLEAN, type DataType, UNKNOWN } from "../../core/dataTypes.js";
import type {
	Attribute,
	BoundAttribute,
	BoundCall,
	BoundColumn,
	BoundExpr,
	BoundProject,
	BoundRelation,
	BoundValues,
	BoundVariable,
} from "../bound.js";
import type { FunctionName } from "../functions.js";
import { boundLiteral } from "../literals.js";

/** Small makers of bound nodes. */

/** What stands where an expression had an error: it fits everywhere, so that one mistake gives one message. */
export const UNKNOWN_EXPR: BoundExpr = boundLiteral(UNKNOWN, null);

export function reference(attribute: Attribute, name = attribute.name): BoundAttribute {
	return Object.freeze({
		kind: "attribute",
		id: attribute.id,
		name,
		type: attribute.type,
		nullable: attribute.nullable,
	});
}

export function passThrough(attribute: Attribute): BoundColumn {
	return Object.freeze({ expr: reference(attribute), output: attribute });
}

export function call(
	fn: FunctionName,
	args: readonly BoundExpr[],
	type: DataType,
	nullable: boolean,
): BoundCall {
	return Object.freeze({ kind: "call", fn, args: Object.freeze([...args]), type, nullable });
}

/** `transform`: a function of each element of an array. A body that is not known is the answer. */
export function eachElement(
	input: BoundExpr,
	{ name, id }: { readonly name: string; readonly id: number },
	bodyOf: (element: BoundVariable) => BoundExpr,
): BoundExpr {
	const { element, containsNull } = input.type as ArrayType;
	const variable: BoundVariable = Object.freeze({
		kind: "variable",
		id,
		name,
		type: element,
		nullable: containsNull,
	});
	const body = bodyOf(variable);
	if (body.type.kind === "unknown") return body;
	const lambda: BoundExpr = Object.freeze({
		kind: "lambda",
		params: Object.freeze([variable]),
		body,
		type: body.type,
		nullable: body.nullable,
	});
	return call("transform", [input, lambda], array(body.type, body.nullable), input.nullable);
}

export const isNull = (expr: BoundExpr): BoundExpr => call("isnull", [expr], BOOLEAN, false);
export const isNotNull = (expr: BoundExpr): BoundExpr => call("isnotnull", [expr], BOOLEAN, false);
export const nullSafeEqual = (a: BoundExpr, b: BoundExpr): BoundExpr => call("<=>", [a, b], BOOLEAN, false);
export const equal = (a: BoundExpr, b: BoundExpr): BoundExpr =>
	call("=", [a, b], BOOLEAN, a.nullable || b.nullable);

export function and(conditions: readonly BoundExpr[]): BoundExpr {
	return conditions.reduce((a, b) => call("and", [a, b], BOOLEAN, a.nullable || b.nullable));
}

export function or(conditions: readonly BoundExpr[]): BoundExpr {
	return conditions.reduce((a, b) => call("or", [a, b], BOOLEAN, a.nullable || b.nullable));
}

export function project(input: BoundRelation, columns: readonly BoundColumn[]): BoundProject {
	return Object.freeze({
		kind: "project",
		input,
		columns: Object.freeze([...columns]),
		output: Object.freeze(columns.map((c) => c.output)),
	});
}

export const NOTHING: BoundValues = Object.freeze({
	kind: "values",
	rows: Object.freeze([]),
	output: Object.freeze([]),
});
