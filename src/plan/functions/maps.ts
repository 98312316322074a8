import {
	array,
	BOOLEAN,
	type DataType,
	field,
	map,
	STRING,
	struct,
	UNKNOWN,
	VOID,
} from "../../core/dataTypes.js";
import type { BoundExpr } from "../bound.js";
import { castTo, commonCast, implicitCast, mismatch, tightestType } from "../coercion.js";
import type { CallToBind, FunctionSpec } from "../functionSpec.js";
import {
	any,
	anyArray,
	anyMap,
	badArgument,
	type Expect,
	elementOf,
	family,
	keyOf,
	scalar,
	strictText,
	typeOf,
	valueOf,
} from "./build.js";
import { alike } from "./conditionals.js";

/** map(k1, v1, k2, v2 …): keys among themselves and values among themselves have one type. */
function pairs(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	if (args.length % 2 === 1) throw badArgument(call.name, "needs pairs of a key and a value");
	if (args.length === 0) return args;
	const keys = commonCast(
		args.filter((_, i) => i % 2 === 0),
		call.name,
	);
	const values = commonCast(
		args.filter((_, i) => i % 2 === 1),
		call.name,
	);
	if (keys.type.kind === "map") throw mismatch(call.name, "keys that can be compared", args[0] as BoundExpr);
	return keys.exprs.flatMap((key, i) => [key, values.exprs[i] as BoundExpr]);
}

const mapOf = (args: readonly BoundExpr[]): DataType =>
	args.length === 0
		? map(VOID, VOID, false)
		: map(
				typeOf(args[0]),
				typeOf(args[1]),
				args.some((a, i) => i % 2 === 1 && a.nullable),
			);

/** A map and a key that is looked for in it, as the narrowest type that holds both; undefined when there is none. */
export function withCommonKey(container: BoundExpr, key: BoundExpr): readonly BoundExpr[] | undefined {
	if (container.type.kind !== "map") return undefined;
	const common = tightestType(container.type.key, key.type);
	return common && [castTo(container, { ...container.type, key: common }), castTo(key, common)];
}

function withKey(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const [container, key] = args as [BoundExpr, BoundExpr];
	const own = keyOf(container.type).kind;
	const mixed = (own === "string") !== (key.type.kind === "string");
	if (mixed && ![own, key.type.kind].some((k) => k === "void" || k === "unknown"))
		throw mismatch(call.name, "a key of the map's type", key, "MAP_FUNCTION_DIFF_TYPES");
	return withCommonKey(container, key) ?? [container, implicitCast(key, keyOf(container.type), call.name)];
}

const entries: Expect = family(
	"an array of structs with two fields",
	(t) => t.kind === "array" && t.element.kind === "struct" && t.element.fields.length === 2,
);

function mapOfEntries(args: readonly BoundExpr[]): DataType {
	const element = elementOf(typeOf(args[0]));
	if (element.kind !== "struct") return UNKNOWN;
	const [key, value] = element.fields;
	return map(key?.type ?? UNKNOWN, value?.type ?? UNKNOWN, value?.nullable ?? true);
}

export const MAPS = {
	map: scalar([], mapOf, { rest: any, nullable: false, together: pairs }),
	map_keys: scalar([anyMap], (args) => array(keyOf(typeOf(args[0])))),
	map_values: scalar([anyMap], (args) => array(valueOf(typeOf(args[0])))),
	map_entries: scalar([anyMap], (args) => {
		const type = typeOf(args[0]);
		const maybe = type.kind !== "map" || type.valueContainsNull;
		return array(struct([field("key", keyOf(type), false), field("value", valueOf(type), maybe)]), false);
	}),
	map_from_arrays: scalar([anyArray, anyArray], (args) => {
		const values = typeOf(args[1]);
		return map(elementOf(typeOf(args[0])), elementOf(values), values.kind !== "array" || values.containsNull);
	}),
	map_from_entries: scalar([entries], mapOfEntries),
	map_concat: scalar([anyMap], (args) => typeOf(args[0]), { rest: anyMap, together: alike() }),
	map_contains_key: scalar([anyMap, any], BOOLEAN, {
		together: withKey,
		nullable: true,
	}),
	str_to_map: scalar([strictText, strictText, strictText], map(STRING, STRING), { optional: 2 }),
} as const satisfies Record<string, FunctionSpec>;
