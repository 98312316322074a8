import {
	type DataType,
	isInteger,
	isNested,
	isNumeric,
	sameType,
	typeName,
	VOID,
} from "../../core/dataTypes.js";
import { type AqueduckError, fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { boundLiteral, doubleText } from "../literals.js";
import { alwaysFits, canCast, mayLoseValue, storeAssignable } from "./castRules.js";
import { commonType } from "./commonType.js";
import { tightestType } from "./tightestType.js";

/** How an expression is called in a message. */
export function describe(expr: BoundExpr): string {
	switch (expr.kind) {
		case "attribute":
		case "variable":
			return expr.name;
		case "literal":
			return expr.value === null ? "NULL" : expr.type.kind === "string" ? `'${expr.value}'` : expr.value;
		case "cast":
			return describe(expr.input);
		case "call":
		case "aggregateCall":
			return `${expr.fn}(${expr.args.map(describe).join(", ")})`;
		case "field":
			return `${describe(expr.input)}.${expr.name}`;
		case "window":
			return describe(expr.fn);
		case "udf":
			return expr.definition.name;
		case "currentTime":
			return `${expr.fn}()`;
		case "case":
		case "lambda":
		case "subquery":
			return expr.kind === "case" ? "CASE" : expr.kind;
	}
}

/** The error of an argument whose type does not fit. */
export function mismatch(
	name: string,
	expected: string,
	actual: BoundExpr,
	condition: MismatchCondition = "UNEXPECTED_INPUT_TYPE",
): AqueduckError {
	return fault(
		"PLAN_TYPE_MISMATCH",
		{ expression: name, expected, actual: `${typeName(actual.type)} (${describe(actual)})` },
		{ sparkCondition: `DATATYPE_MISMATCH.${condition}` },
	);
}

/** What Spark calls the ways in which types do not fit. */
export type MismatchCondition =
	| "UNEXPECTED_INPUT_TYPE"
	| "BINARY_OP_WRONG_TYPE"
	| "BINARY_OP_DIFF_TYPES"
	| "DATA_DIFF_TYPES"
	| "INVALID_ORDERING_TYPE"
	| "ARRAY_FUNCTION_DIFF_TYPES"
	| "BINARY_ARRAY_DIFF_TYPES"
	| "MAP_FUNCTION_DIFF_TYPES"
	| "NULL_TYPE";

/** The error of a cast that Spark does not have. */
export function castFault(from: DataType, to: DataType): AqueduckError {
	const kinds = [from, to].map((t) => (isNumeric(t) ? "number" : t.kind));
	const byFunction = kinds.includes("number") && kinds.includes("date");
	const byConfig =
		(from.kind === "boolean" && to.kind === "timestamp") || (isInteger(from) && to.kind === "binary");
	const how = byFunction ? "WITH_FUNC_SUGGESTION" : byConfig ? "WITH_CONF_SUGGESTION" : "WITHOUT_SUGGESTION";
	return fault(
		"PLAN_CAST",
		{ from: typeName(from), to: typeName(to) },
		{ sparkCondition: `DATATYPE_MISMATCH.CAST_${how}` },
	);
}

/** A cast node; none when the type is right already, and constants that need no computing are cast here. */
export function castTo(expr: BoundExpr, type: DataType, mode: "ansi" | "try" = "ansi"): BoundExpr {
	if (expr.type.kind === "unknown" || type.kind === "unknown" || sameType(expr.type, type)) return expr;
	if (expr.kind === "literal") {
		if (expr.value === null) return boundLiteral(type, null);
		if (isInteger(expr.type)) {
			if (type.kind === "double") return boundLiteral(type, doubleText(Number(expr.value)));
			if (isInteger(type) && fitsInteger(expr.value, type)) return boundLiteral(type, expr.value);
			const fits =
				type.kind === "decimal" && expr.value.replace("-", "").length <= type.precision - type.scale;
			if (fits)
				return Object.freeze({
					...boundLiteral(type, expr.value + (type.scale > 0 ? `.${"0".repeat(type.scale)}` : "")),
					nullable: expr.nullable || mayLoseValue(expr.type, type),
				});
		}
	}
	if (!canCast(expr.type, type)) throw castFault(expr.type, type);
	return Object.freeze({
		kind: "cast",
		input: expr,
		type,
		mode,
		nullable: castNullable(expr, type, mode),
	});
}

/** Whether Spark's schema calls the result of a cast nullable. */
export function castNullable(input: BoundExpr, type: DataType, mode: "ansi" | "try"): boolean {
	if (input.nullable) return true;
	if (mode === "try") return !alwaysFits(input.type, type);
	return mayLoseValue(input.type, type);
}

const BITS: Readonly<Record<string, bigint>> = { tinyint: 7n, smallint: 15n, int: 31n, bigint: 63n };

function fitsInteger(text: string, type: DataType): boolean {
	const limit = 1n << (BITS[type.kind] as bigint);
	const value = BigInt(text);
	return value >= -limit && value < limit;
}

const NOT_FROM_STRING: ReadonlySet<DataType["kind"]> = new Set([
	"array",
	"map",
	"struct",
	"interval",
	"void",
]);

/**
 * An argument where a function wants `type`: numbers become each other, a string becomes anything atomic, anything
 * atomic becomes a string, dates and timestamps become each other. Anything else is `PLAN_TYPE_MISMATCH`.
 */
export function implicitCast(expr: BoundExpr, type: DataType, name: string): BoundExpr {
	const from = expr.type;
	if (from.kind === "unknown" || type.kind === "unknown") return expr;
	if (from.kind === "string" && !NOT_FROM_STRING.has(type.kind)) return castTo(expr, type);
	if (storeAssignable(from, type)) return castTo(expr, type);
	throw mismatch(name, typeName(type), expr);
}

/** Casts all to their common type; `PLAN_TYPE_MISMATCH` when there is none. */
export function commonCast(
	exprs: readonly BoundExpr[],
	name: string,
	condition: MismatchCondition = "DATA_DIFF_TYPES",
	typeOf: (types: readonly DataType[]) => DataType | undefined = commonType,
): { readonly exprs: readonly BoundExpr[]; readonly type: DataType } {
	const type = typeOf(exprs.map((e) => e.type));
	if (type === undefined) {
		const kinds = [...new Set(exprs.map((e) => typeName(e.type)))];
		throw fault(
			"PLAN_TYPE_MISMATCH",
			{ expression: name, expected: "values of one type", actual: kinds.join(" and ") },
			{ sparkCondition: `DATATYPE_MISMATCH.${condition}` },
		);
	}
	return { exprs: exprs.map((e) => castTo(e, type)), type };
}

/** The common type of values that are compared: inside of arrays and structs a text is no number. */
export function comparedType(types: readonly DataType[]): DataType | undefined {
	if (!types.some(isNested)) return commonType(types);
	return types.reduce<DataType | undefined>((a, b) => a && tightestType(a, b), VOID);
}

/** The text of a constant (casts that keep the text looked through), undefined when it is none or NULL. */
export function constantText(expr: BoundExpr | undefined): string | undefined {
	if (expr?.kind === "literal") return expr.value ?? undefined;
	return undefined;
}

/** The value of a constant integer: a literal, a cast one or a negated one. */
export function constantInt(expr: BoundExpr | undefined): number | undefined {
	if (expr === undefined) return undefined;
	switch (expr.kind) {
		case "literal": {
			if (expr.value === null || !/^[+-]?\d+$/.test(expr.value)) return undefined;
			return Number(expr.value);
		}
		case "cast":
			return constantInt(expr.input);
		case "call": {
			const inner = constantInt(expr.args[0]);
			if (inner === undefined || expr.args.length !== 1) return undefined;
			if (expr.fn === "negative") return -inner;
			return expr.fn === "positive" ? inner : undefined;
		}
		default:
			return undefined;
	}
}
