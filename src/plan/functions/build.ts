import {
	array,
	BOOLEAN,
	type DataType,
	DOUBLE,
	INT,
	isDateTime,
	isInteger,
	isInterval,
	isNumeric,
	map,
	STRING,
	typeName,
	UNKNOWN,
	VOID,
} from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { castTo, implicitCast, mismatch } from "../coercion.js";
import type { LiteralExpr } from "../expr.js";
import type {
	AggregateSpec,
	BoundSignature,
	CallToBind,
	FunctionSpec,
	GeneratedColumn,
	GeneratorSpec,
	LambdaParameter,
	ScalarSpec,
	WindowSpec,
} from "../functionSpec.js";

/** What a parameter does with its argument: checks it, casts it, or raises. */
export type Expect = (arg: BoundExpr, name: string) => BoundExpr;

/** The result's type: fixed, or made of the cast arguments. */
export type Result = DataType | ((args: readonly BoundExpr[], call: CallToBind) => DataType);

export interface Shape {
	/** How many of the parameters, from the last, may be left out. */
	readonly optional?: number;
	/** Any number of further arguments of this kind. */
	readonly rest?: Expect;
	/** Absent: null when any argument may be. */
	readonly nullable?: boolean | ((args: readonly BoundExpr[]) => boolean);
	readonly params?: readonly string[];
	readonly defaults?: Readonly<Record<string, LiteralExpr>>;
	readonly deterministic?: false;
	readonly orderDependent?: true;
	readonly inexact?: "approximate" | "lastDigits";
	readonly lambda?: ScalarSpec["lambda"];
	/** Work on all arguments together after each was taken alone, e.g. a cast to a common type. */
	readonly together?: (args: readonly BoundExpr[], call: CallToBind) => readonly BoundExpr[];
}

const isUnknown = (arg: BoundExpr): boolean => arg.type.kind === "unknown";

export const any: Expect = (arg) => arg;

/** A parameter's default, as if it were written. */
export function constantOf(type: DataType, value: string | null): LiteralExpr {
	return Object.freeze({ kind: "literal", type, value });
}

/** An argument cast implicitly to this type. */
export function to(type: DataType): Expect {
	return (arg, name) => implicitCast(arg, type, name);
}

export const text: Expect = to(STRING);
export const integer: Expect = to(INT);
export const bool: Expect = to(BOOLEAN);
export const double: Expect = to(DOUBLE);

/** An argument of a family of types; a string (and NULL) becomes `fallback`. */
export function family(expected: string, fits: (type: DataType) => boolean, fallback?: DataType): Expect {
	return (arg, name) => {
		if (fits(arg.type) || isUnknown(arg)) return arg;
		if (fallback && (arg.type.kind === "string" || arg.type.kind === "void")) return castTo(arg, fallback);
		throw mismatch(name, expected, arg);
	};
}

export const number: Expect = family("a number", isNumeric, DOUBLE);
export const numberOrInterval: Expect = family("a number", (t) => isNumeric(t) || isInterval(t), DOUBLE);
export const integral: Expect = family("an integer", isInteger, INT);
/** A string, with no cast from anything else. */
export const strictText: Expect = (arg, name) =>
	arg.type.kind === "void" ? castTo(arg, STRING) : family("a string", (t) => t.kind === "string")(arg, name);
/** A boolean, with no cast from a string. */
export const strictBool: Expect = (arg, name) =>
	arg.type.kind === "void"
		? castTo(arg, BOOLEAN)
		: family("a boolean", (t) => t.kind === "boolean")(arg, name);
export const textOrBinary: Expect = (arg, name) =>
	arg.type.kind === "binary" || isUnknown(arg) ? arg : implicitCast(arg, STRING, name);
/** A container; NULL becomes one of it. */
const container =
	(expected: string, type: DataType): Expect =>
	(arg, name) => {
		if (arg.type.kind === "void") return castTo(arg, type);
		return family(expected, (t) => t.kind === type.kind)(arg, name);
	};
export const anyArray: Expect = container("an array", array(VOID));
export const anyMap: Expect = container("a map", map(VOID, VOID));
/** An array that is known to be one: what a lambda goes over. */
export const strictArray: Expect = family("an array", (t) => t.kind === "array");
export const strictMap: Expect = family("a map", (t) => t.kind === "map");
export const dateTime: Expect = family("a date or timestamp", isDateTime);
export const lambda: Expect = (arg, name) => {
	if (arg.kind === "lambda" || isUnknown(arg)) return arg;
	throw mismatch(name, "a function (x -> …)", arg);
};

/** A value that can be ordered: no map anywhere in it. */
export const orderable: Expect = (arg, name) => {
	if (isOrderable(arg.type)) return arg;
	throw mismatch(name, "a value that can be ordered", arg, "INVALID_ORDERING_TYPE");
};

export function isOrderable(type: DataType): boolean {
	switch (type.kind) {
		case "map":
		case "interval":
		case "variant":
		case "geometry":
		case "geography":
			return false;
		case "array":
			return isOrderable(type.element);
		case "struct":
			return type.fields.every((f) => isOrderable(f.type));
		default:
			return true;
	}
}

export const elementOf = (type: DataType | undefined): DataType =>
	type?.kind === "array" ? type.element : UNKNOWN;
export const keyOf = (type: DataType | undefined): DataType => (type?.kind === "map" ? type.key : UNKNOWN);
export const valueOf = (type: DataType | undefined): DataType =>
	type?.kind === "map" ? type.value : UNKNOWN;
export const typeOf = (arg: BoundExpr | undefined): DataType => arg?.type ?? UNKNOWN;

