import {
	array,
	BOOLEAN,
	type DataType,
	hasUnknown,
	INT,
	map,
	sameType,
	typeName,
	UNKNOWN,
} from "../../core/dataTypes.js";
import type { BoundExpr, BoundLambda } from "../bound.js";
import { castTo, implicitCast, mismatch } from "../coercion.js";
import type { CallToBind, FunctionSpec } from "../functionSpec.js";
import {
	any,
	elementOf,
	keyOf,
	lambda,
	scalar,
	strictArray,
	strictMap,
	typeOf,
	typeOfArg,
	valueOf,
} from "./build.js";

type Before = readonly BoundExpr[];

/** x, or x and its index from 0. */
const elementAndIndex = (before: Before, _index: number, arity: number): readonly DataType[] =>
	arity > 1 ? [elementOf(typeOf(before[0])), INT] : [elementOf(typeOf(before[0]))];
const element = (before: Before): readonly DataType[] => [elementOf(typeOf(before[0]))];
const keyAndValue = (before: Before): readonly DataType[] => [
	keyOf(typeOf(before[0])),
	valueOf(typeOf(before[0])),
];

const bodyOf = (args: Before, index: number): DataType => {
	const fn = args[index];
	return fn?.kind === "lambda" ? fn.body.type : UNKNOWN;
};
const bodyNullable = (args: Before, index: number): boolean => {
	const fn = args[index];
	return fn?.kind === "lambda" ? fn.body.nullable : true;
};

/** A lambda whose body is cast to this type. */
export function returning(fn: BoundExpr, type: DataType, name: string): BoundExpr {
	if (fn.kind !== "lambda") return fn;
	const body = type.kind === "boolean" ? implicitCast(fn.body, type, name) : castTo(fn.body, type);
	return body === fn.body ? fn : (Object.freeze({ ...fn, body, type }) as BoundLambda);
}

/** The merge has to give the start's type as it is. */
const merged = (args: Before, call: CallToBind): Before => {
	const [merge, start] = [args[2] as BoundExpr, typeOf(args[1])];
	const body = bodyOf(args, 2);
	const fits = hasUnknown(body) || hasUnknown(start) || body.kind === "void" || sameType(body, start);
	if (!fits) throw mismatch(call.name, `a function that gives ${typeName(start)}`, merge);
	return args.map((a, i) => (i === 2 && body.kind === "void" ? returning(a, start, call.name) : a));
};

const test =
	(index = 1) =>
	(args: Before, call: CallToBind): Before =>
		args.map((a, i) => (i === index ? returning(a, BOOLEAN, call.name) : a));

const first = (args: Before): boolean => args[0]?.nullable ?? true;

export const HIGHER_ORDER = {
	transform: scalar([strictArray, lambda], (args) => array(bodyOf(args, 1), bodyNullable(args, 1)), {
		lambda: elementAndIndex,
		nullable: first,
	}),
	filter: scalar([strictArray, lambda], typeOfArg(0), {
		lambda: elementAndIndex,
		together: test(),
		nullable: first,
	}),
	exists: scalar([strictArray, lambda], BOOLEAN, { lambda: element, together: test(), nullable: true }),
	forall: scalar([strictArray, lambda], BOOLEAN, { lambda: element, together: test(), nullable: true }),
	/** aggregate(array, start, (acc, x) -> …[, acc -> …]): the merge gives the start's type. */
	aggregate: scalar(
		[strictArray, any, lambda, lambda],
		(args) => (args[3] ? bodyOf(args, 3) : typeOf(args[1])),
		{
			optional: 1,
			nullable: true,
			lambda: (before, index) =>
				index === 2 ? [typeOf(before[1]), elementOf(typeOf(before[0]))] : [typeOf(before[1])],
			together: merged,
		},
	),
	zip_with: scalar(
		[strictArray, strictArray, lambda],
		(args) => array(bodyOf(args, 2), bodyNullable(args, 2)),
		{
			lambda: (before) => [elementOf(typeOf(before[0])), elementOf(typeOf(before[1]))],
		},
	),
	map_filter: scalar([strictMap, lambda], typeOfArg(0), {
		lambda: keyAndValue,
		together: test(),
		nullable: first,
	}),
	map_zip_with: scalar(
		[strictMap, strictMap, lambda],
		(args) => map(keyOf(typeOf(args[0])), bodyOf(args, 2), bodyNullable(args, 2)),
		{
			lambda: (before) => [keyOf(typeOf(before[0])), valueOf(typeOf(before[0])), valueOf(typeOf(before[1]))],
		},
	),
	transform_keys: scalar([strictMap, lambda], (args) => map(bodyOf(args, 1), valueOf(typeOf(args[0]))), {
		lambda: keyAndValue,
		nullable: first,
	}),
	transform_values: scalar(
		[strictMap, lambda],
		(args) => map(keyOf(typeOf(args[0])), bodyOf(args, 1), bodyNullable(args, 1)),
		{ lambda: keyAndValue, nullable: first },
	),
} as const satisfies Record<string, FunctionSpec>;
