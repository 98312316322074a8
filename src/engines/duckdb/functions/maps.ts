import type { BoundCall, BoundExpr } from "../../../plan/bound.js";
import type { MAPS } from "../../../plan/functions/maps.js";
import type { STRUCTS } from "../../../plan/functions/structs.js";
import { quoteText } from "../sql.js";
import { duckType } from "../types.js";
import { raise } from "./casts.js";
import type { DuckDbFunction } from "./types.js";

const entries = (map: string): string => `map_entries(${map})`;

const fieldNames = (call: BoundCall): readonly string[] =>
	call.type.kind === "struct" ? call.type.fields.map((f) => f.name) : [];

const structOf = (names: readonly string[], values: readonly string[]): string =>
	`{${names.map((name, i) => `${quoteText(name)}: ${values[i]}`).join(", ")}}`;

export const MAP_ROWS = {
	map: {
		sql: (args) => {
			if (args.length === 0) return "MAP {}";
			const at = (rest: number): string => args.filter((_, i) => i % 2 === rest).join(", ");
			return `map([${at(0)}], [${at(1)}])`;
		},
	},
	map_keys: { sql: ([m]) => `map_keys(${m})` },
	map_values: { sql: ([m]) => `map_values(${m})` },
	map_entries: { sql: ([m = ""]) => entries(m) },
	map_from_arrays: {
		sql: ([keys, values]) => {
			const lengths = raise("_LEGACY_ERROR_TEMP_2128", "map_from_arrays: as many values as keys are needed");
			return `(CASE WHEN ${keys} IS NOT NULL AND ${values} IS NOT NULL THEN CASE WHEN len(${keys}) <> len(${values}) THEN ${lengths} ELSE map(${keys}, ${values}) END END)`;
		},
	},
	map_from_entries: {
		sql: ([l], call, context) => {
			const element = (call.args[0] as BoundExpr).type;
			const fields =
				element.kind === "array" && element.element.kind === "struct" ? element.element.fields : [];
			const e = context.freshName();
			const [key, value] = fields.map((f) => `struct_extract(${e}, ${quoteText(f.name)})`);
			return `(CASE WHEN NOT aq_has_null(${l}) THEN map_from_entries(list_transform(${l}, lambda ${e}: {'key': ${key}, 'value': ${value}})) END)`;
		},
	},
	map_concat: {
		sql: (args) => {
			const known = args.map((a) => `${a} IS NOT NULL`).join(" AND ");
			return `(CASE WHEN ${known} THEN map_from_entries(${args.map(entries).reduce((a, b) => `list_concat(${a}, ${b})`)}) END)`;
		},
	},
	map_contains_key: {
		sql: ([m, key]) =>
			`(CASE WHEN ${m} IS NOT NULL AND ${key} IS NOT NULL THEN list_contains(map_keys(${m}), ${key}) END)`,
	},
	str_to_map: {
		sql: ([text, pairs = "','", values = "':'"], call, context) => {
			const [p, kv] = [context.freshName(), context.freshName()];
			const split = `list_transform(aq_regex_split(${text}, ${pairs}, -1), lambda ${p}: aq_regex_split(${p}, ${values}, 2))`;
			return `CAST(map_from_entries(list_transform(${split}, lambda ${kv}: {'key': ${kv}[1], 'value': ${kv}[2]})) AS ${duckType(call.type)})`;
		},
	},
} as const satisfies Record<keyof typeof MAPS, DuckDbFunction>;

export const STRUCT_ROWS = {
	named_struct: {
		sql: (args, call) =>
			structOf(
				fieldNames(call),
				args.filter((_, i) => i % 2 === 1),
			),
	},
	struct: { sql: (args, call) => structOf(fieldNames(call), args) },
} as const satisfies Record<keyof typeof STRUCTS, DuckDbFunction>;
