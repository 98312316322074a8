import {
	array,
	BIGINT,
	BOOLEAN,
	type DataType,
	field,
	INT,
	STRING,
	struct,
	UNKNOWN,
	VOID,
} from "../../core/dataTypes.js";
import type { BoundExpr } from "../bound.js";
import { castTo, mismatch, tightestType } from "../coercion.js";
import type { CallToBind, FunctionSpec, LambdaParameter, ScalarSpec } from "../functionSpec.js";
import {
	any,
	anyArray,
	bool,
	type Expect,
	elementOf,
	elementParameter,
	family,
	foldable,
	integer,
	isOrderable,
	lambda,
	scalar,
	strictText,
	to,
	typeOf,
	typeOfArg,
	valueOf,
} from "./build.js";
import { alike } from "./conditionals.js";
import { withCommonKey } from "./maps.js";

const sized: Expect = (arg, name) => (arg.type.kind === "map" ? arg : anyArray(arg, name));
const sortable: Expect = (arg, name) => {
	if (anyArray(arg, name) && isOrderable(elementOf(arg.type))) return arg;
	throw mismatch(name, "an array of values that can be ordered", arg);
};
/** An int or smaller: no bigint, no text. */
const strictInt: Expect = (arg, name) =>
	arg.type.kind === "void"
		? castTo(arg, INT)
		: integer(
				family("an int", (t) => ["tinyint", "smallint", "int", "unknown"].includes(t.kind))(arg, name),
				name,
			);
const constantBool: Expect = (arg, name) => foldable(bool(arg, name), name);
const texts: Expect = to(array(STRING));
const nested: Expect = family(
	"an array of arrays",
	(t) => t.kind === "array" && ["array", "unknown", "void"].includes(t.element.kind),
);

/** Array and element (at `index`) get a common element type. */
const withElement =
	(index = 1) =>
	(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] => {
		const [list, value] = [args[0], args[index]];
		if (list?.type.kind !== "array" || value === undefined) return args;
		const [own, given] = [list.type.element, value.type];
		if (given.kind === "void" && call.name === "array_contains")
			throw mismatch(call.name, "a value", value, "NULL_TYPE");
		const element = tightestType(own, given);
		if (element === undefined)
			throw mismatch(call.name, "an element of the array's type", value, "ARRAY_FUNCTION_DIFF_TYPES");
		const containsNull = list.type.containsNull;
		return args.map((a, i) =>
			i === 0 ? castTo(a, array(element, containsNull)) : i === index ? castTo(a, element) : a,
		);
	};

const arrayOf = (args: readonly BoundExpr[]): DataType =>
	args.length === 0
		? array(VOID, false)
		: array(
				typeOf(args[0]),
				args.some((a) => a.nullable),
			);

/** Two arrays become of one type. */
const alikeArrays = (args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] => {
	const type = args.map((a) => a.type).reduce<DataType | undefined>((x, y) => x && tightestType(x, y), VOID);
	if (type === undefined)
		throw mismatch(
			call.name,
			"arrays of one type of elements",
			args[1] as BoundExpr,
			"BINARY_ARRAY_DIFF_TYPES",
		);
	return args.map((a) => castTo(a, type));
};
const setOperation = (): ScalarSpec => scalar([anyArray, anyArray], typeOfArg(0), { together: alikeArrays });
const adding = (): ScalarSpec =>
	scalar([anyArray, any], (args) => array(elementOf(typeOf(args[0]))), {
		together: withElement(),
		nullable: (args) => args[0]?.nullable ?? true,
	});

/** element_at and its kin take an array with an index or a map with a key. */
function keyed(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const [container, key] = args as [BoundExpr, BoundExpr];
	if (container.type.kind !== "map") return [container, strictInt(key, call.name)];
	const both = withCommonKey(container, key);
	if (both) return both;
	throw mismatch(call.name, "a key of the map's type", key, "MAP_FUNCTION_DIFF_TYPES");
}
const itemType = (args: readonly BoundExpr[]): DataType => {
	const type = typeOf(args[0]);
	return type.kind === "map" ? valueOf(type) : elementOf(type);
};
const at = (): ScalarSpec => scalar([sized, any], itemType, { together: keyed, nullable: true });

