import { BOOLEAN, DOUBLE, INT, STRING, VOID } from "../../core/dataTypes.js";
import { castTo, commonCast } from "../coercion.js";
import type { FunctionSpec } from "../functionSpec.js";
import {
	any,
	anyNullable,
	bool,
	double,
	type Expect,
	number,
	orderable,
	type Shape,
	scalar,
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
const compared: Together = (args, call) => [...args.slice(0, 1), ...commonCast(args, call.name).exprs];

const last = (args: readonly Parameters<typeof typeOf>[0][]) => typeOf(args[args.length - 1]);
const allNullable = (args: readonly { readonly nullable: boolean }[]): boolean =>
	args.every((a) => a.nullable);

const numberOrZero: Expect = (arg, name) => (arg.type.kind === "void" ? castTo(arg, INT) : number(arg, name));

export const CONDITIONALS = {
	coalesce: scalar([any], last, { rest: any, together: alike(), nullable: allNullable }),
	ifnull: scalar([any, any], last, { together: alike(), nullable: allNullable }),
	nvl2: scalar([any, any, any], last, { together: alike(1) }),
	nullif: scalar([any, any], (args) => typeOf(args[0]), { nullable: true, together: compared }),
	if: scalar([bool, any, any], last, { together: alike(1), nullable: (args) => anyNullable(args.slice(1)) }),
	greatest: scalar([orderable, orderable], last, {
		rest: orderable,
		together: alike(),
		nullable: allNullable,
	}),
	least: scalar([orderable, orderable], last, { rest: orderable, together: alike(), nullable: allNullable }),
	nanvl: scalar([double, double], DOUBLE),
	nullifzero: scalar([number], (args) => typeOf(args[0]), { nullable: true }),
	zeroifnull: scalar([numberOrZero], (args) => typeOf(args[0]), { nullable: false }),
	assert_true: scalar([bool, text], VOID, { optional: 1, nullable: true }),
	raise_error: scalar([text], VOID, { nullable: true }),
	typeof: scalar([any], STRING, { nullable: false }),
	equal_null: scalar([any, any], BOOLEAN, { nullable: false, together: alike() }),
} as const satisfies Record<string, FunctionSpec>;
