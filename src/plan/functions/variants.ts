import { BOOLEAN, type DataType, INT, isNested, STRING, VARIANT } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { castFault } from "../coercion/implicitCast.js";
import { canCast, castTo, mismatch } from "../coercion.js";
import type { CallToBind, FunctionSpec } from "../functionSpec.js";
import { sqlFault } from "../sql/faults.js";
import { parseDataType } from "../sql/parse.js";
import { SqlSyntaxError } from "../sql/problem.js";
import { aggregate, any, bool, type Expect, foldable, generator, scalar, strictText } from "./build.js";
import { schemaOf } from "./textSchemas.js";

const variant: Expect = (arg, name) => {
	if (arg.type.kind === "void") return castTo(arg, VARIANT);
	if (arg.type.kind === "variant" || arg.type.kind === "unknown") return arg;
	throw mismatch(name, "a variant", arg);
};

/** Whatever has a cast to a variant. */
const value: Expect = (arg) => castTo(arg, VARIANT);

/** Containers of anything: structs and maps become objects here, which no cast does. */
const container: Expect = (arg) => {
	if (arg.type.kind === "unknown") return arg;
	if (isNested(arg.type) && isBuildable(arg.type)) return arg;
	throw castFault(arg.type, VARIANT);
};

function isBuildable(type: DataType): boolean {
	switch (type.kind) {
		case "array":
			return isBuildable(type.element);
		case "map":
			return type.key.kind === "string" && isBuildable(type.value);
		case "struct":
			return type.fields.every((f) => isBuildable(f.type));
		default:
			return canCast(type, VARIANT);
	}
}

const flag: Expect = (arg, name) => foldable(bool(arg, name), name);

const TYPE_TEXT = /^\s*[a-z_]+\s*(?:\(.*\)|<.*>)?\s*$/is;

/** The type that is asked for: a single type or the columns of a struct. */
function wanted(args: readonly BoundExpr[], call: CallToBind): DataType {
	const text = args[2];
	if (text === undefined) return VARIANT;
	if (text.type.kind === "unknown") return text.type;
	const ddl = constantTextOf(text);
	if (ddl === undefined)
		throw fault(
			"PLAN_BAD_ARGUMENT",
			{ name: call.name, problem: "the type must be a constant text" },
			{ sparkCondition: "INVALID_SCHEMA.NON_STRING_LITERAL" },
		);
	const type = TYPE_TEXT.test(ddl) ? singleType(ddl) : schemaOf(ddl);
	if (type.kind !== "unknown" && !canCast(VARIANT, type)) throw castFault(VARIANT, type);
	return type;
}

function singleType(ddl: string): DataType {
	try {
		return parseDataType(ddl);
	} catch (error) {
		if (error instanceof SqlSyntaxError) throw sqlFault(error.problem, { cause: error });
		throw error;
	}
}

/** A literal, or texts put together of literals. */
function constantTextOf(expr: BoundExpr): string | undefined {
	if (expr.kind === "literal") return expr.value ?? undefined;
	if (expr.kind !== "call" || expr.fn !== "concat") return undefined;
	const parts = expr.args.map(constantTextOf);
	return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
}

const get = scalar([variant, strictText, any], wanted, { optional: 1, nullable: true });
const put = scalar([variant, strictText, value], VARIANT, { nullable: true });
const set = scalar([variant, strictText, value, flag], VARIANT, {
	optional: 1,
	nullable: true,
	params: ["v", "path", "val", "create_if_missing"],
});
const exploded = generator(
	[variant],
	() => [
		{ name: "pos", type: INT, nullable: false },
		{ name: "key", type: STRING, nullable: true },
		{ name: "value", type: VARIANT, nullable: false },
	],
	{ params: ["input"], inFrom: true },
);

/** Values that carry their own type. */
export const VARIANTS = {
	parse_json: scalar([strictText], VARIANT),
	try_parse_json: scalar([strictText], VARIANT, { nullable: true }),
	is_variant_null: scalar([variant], BOOLEAN, { nullable: false }),
	is_valid_variant: scalar([variant], BOOLEAN),
	variant_get: get,
	try_variant_get: get,
	to_variant_object: scalar([container], VARIANT),
	schema_of_variant: scalar([variant], STRING),
	schema_of_variant_agg: aggregate([variant], STRING, { nullable: false }),
	variant_insert: put,
	try_variant_insert: put,
	variant_set: set,
	try_variant_set: set,
	variant_array_append: put,
	try_variant_array_append: put,
	variant_delete: scalar([variant, strictText], VARIANT, { rest: strictText, nullable: true }),
	variant_strip_nulls: scalar([variant, flag], VARIANT, {
		optional: 1,
		nullable: true,
		params: ["v", "include_arrays"],
	}),
	variant_explode: exploded,
	variant_explode_outer: exploded,
} as const satisfies Record<string, FunctionSpec>;
