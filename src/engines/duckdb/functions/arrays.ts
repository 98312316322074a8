import type { DataType } from "../../../core/dataTypes.js";
import type { BoundCall, BoundExpr, BoundLambda } from "../../../plan/bound.js";
import { constantText } from "../../../plan/coercion.js";
import type { ARRAYS } from "../../../plan/functions/arrays.js";
import { quoteText } from "../sql.js";
import { duckType } from "../types.js";
import { raise } from "./casts.js";
import { needsOrderKey, sortedList } from "./nestedOrder.js";
import { reduceSql } from "./reduce.js";
import type { DuckDbFunction, EmitContext } from "./types.js";

const typeAt = (call: BoundCall, i = 0): DataType => (call.args[i] as BoundExpr).type;
const known = (args: readonly (string | undefined)[]): string =>
	args.map((a) => `${a} IS NOT NULL`).join(" AND ");
const whenKnown = (args: readonly (string | undefined)[], sql: string): string =>
	`(CASE WHEN ${known(args)} THEN ${sql} END)`;

const zeroIndex = raise(
	"INVALID_INDEX_OF_ZERO",
	"The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1)",
);

const elementAt = (attempt: boolean): DuckDbFunction => ({
	sql: ([container = "", key = ""], call) => {
		if (typeAt(call).kind === "map") return `map_extract_value(${container}, ${key})`;
		const message = `'[INVALID_ARRAY_INDEX_IN_ELEMENT_AT] The index ' || ${key} || ' is out of bounds. The array has ' || len(${container}) || ' elements'`;
		const outside = attempt ? "NULL" : `error(${message})`;
		return `(CASE WHEN ${container} IS NULL THEN NULL WHEN ${key} = 0 THEN ${zeroIndex} WHEN abs(${key}) > len(${container}) THEN ${outside} ELSE ${container}[${key}] END)`;
	},
});

const setOperation = (work: (a: string, b: string, x: string) => string): DuckDbFunction => ({
	sql: ([a = "", b = ""], _call, context) =>
		whenKnown([a, b], `aq_array_distinct(${work(a, b, context.freshName())})`),
});

/** Insertion by a comparator: stable, and right for any that is consistent. */
function sortedBy(list: string, comparator: BoundLambda, type: DataType, context: EmitContext): string {
	const [left, right] = [context.freshName(), context.freshName()];
	const next = (compare: (...params: readonly string[]) => string, sorted: string, x: string): string => {
		const before = `list_filter(${sorted}, lambda ${left}: ${compare(left, x)} <= 0)`;
		const after = `list_filter(${sorted}, lambda ${right}: ${compare(right, x)} > 0)`;
		return `list_concat(list_concat(${before}, [${x}]), ${after})`;
	};
	return reduceSql({ list, state: type, start: "[]", fn: comparator, next }, context);
}

const elementType = (call: BoundCall): DataType => {
	const type = typeAt(call);
	return type.kind === "array" ? type.element : type;
};

function extreme(which: "min" | "max", list: string, call: BoundCall, context: EmitContext): string {
	const element = elementType(call);
	if (!needsOrderKey(element)) return `list_${which}(${list})`;
	return `${sortedList(list, element, which === "max" ? "DESC" : "ASC", "LAST", context)}[1]`;
}

