import { type DataType, isDateTime, isFractional, isInteger } from "../../../core/dataTypes.js";
import type { BoundCall, BoundExpr } from "../../../plan/bound.js";
import { constantText } from "../../../plan/coercion.js";
import type { STRINGS } from "../../../plan/functions/strings.js";
import { quoteText } from "../sql.js";
import { bigDecimalText, raise, textOf } from "./casts.js";
import { apart } from "./once.js";
import type { DuckDbFunction, EmitContext } from "./types.js";

const typeAt = (call: BoundCall, i: number): DataType => (call.args[i] as BoundExpr).type;
const isBinary = (call: BoundCall, i = 0): boolean => typeAt(call, i).kind === "binary";
const int = (sql: string): string => `CAST(${sql} AS INTEGER)`;

/** On binaries through their hexadecimal text, two digits a byte. */
const throughHex = (blob: string, work: (hex: string) => string): string => `unhex(${work(`hex(${blob})`)})`;

const substring: DuckDbFunction = {
	sql: ([s = "", p = "", n], call) => {
		if (isBinary(call))
			return throughHex(s, (hex) => `aq_substring_bytes(${hex}, ${p}, ${n ?? "2147483647"})`);
		const start = `(CASE WHEN ${p} = 0 THEN 1 ELSE ${p} END)`;
		return n === undefined
			? `substring(${s}, ${start})`
			: `(CASE WHEN ${n} <= 0 AND ${s} IS NOT NULL AND ${p} IS NOT NULL THEN '' ELSE substring(${s}, ${start}, ${n}) END)`;
	},
};

const end = (name: "left" | "right"): DuckDbFunction => ({
	sql: ([s = "", n = ""], call) => {
		if (isBinary(call))
			return throughHex(
				s,
				(hex) =>
					`(CASE WHEN ${s} IS NULL THEN NULL WHEN ${n} <= 0 THEN '' ELSE ${name}(${hex}, 2 * CAST(${n} AS BIGINT)) END)`,
			);
		return `(CASE WHEN ${n} <= 0 AND ${s} IS NOT NULL THEN '' ELSE ${name}(${s}, ${n}) END)`;
	},
});

const pad = (name: "lpad" | "rpad"): DuckDbFunction => ({
	sql: ([s = "", n, by], call) => {
		if (isBinary(call)) return `aq_${name}_bytes(${s}, ${n}, ${by ?? "unhex('00')"})`;
		return padded(name, s, n as string, by ?? "' '");
	},
});

const padded = (name: string, s: string, n: string, by: string): string =>
	`(CASE WHEN ${s} IS NULL OR ${by} IS NULL THEN NULL WHEN ${n} <= 0 THEN '' WHEN ${by} = '' THEN left(${s}, ${n}) ELSE ${name}(${s}, ${n}, ${by}) END)`;

const trim = (name: string): DuckDbFunction => ({
	sql: ([s, characters = "' '"]) => `${name}(${s}, ${characters})`,
});

const concat: DuckDbFunction = {
	sql: (args, call) => {
		if (args.length === 0) return "''";
		if (call.type.kind !== "array") return args.length === 1 ? (args[0] as string) : `(${args.join(" || ")})`;
		const missing = args.map((a) => `${a} IS NULL`).join(" OR ");
		return args.length === 1
			? (args[0] as string)
			: `(CASE WHEN ${missing} THEN NULL ELSE ${args.reduce((a, b) => `list_concat(${a}, ${b})`)} END)`;
	},
};

const concatWs: DuckDbFunction = {
	sql: ([separator, ...parts], call) => {
		const lists = parts.map((part, i) =>
			typeAt(call, i + 1).kind === "array" ? `coalesce(${part}, CAST([] AS VARCHAR[]))` : `[${part}]`,
		);
		const all =
			lists.length === 0 ? "CAST([] AS VARCHAR[])" : lists.reduce((a, b) => `list_concat(${a}, ${b})`);
		return `(CASE WHEN ${separator} IS NOT NULL THEN aq_join(${all}, ${separator}) END)`;
	},
};

const isCounted = (t: DataType): boolean =>
	t.kind === "year_month_interval" || t.kind === "day_time_interval";

/** How Java's Formatter sees a value: integer, fraction, boolean, or anything else as text. */
const formatKind = (t: DataType): string =>
	isInteger(t) || isDateTime(t) || isCounted(t)
		? "d"
		: isFractional(t)
			? "f"
			: t.kind === "boolean"
				? "b"
				: "s";