/** element_at counts from 1, or from the end. */
function fromOne(args: readonly BoundExpr[]): boolean {
	const [list, index] = args;
	if (list?.type.kind !== "array" || index === undefined) return true;
	return (
		!(list.kind === "call" && list.fn === "array") || args.some((a) => a.nullable) || list.type.containsNull
	);
}

/** The names of arrays_zip's fields: those of columns, else their positions. */
function zipped(args: readonly BoundExpr[]): DataType {
	return array(
		struct(
			args.map((arg, i) => {
				const name = arg.kind === "attribute" || arg.kind === "field" ? arg.name : String(i);
				return field(name, elementOf(arg.type));
			}),
		),
		false,
	);
}

/** The comparison gets two elements. */
const twoElements = (before: readonly BoundExpr[]): readonly LambdaParameter[] => {
	const one = elementParameter(typeOf(before[0]));
	return [one, one];
};

export const ARRAYS = {
	array: scalar([], arrayOf, { rest: any, nullable: false, together: alike() }),
	size: scalar([sized], INT),
	array_size: scalar([anyArray], INT),
	array_contains: scalar([anyArray, any], BOOLEAN, { together: withElement() }),
	array_distinct: scalar([anyArray], typeOfArg(0)),
	array_union: setOperation(),
	array_intersect: setOperation(),
	array_except: setOperation(),
	arrays_overlap: scalar([anyArray, anyArray], BOOLEAN, { together: alikeArrays }),
	array_join: scalar([texts, strictText, strictText], STRING, { optional: 1 }),
	array_max: scalar([sortable], (args) => elementOf(typeOf(args[0])), { nullable: true }),
	array_min: scalar([sortable], (args) => elementOf(typeOf(args[0])), { nullable: true }),
	array_position: scalar([anyArray, any], BIGINT, { together: withElement() }),
	array_remove: scalar([anyArray, any], typeOfArg(0), { together: withElement() }),
	array_repeat: scalar([any, strictInt], (args) => array(typeOf(args[0]), args[0]?.nullable ?? true)),
	array_append: adding(),
	array_prepend: adding(),
	array_insert: scalar([anyArray, strictInt, any], (args) => array(elementOf(typeOf(args[0]))), {
		together: withElement(2),
	}),
	array_compact: scalar([anyArray], (args) => array(elementOf(typeOf(args[0])), false)),
	array_sort: scalar([sortableOrAny, lambda], typeOfArg(0), {
		optional: 1,
		lambda: twoElements,
		together: ordered,
	}),
	sort_array: scalar([sortable, constantBool], typeOfArg(0), { optional: 1 }),
	arrays_zip: scalar([anyArray], zipped, { rest: anyArray }),
	element_at: scalar([sized, any], itemType, { together: keyed, nullable: fromOne }),
	try_element_at: at(),
	get: scalar([anyArray, integer], (args) => elementOf(typeOf(args[0])), { nullable: true }),
	flatten: scalar([nested], (args) => {
		const inner = elementOf(typeOf(args[0]));
		return inner.kind === "array" ? inner : UNKNOWN;
	}),
	slice: scalar([anyArray, integer, integer], typeOfArg(0)),
	shuffle: scalar([anyArray, any], typeOfArg(0), { optional: 1, deterministic: false }),
} as const satisfies Record<string, FunctionSpec>;

/** With a comparator any element will do. */
function sortableOrAny(arg: BoundExpr, name: string): BoundExpr {
	return anyArray(arg, name);
}

/** Without a comparison of its own the elements must have an order. */
function ordered(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const [list, by] = args;
	if (list && !by && !isOrderable(elementOf(list.type)))
		throw mismatch(call.name, "an array of values that can be ordered", list, "INVALID_ORDERING_TYPE");
	return args;
}