export const ARRAY_ROWS = {
	array: { sql: (args) => `[${args.join(", ")}]` },
	size: {
		sql: ([a], call) => `CAST(${typeAt(call).kind === "map" ? "cardinality" : "len"}(${a}) AS INTEGER)`,
	},
	array_size: { sql: ([a]) => `CAST(len(${a}) AS INTEGER)` },
	array_contains: {
		sql: ([l, x]) =>
			`(CASE WHEN ${l} IS NULL OR ${x} IS NULL THEN NULL WHEN list_contains(${l}, ${x}) THEN TRUE WHEN aq_has_null(${l}) THEN NULL ELSE FALSE END)`,
	},
	array_distinct: { macro: "aq_array_distinct" },
	array_union: setOperation((a, b) => `list_concat(${a}, ${b})`),
	array_intersect: setOperation(
		(a, b, x) => `list_filter(${a}, lambda ${x}: list_position(${b}, ${x}) IS NOT NULL)`,
	),
	array_except: setOperation(
		(a, b, x) => `list_filter(${a}, lambda ${x}: list_position(${b}, ${x}) IS NULL)`,
	),
	arrays_overlap: {
		sql: ([a, b], _call, context) => {
			const x = context.freshName();
			return whenKnown(
				[a, b],
				`CASE WHEN len(list_filter(${a}, lambda ${x}: ${x} IS NOT NULL AND list_position(${b}, ${x}) IS NOT NULL)) > 0 THEN TRUE WHEN len(${a}) > 0 AND len(${b}) > 0 AND (aq_has_null(${a}) OR aq_has_null(${b})) THEN NULL ELSE FALSE END`,
			);
		},
	},
	array_join: {
		sql: ([l, separator, missing], _call, context) => {
			const x = context.freshName();
			const values =
				missing === undefined ? l : `list_transform(${l}, lambda ${x}: coalesce(${x}, ${missing}))`;
			const needed = missing === undefined ? [l, separator] : [l, separator, missing];
			return whenKnown(needed, `aq_join(${values}, ${separator})`);
		},
	},
	array_max: { sql: ([l = ""], call, context) => extreme("max", l, call, context) },
	array_min: { sql: ([l = ""], call, context) => extreme("min", l, call, context) },
	array_position: { sql: ([l, x]) => `CAST(aq_array_position(${l}, ${x}) AS BIGINT)` },
	array_remove: {
		sql: ([l, x], _call, context) => {
			const e = context.freshName();
			return whenKnown([l, x], `list_filter(${l}, lambda ${e}: ${e} IS DISTINCT FROM ${x})`);
		},
	},
	array_repeat: {
		sql: ([x, n], _call, context) =>
			`(CASE WHEN ${n} IS NOT NULL THEN list_transform(range(greatest(${n}, 0)), lambda ${context.freshName()}: ${x}) END)`,
	},
	array_append: { sql: ([l, x]) => whenKnown([l], `list_append(${l}, ${x})`) },
	array_prepend: { sql: ([l, x]) => whenKnown([l], `list_prepend(${x}, ${l})`) },
	array_insert: {
		sql: ([l, p, x], call) => {
			const empty = `CAST([] AS ${duckType(typeAt(call))})`;
			const blank = (n: string): string => `list_resize(${empty}, greatest(${n}, 0))`;
			const join = (...parts: readonly string[]): string => parts.reduce((a, b) => `list_concat(${a}, ${b})`);
			const forward = join(
				`list_slice(${l}, 1, ${p} - 1)`,
				blank(`${p} - 1 - len(${l})`),
				`[${x}]`,
				`list_slice(${l}, ${p}, len(${l}))`,
			);
			const at = `(len(${l}) + ${p} + 1)`;
			const backward = `CASE WHEN ${at} >= 0 THEN ${join(`list_slice(${l}, 1, ${at})`, `[${x}]`, `list_slice(${l}, ${at} + 1, len(${l}))`)} ELSE ${join(`[${x}]`, blank(`-${at}`), `${l}`)} END`;
			return whenKnown(
				[l, p],
				`CASE WHEN ${p} = 0 THEN ${zeroIndex} WHEN ${p} > 0 THEN ${forward} ELSE ${backward} END`,
			);
		},
	},
	array_compact: {
		sql: ([l], _call, context) => {
			const x = context.freshName();
			return `list_filter(${l}, lambda ${x}: ${x} IS NOT NULL)`;
		},
	},
	array_sort: {
		lambda: (call, context) => {
			const list = context.emit(call.args[0] as BoundExpr);
			const comparator = call.args[1];
			return comparator?.kind === "lambda"
				? sortedBy(list, comparator, typeAt(call), context)
				: sortedList(list, elementType(call), "ASC", "LAST", context);
		},
	},
	sort_array: {
		sql: ([l = "", up], call, context) => {
			const ascending = sortedList(l, elementType(call), "ASC", "FIRST", context);
			const descending = sortedList(l, elementType(call), "DESC", "LAST", context);
			const constant = call.args[1] === undefined ? "true" : constantText(call.args[1]);
			if (constant !== undefined) return constant === "true" ? ascending : descending;
			return `(CASE WHEN ${up} THEN ${ascending} ELSE ${descending} END)`;
		},
	},
	arrays_zip: {
		sql: (args, call, context) => {
			const names =
				call.type.kind === "array" && call.type.element.kind === "struct" ? call.type.element.fields : [];
			const i = context.freshName();
			const fields = args.map((a, n) => `${quoteText(names[n]?.name ?? String(n))}: ${a}[${i} + 1]`);
			const longest =
				args.length === 1 ? `len(${args[0]})` : `greatest(${args.map((a) => `len(${a})`).join(", ")})`;
			return whenKnown(args, `list_transform(range(${longest}), lambda ${i}: {${fields.join(", ")}})`);
		},
	},
	element_at: elementAt(false),
	try_element_at: elementAt(true),
	get: { sql: ([l, i]) => `(CASE WHEN ${i} >= 0 THEN ${l}[${i} + 1] END)` },
	flatten: { sql: ([l]) => `(CASE WHEN NOT aq_has_null(${l}) THEN flatten(${l}) END)` },
	slice: {
		sql: ([l, from, n]) => {
			const length = raise("INVALID_PARAMETER_VALUE.LENGTH", "slice: the length must be at least 0");
			const start = raise("INVALID_PARAMETER_VALUE.START", "slice: the start must not be 0");
			const first = `(CASE WHEN ${from} < 0 THEN len(${l}) + ${from} + 1 ELSE ${from} END)`;
			return whenKnown(
				[l, from, n],
				`CASE WHEN ${n} < 0 THEN ${length} WHEN ${from} = 0 THEN ${start} WHEN ${first} < 1 OR ${n} = 0 THEN list_slice(${l}, 1, 0) ELSE list_slice(${l}, ${first}, ${first} + ${n} - 1) END`,
			);
		},
	},
	shuffle: {
		sql: ([l], _call, context) => {
			const [x, y] = [context.freshName(), context.freshName()];
			return `list_transform(list_sort(list_transform(${l}, lambda ${x}: {'r': random(), 'v': ${x}})), lambda ${y}: ${y}.v)`;
		},
	},
} as const satisfies Record<keyof typeof ARRAYS, DuckDbFunction>;
