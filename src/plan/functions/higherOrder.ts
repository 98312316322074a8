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
import type { CallToBind, FunctionSpec, LambdaParameter } from "../functionSpec.js";
import {
	any,
	elementParameter,
	keyOf,
	keyParameter,
	lambda,
	scalar,
	strictArray,
	strictMap,
	typeOf,
	typeOfArg,
	valueOf,
	valueParameter,
} from "./build.js";

type Before = readonly BoundExpr[];

const INDEX: LambdaParameter = { type: INT, nullable: false };
/** What comes from the shorter of two may be missing. */
const maybe = (parameter: LambdaParameter): LambdaParameter => ({ ...parameter, nullable: true });

/** x, or x and its index from 0. */
const elementAndIndex = (before: Before, _index: number, arity: number): readonly LambdaParameter[] =>
	arity > 1 ? [elementParameter(typeOf(before[0])), INDEX] : [elementParameter(typeOf(before[0]))];
const element = (before: Before): readonly LambdaParameter[] => [elementParameter(typeOf(before[0]))];
const keyAndValue = (before: Before): readonly LambdaParameter[] => [
	keyParameter(typeOf(before[0])),
	valueParameter(typeOf(before[0])),
];
/** A value of the accumulator, then an element; the finish gets the accumulator alone. */
const accumulated = (before: Before, index: number): readonly LambdaParameter[] => {
	const state: LambdaParameter = { type: typeOf(before[1]), nullable: true };
	return index === 2 ? [state, elementParameter(typeOf(before[0]))] : [state];
};
const elementsOfBoth = (before: Before): readonly LambdaParameter[] => [
	maybe(elementParameter(typeOf(before[0]))),
	maybe(elementParameter(typeOf(before[1]))),
];
const keyAndValues = (before: Before): readonly LambdaParameter[] => [
	keyParameter(typeOf(before[0])),
	maybe(valueParameter(typeOf(before[0]))),
	maybe(valueParameter(typeOf(before[1]))),
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
/** Neither true nor false where a test gives NULL. */
const threeValued = (args: Before): boolean => first(args) || bodyNullable(args, 1);
const finished = (args: Before): boolean => first(args) || args[3] === undefined || bodyNullable(args, 3);
const withKeys = (args: Before): DataType => {
	const type = typeOf(args[0]);
	return map(bodyOf(args, 1), valueOf(type), type.kind === "map" ? type.valueContainsNull : true);
};

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
	exists: scalar([strictArray, lambda], BOOLEAN, {
		lambda: element,
		together: test(),
		nullable: threeValued,
	}),
	forall: scalar([strictArray, lambda], BOOLEAN, {
		lambda: element,
		together: test(),
		nullable: threeValued,
	}),
	/** aggregate(array, start, (acc, x) -> …[, acc -> …]): the merge gives the start's type. */
	aggregate: scalar(
		[strictArray, any, lambda, lambda],
		(args) => (args[3] ? bodyOf(args, 3) : typeOf(args[1])),
		{
			optional: 1,
			nullable: finished,
			lambda: accumulated,
			together: merged,
		},
	),
	zip_with: scalar(
		[strictArray, strictArray, lambda],
		(args) => array(bodyOf(args, 2), bodyNullable(args, 2)),
		{
			lambda: elementsOfBoth,
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
			lambda: keyAndValues,
		},
	),
	transform_keys: scalar([strictMap, lambda], withKeys, {
		lambda: keyAndValue,
		nullable: first,
	}),
	transform_values: scalar(
		[strictMap, lambda],
		(args) => map(keyOf(typeOf(args[0])), bodyOf(args, 1), bodyNullable(args, 1)),
		{ lambda: keyAndValue, nullable: first },
	),
} as const satisfies Record<string, FunctionSpec>;
