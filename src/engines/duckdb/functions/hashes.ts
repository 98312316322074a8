import type { DataType } from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import type { BoundExpr } from "../../../plan/bound.js";
import type { HASHES } from "../../../plan/functions/hashes.js";
import { fieldOf } from "./casts.js";
import type { DuckDbFunction, EmitContext } from "./types.js";

type Family = "aq_murmur" | "aq_xx";

/** The seed after a value of this type; NULL leaves the seed as it is. */
function step(family: Family, value: string, type: DataType, seed: string, context: EmitContext): string {
	const with_ = (kind: string, sql: string): string =>
		`coalesce(${family}_${kind}(${sql}, ${seed}), ${seed})`;
	switch (type.kind) {
		case "boolean":
		case "tinyint":
		case "smallint":
		case "int":
			return with_("int", `CAST(${value} AS INTEGER)`);
		case "bigint":
			return with_("long", value);
		case "float":
			return with_("float", value);
		case "double":
			return with_("double", value);
		case "string":
			return with_("text", value);
		case "binary":
			return with_("bytes", value);
		case "date":
			return with_("int", `CAST(${value} - DATE '1970-01-01' AS INTEGER)`);
		case "timestamp":
		case "timestamp_ntz":
			return with_("long", `epoch_us(${value})`);
		case "time":
			// Spark holds nanoseconds.
			return with_("long", `(epoch_us(${value}) * 1000)`);
		case "year_month_interval":
			return with_("int", `CAST(aq_months(${value}) AS INTEGER)`);
		case "day_time_interval":
			return with_("long", `aq_micros(${value})`);
		case "decimal": {
			const digits = `replace(CAST(${value} AS VARCHAR), '.', '')`;
			return type.precision <= 18 ? with_("long", `CAST(${digits} AS BIGINT)`) : with_("integer", digits);
		}
		case "struct":
			return type.fields.reduce((s, f) => step(family, fieldOf(value, f.name), f.type, s, context), seed);
		case "array": {
			// The seed travels in a struct beside the element: DuckDB's reduce wants one type for both.
			const [state, item] = [context.freshName(), context.freshName()];
			const next = step(family, `${item}.x`, type.element, `${state}.s`, context);
			const each = context.freshName();
			const number = family === "aq_xx" ? "BIGINT" : "INTEGER";
			const items = `list_transform(${value}, lambda ${each}: {'s': CAST(NULL AS ${number}), 'x': ${each}})`;
			return `coalesce(struct_extract(list_reduce(${items}, lambda ${state}, ${item}: {'s': ${next}, 'x': ${item}.x}, {'s': ${seed}, 'x': NULL}), 's'), ${seed})`;
		}
		case "void":
			return seed;
		default:
			throw fault("ENGINE_UNSUPPORTED", {
				engine: "duckdb",
				what: `hash of a ${type.kind}`,
				reason: "Spark refuses maps too unless a legacy setting is on",
			});
	}
}

const hash = (family: Family, start: string): DuckDbFunction => ({
	sql: (args, call, context) =>
		args.reduce(
			(seed, value, i) => step(family, value, (call.args[i] as BoundExpr).type, seed, context),
			start,
		),
});

export const HASH_ROWS = {
	hash: hash("aq_murmur", "CAST(42 AS INTEGER)"),
	xxhash64: hash("aq_xx", "CAST(42 AS BIGINT)"),
	crc32: { sql: ([b]) => `aq_crc32(${b})` },
	md5: { sql: ([b]) => `md5(${b})` },
	sha1: { sql: ([b]) => `sha1(${b})` },
	sha2: { sql: ([b, bits]) => `aq_sha2(${b}, ${bits})` },
} as const satisfies Record<keyof typeof HASHES, DuckDbFunction>;