/** An element of an array, a key or a value of a map, as a lambda gets it. */
export const elementParameter = (type: DataType | undefined): LambdaParameter => ({
	type: elementOf(type),
	nullable: type?.kind === "array" ? type.containsNull : true,
});
export const keyParameter = (type: DataType | undefined): LambdaParameter => ({
	type: keyOf(type),
	nullable: false,
});
export const valueParameter = (type: DataType | undefined): LambdaParameter => ({
	type: valueOf(type),
	nullable: type?.kind === "map" ? type.valueContainsNull : true,
});

/** The result has the type of the n-th argument. */
export const typeOfArg =
	(index: number): ((args: readonly BoundExpr[]) => DataType) =>
	(args) =>
		typeOf(args[index]);

/** Whether the result is NULL where an argument is; what a lambda gives is another matter. */
export const anyNullable = (args: readonly BoundExpr[]): boolean =>
	args.some((a) => a.nullable && a.kind !== "lambda");

/** `PLAN_ARGUMENT_COUNT` unless so many arguments are allowed. */
export function checkArity(call: CallToBind, arity: FunctionSpec["arity"]): void {
	const { least, most } = arity;
	const given = call.args.length;
	if (given >= least && (most === undefined || given <= most)) return;
	const plural = (n: number): string => (n === 1 ? "1 argument" : `${n} arguments`);
	const expected =
		most === undefined
			? `at least ${plural(least)}`
			: least === most
				? least === 0
					? "no arguments"
					: plural(least)
				: `${least} to ${plural(most)}`;
	throw fault("PLAN_ARGUMENT_COUNT", { name: call.name, given, expected });
}

function arityOf(expects: readonly Expect[], shape: Shape): FunctionSpec["arity"] {
	const least = expects.length - (shape.optional ?? 0);
	return shape.rest ? { least } : { least, most: expects.length };
}

function binder(
	expects: readonly Expect[],
	result: Result,
	shape: Shape,
): (call: CallToBind) => BoundSignature {
	const arity = arityOf(expects, shape);
	return (call) => {
		checkArity(call, arity);
		const taken = call.args.map((arg, i) => ((expects[i] ?? shape.rest) as Expect)(arg, call.name));
		const args = shape.together?.(taken, call) ?? taken;
		const type = typeof result === "function" ? result(args, call) : result;
		const { nullable = anyNullable } = shape;
		return { args, type, nullable: typeof nullable === "function" ? nullable(args) : nullable };
	};
}

const flags = (expects: readonly Expect[], shape: Shape): Omit<ScalarSpec, "kind" | "bind"> => ({
	arity: arityOf(expects, shape),
	...(shape.params ? { params: shape.params } : {}),
	...(shape.defaults ? { defaults: shape.defaults } : {}),
	...(shape.deterministic === false ? { deterministic: false } : {}),
	...(shape.orderDependent ? { orderDependent: true } : {}),
	...(shape.inexact ? { inexact: shape.inexact } : {}),
	...(shape.lambda ? { lambda: shape.lambda } : {}),
});

export function scalar(expects: readonly Expect[], result: Result, shape: Shape = {}): ScalarSpec {
	return Object.freeze({ kind: "scalar", ...flags(expects, shape), bind: binder(expects, result, shape) });
}

/** Aggregates are null over no rows unless they say otherwise. */
export function aggregate(expects: readonly Expect[], result: Result, shape: Shape = {}): AggregateSpec {
	const bind = binder(expects, result, { nullable: true, ...shape });
	return Object.freeze({ kind: "aggregate", ...flags(expects, shape), bind });
}

export function windowed(
	expects: readonly Expect[],
	result: Result,
	shape: Shape & { readonly needsOrder?: boolean } = {},
): WindowSpec {
	const bind = binder(expects, result, { nullable: true, ...shape });
	return Object.freeze({
		kind: "window",
		...flags(expects, shape),
		needsOrder: shape.needsOrder ?? true,
		bind,
	});
}

export function generator(
	expects: readonly Expect[],
	columns: (args: readonly BoundExpr[], call: CallToBind) => readonly GeneratedColumn[],
	shape: Shape & { readonly lifted?: true; readonly inFrom?: true } = {},
): GeneratorSpec {
	const bind = binder(expects, UNKNOWN, shape);
	return Object.freeze({
		kind: "generator",
		...flags(expects, shape),
		...(shape.lifted ? { lifted: true as const } : {}),
		...(shape.inFrom ? { inFrom: true as const } : {}),
		bind: (call: CallToBind) => {
			const { args } = bind(call);
			return { args, columns: columns(args, call) };
		},
	});
}

/** `PLAN_BAD_ARGUMENT` in the name of the function. */
export function badArgument(name: string, problem: string): Error {
	return fault("PLAN_BAD_ARGUMENT", { name, problem });
}

/** A value that no row changes: constants, and what is computed from them. */
export const foldable: Expect = (arg, name) => {
	if (isFoldable(arg) || isUnknown(arg)) return arg;
	throw fault(
		"PLAN_BAD_ARGUMENT",
		{ name, problem: "an argument that must be a constant depends on a column" },
		{ sparkCondition: "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT" },
	);
};

/** Whether no column, parameter or query stands in it. */
export function isFoldable(expr: BoundExpr): boolean {
	if (expr.kind === "cast") return isFoldable(expr.input);
	return expr.kind === "literal" || (expr.kind === "call" && expr.args.every(isFoldable));
}

/** The text of an argument that must be a constant. */
export function constant(arg: BoundExpr | undefined, name: string, what: string): string {
	if (arg?.kind === "literal" && arg.value !== null) return arg.value;
	throw badArgument(name, `${what} must be a constant${arg ? `, not ${typeName(arg.type)}` : ""}`);
}