/** Spark hands the Formatter what it stores: days of a date, microseconds of a timestamp, months of an interval. */
function formatText(sql: string, type: DataType, context: EmitContext): string {
	if (type.kind === "date") return `CAST(${sql} - DATE '1970-01-01' AS VARCHAR)`;
	if (isCounted(type))
		return `CAST(${type.kind === "year_month_interval" ? "aq_months" : "aq_micros"}(${sql}) AS VARCHAR)`;
	if (type.kind === "decimal") return bigDecimalText(sql, type);
	return isDateTime(type) ? `CAST(epoch_us(${sql}) AS VARCHAR)` : textOf(sql, type, context);
}

const zeroIndex = raise(
	"INVALID_INDEX_OF_ZERO",
	"The index 0 is invalid. An index shall be either < 0 or > 0",
);

export const STRING_ROWS = {
	concat,
	concat_ws: concatWs,
	upper: { sql: ([s]) => `aq_java_upper(${s})` },
	lower: { sql: ([s]) => `aq_java_lower(${s})` },
	initcap: { sql: ([s]) => `aq_initcap(${s})` },
	reverse: {
		sql: ([s = ""], call) => {
			if (typeAt(call, 0).kind === "array") return `list_reverse(${s})`;
			if (!isBinary(call)) return `reverse(${s})`;
			return throughHex(s, (hex) => `array_to_string(list_reverse(regexp_extract_all(${hex}, '..')), '')`);
		},
	},
	trim: trim("trim"),
	ltrim: trim("ltrim"),
	rtrim: trim("rtrim"),
	btrim: trim("trim"),
	length: { sql: ([s], call) => int(isBinary(call) ? `octet_length(${s})` : `length(${s})`) },
	bit_length: { sql: ([s], call) => int(`8 * ${isBinary(call) ? `octet_length(${s})` : `strlen(${s})`}`) },
	octet_length: { sql: ([s], call) => int(isBinary(call) ? `octet_length(${s})` : `strlen(${s})`) },
	substring,
	left: end("left"),
	right: end("right"),
	substring_index: { macro: "aq_substring_index" },
	split_part: {
		sql: ([s, delimiter, n]) =>
			`(CASE WHEN ${s} IS NULL OR ${delimiter} IS NULL OR ${n} IS NULL THEN NULL WHEN ${n} = 0 THEN ${zeroIndex} WHEN ${delimiter} = '' THEN CASE WHEN ${n} IN (1, -1) THEN ${s} ELSE '' END ELSE split_part(${s}, ${delimiter}, ${n}) END)`,
	},
	lpad: pad("lpad"),
	rpad: pad("rpad"),
	replace: {
		sql: ([s, what, by = "''"]) =>
			`(CASE WHEN ${what} = '' AND ${by} IS NOT NULL THEN ${s} ELSE replace(${s}, ${what}, ${by}) END)`,
	},
	translate: { sql: ([s, from, to]) => `aq_translate(${s}, ${from}, ${to})` },
	overlay: {
		sql: ([s, by, p, n = "-1"], call) => {
			if (isBinary(call)) return `aq_overlay_bytes(${s}, ${by}, ${p}, ${n})`;
			const width = `(CASE WHEN ${n} >= 0 THEN ${n} ELSE length(${by}) END)`;
			// A place before the first counts from the end, as in substring.
			const rest = `substring(${s}, CASE WHEN ${p} + ${width} = 0 THEN 1 ELSE ${p} + ${width} END)`;
			const known = [s, by, p, n].map((x) => `${x} IS NOT NULL`).join(" AND ");
			return `(CASE WHEN ${known} THEN left(${s}, greatest(${p} - 1, 0)) || ${by} || ${rest} END)`;
		},
	},
	repeat: {
		sql: ([s, n]) => `(CASE WHEN ${n} <= 0 AND ${s} IS NOT NULL THEN '' ELSE repeat(${s}, ${n}) END)`,
	},
	space: { sql: ([n]) => `(CASE WHEN ${n} IS NOT NULL THEN repeat(' ', greatest(${n}, 0)) END)` },
	instr: {
		sql: ([s, part, from, nth = "1"]) =>
			from === undefined ? `aq_find(${s}, ${part})` : `aq_instr(${s}, ${part}, ${from}, ${nth})`,
	},
	locate: { sql: ([part, s, from = "1"]) => `aq_locate(${part}, ${s}, ${from})` },
	ascii: { sql: ([s]) => `(CASE WHEN ${s} = '' THEN 0 ELSE ${int(`unicode(${s})`)} END)` },
	chr: { sql: ([n]) => `(CASE WHEN ${n} < 0 THEN '' ELSE chr(${int(`${n} & 255`)}) END)` },
	format_number: {
		sql: ([x, places], call) => {
			const pattern = typeAt(call, 1).kind === "string";
			// All digits of a float, not those that tell it from other floats.
			const exact = typeAt(call, 0).kind === "float" ? `CAST(${x} AS DOUBLE)` : x;
			return `${pattern ? "aq_format_pattern" : "aq_format_number"}(aq_plain_decimal(CAST(${exact} AS VARCHAR)), ${places})`;
		},
	},
	format_string: {
		sql: ([format, ...values], call, context) => {
			const types = values.map((_, i) => typeAt(call, i + 1));
			const texts = values.map((v, i) => formatText(v, types[i] as DataType, context));
			return `aq_format_string(${format}, ${quoteText(types.map(formatKind).join(""))}, CAST([${texts.join(", ")}] AS VARCHAR[]))`;
		},
	},
	contains: {
		sql: ([s, part], call) =>
			isBinary(call)
				? `(CASE WHEN ${s} IS NOT NULL THEN instr(hex(${s}), hex(${part})) % 2 = 1 OR ${part} = ''::BLOB END)`
				: `contains(${s}, ${part})`,
	},
	startswith: {
		sql: ([s, part], call) =>
			isBinary(call) ? `starts_with(hex(${s}), hex(${part}))` : `starts_with(${s}, ${part})`,
	},
	endswith: {
		sql: ([s, part], call) =>
			isBinary(call) ? `ends_with(hex(${s}), hex(${part}))` : `ends_with(${s}, ${part})`,
	},
	levenshtein: { sql: ([a, b, limit = "2147483647"]) => `aq_levenshtein(${a}, ${b}, ${limit})` },
	soundex: { sql: ([s]) => `aq_soundex(${s})` },
	find_in_set: {
		sql: ([s, list]) =>
			`(CASE WHEN ${s} IS NULL OR ${list} IS NULL THEN NULL WHEN contains(${s}, ',') THEN 0 ELSE coalesce(list_position(string_split(${list}, ','), ${s}), 0) END)`,
	},
	elt: {
		sql: ([n, ...values]) => {
			const branches = values.map((v, i) => `WHEN ${n} = ${i + 1} THEN ${v}`).join(" ");
			const outside = raise(
				"INVALID_ARRAY_INDEX",
				`The index is out of bounds. The array has ${values.length} elements`,
			);
			return `(CASE ${branches} WHEN ${n} IS NOT NULL THEN ${outside} END)`;
		},
	},
	base64: { sql: ([b]) => `to_base64(${b})` },
	// As Java's MIME decoder: other characters are skipped, the padding may be missing.
	unbase64: {
		sql: (args, _call, context) =>
			apart(args, context, (s) => `coalesce(TRY(from_base64(${s})), aq_unbase64(${s}))`),
	},
	encode: {
		sql: ([s, charset], call) =>
			/^utf-8$/i.test(constantText(call.args[1]) ?? "") ? `encode(${s})` : `aq_encode(${s}, ${charset})`,
	},
	decode: {
		sql: ([value, second, ...rest]) => {
			if (rest.length === 0) return `aq_decode(${value}, ${second})`;
			const pairs = [second, ...rest];
			let branches = "";
			for (let i = 0; i + 1 < pairs.length; i += 2)
				branches += ` WHEN ${value} IS NOT DISTINCT FROM ${pairs[i]} THEN ${pairs[i + 1]}`;
			return `(CASE${branches}${pairs.length % 2 === 1 ? ` ELSE ${pairs.at(-1)}` : ""} END)`;
		},
	},
	mask: {
		sql: ([s, upper = "'X'", lower = "'x'", digit = "'n'", other = "''"]) =>
			`aq_mask(${s}, coalesce(${upper}, ''), coalesce(${lower}, ''), coalesce(${digit}, ''), coalesce(${other}, ''))`,
	},
} as const satisfies Record<keyof typeof STRINGS, DuckDbFunction>;
