import { BOOLEAN, INT, STRING, VOID } from "../../core/dataTypes.js";
import { commonCast, comparedType, mismatch } from "../coercion.js";
import type { FunctionSpec, ScalarSpec } from "../functionSpec.js";
import { boundLiteral } from "../literals.js";
import {
	any,
	anyNullable,
	double,
	type Expect,
	number,
	orderable,
	type Shape,
	scalar,
	strictBool,
	text,
	typeOf,
} from "./build.js";

type Together = NonNullable<Shape["together"]>;

/** All arguments from `first` on get their common type. */
export const alike =
	(first = 0): Together =>
	(args, call) =>
		args.length <= first
			? args
			: [...args.slice(0, first), ...commonCast(args.slice(first), call.name).exprs];

/**
 * nullif compares in the common type and gives the first argument in its own: engines get the value, and then both
 * sides of the comparison.
 */
const compared: Together = (args, call) => [
	...args.slice(0, 1),
	...commonCast(args, call.name, "BINARY_OP_DIFF_TYPES", comparedType).exprs.map((side) =>
		orderable(side, call.name),
	),
];

const comparedAlike: Together = (args, call) =>
	commonCast(args, call.name, "BINARY_OP_DIFF_TYPES", comparedType).exprs.map((a) => orderable(a, call.name));

const fractional: Expect = (arg, name) => (arg.type.kind === "float" ? arg : double(arg, name));
const last = (args: readonly Parameters<typeof typeOf>[0][]) => typeOf(args[args.length - 1]);
const allNullable = (args: readonly { readonly nullable: boolean }[]): boolean =>
	args.every((a) => a.nullable);

/** zeroifnull(x) is coalesce(x, 0): both get one type. */
const besideZero: Together = (args, call) =>
	commonCast([...args, boundLiteral(INT, "0")], call.name).exprs.slice(0, 1);

/** A text is compared with texts only, unlike beside an operator. */
const comparableTexts: Together = (args, call) => {
	const text = args.find((a) => a.type.kind === "string");
	const other = args.find((a) => !["string", "void", "unknown"].includes(a.type.kind));
	if (text && other) throw mismatch(call.name, "values of one type", text, "DATA_DIFF_TYPES");
	return commonCast(args, call.name, "DATA_DIFF_TYPES", comparedType).exprs;
};

const extreme = (): ScalarSpec =>
	scalar([orderable, orderable], last, { rest: orderable, together: comparableTexts, nullable: allNullable });

export const CONDITIONALS = {
	coalesce: scalar([any], last, { rest: any, together: alike(), nullable: allNullable }),
	ifnull: scalar([any, any], last, { together: alike(), nullable: allNullable }),
	nvl2: scalar([any, any, any], last, { together: alike(1) }),
	nullif: scalar([any, any], (args) => typeOf(args[0]), { nullable: true, together: compared }),
	if: scalar([strictBool, any, any], last, {
		together: alike(1),
		nullable: (args) => anyNullable(args.slice(1)),
	}),
	greatest: extreme(),
	least: extreme(),
	nanvl: scalar([fractional, fractional], last, { together: alike() }),
	nullifzero: scalar([number], (args) => typeOf(args[0]), { nullable: true }),
	zeroifnull: scalar([any], last, { together: besideZero, nullable: false }),
	assert_true: scalar([strictBool, text], VOID, { optional: 1, nullable: true }),
	raise_error: scalar([text], VOID, { nullable: true }),
	typeof: scalar([any], STRING, { nullable: false }),
	equal_null: scalar([any, any], BOOLEAN, { nullable: false, together: comparedAlike }),
} as const satisfies Record<string, FunctionSpec>;
