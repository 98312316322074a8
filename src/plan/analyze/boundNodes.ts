import { BOOLEAN, type DataType, UNKNOWN } from "../../core/dataTypes.js";
import type {
	Attribute,
	BoundAttribute,
	BoundCall,
	BoundColumn,
	BoundExpr,
	BoundProject,
	BoundRelation,
	BoundValues,
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
