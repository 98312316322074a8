import type { BoundCall, BoundExpr } from "../../../plan/bound.js";
import type { ENCODINGS } from "../../../plan/functions/encodings.js";
import { duckType } from "../types.js";
import { raise } from "./casts.js";
import { tryEval } from "./tryEval.js";
import type { DuckDbFunction } from "./types.js";

const isBinary = (call: BoundCall): boolean => (call.args[0] as BoundExpr).type.kind === "binary";
const plain = (name: string): DuckDbFunction => ({ sql: (args) => `${name}(${args.join(", ")})` });

/** parse_url with and without a key. */
const url = (name: string): DuckDbFunction => ({
	sql: (args) => `${name}${args.length === 3 ? "_key" : ""}(${args.join(", ")})`,
});

const number = (name: string): DuckDbFunction => ({
	sql: ([text, format], call) => `CAST(${name}(${text}, ${format}) AS ${duckType(call.type)})`,
});

/** Texts are always UTF-8 here; only bytes may not be. */
const utf8 = (bytes: (x: string) => string, text: (x: string) => string = (x) => x): DuckDbFunction => ({
	sql: ([x = ""], call) => (isBinary(call) ? bytes(x) : text(x)),
});

const badText = raise("INVALID_UTF8_STRING", "Invalid UTF8 byte sequence found in a string");

/** Vectors cross as the texts of their elements. */
const texts = (x: string | undefined): string => `CAST(${x} AS VARCHAR[])`;
const pair = (name: string): DuckDbFunction => ({ sql: ([a, b]) => `${name}(${texts(a)}, ${texts(b)})` });
const TWO = "CAST(2 AS FLOAT)";

export const ENCODING_ROWS = {
	url_encode: plain("aq_url_encode"),
	url_decode: plain("aq_url_decode"),
	try_url_decode: plain("aq_try_url_decode"),
	parse_url: url("aq_parse_url"),
	try_parse_url: url("aq_try_parse_url"),
	to_number: number("aq_to_number"),
	try_to_number: number("aq_try_to_number"),
	to_binary: { sql: ([text, format = "'hex'"]) => `aq_to_binary(${text}, ${format})` },
	try_to_binary: { sql: tryEval(([text, format = "'hex'"]) => `aq_try_to_binary(${text}, ${format})`) },
	to_base32: plain("aq_to_base32"),
	from_base32: plain("aq_from_base32"),
	hmac: { sql: ([key, message, name = "'SHA-256'"]) => `aq_hmac(${key}, ${message}, ${name})` },
	is_valid_utf8: utf8(
		(x) => `(CASE WHEN ${x} IS NOT NULL THEN aq_valid_text(${x}) IS NOT NULL END)`,
		(x) => `(CASE WHEN ${x} IS NOT NULL THEN TRUE END)`,
	),
	make_valid_utf8: utf8((x) => `decode(aq_valid_bytes(${x}))`),
	validate_utf8: utf8(
		(x) => `(CASE WHEN ${x} IS NOT NULL THEN coalesce(aq_valid_text(${x}), ${badText}) END)`,
	),
	try_validate_utf8: utf8((x) => `aq_valid_text(${x})`),
	luhn_check: {
		// Every second digit from the right is doubled, and the digits of what comes out are added.
		sql: ([x]) =>
			`(CASE WHEN ${x} IS NULL THEN NULL WHEN NOT regexp_full_match(${x}, '[0-9]+') THEN FALSE ELSE list_sum(list_transform(string_split(reverse(${x}), ''), lambda aq_d, aq_i: CASE WHEN aq_i % 2 = 1 THEN CAST(aq_d AS INTEGER) ELSE 2 * CAST(aq_d AS INTEGER) - CASE WHEN aq_d > '4' THEN 9 ELSE 0 END END)) % 10 = 0 END)`,
	},
	quote: { sql: ([x]) => `('''' || replace(${x}, '''', '\\''') || '''')` },
	jaro_winkler_similarity: plain("aq_jaro_winkler"),
	collation: { sql: () => "'SYSTEM.BUILTIN.UTF8_BINARY'" },
	collate: { sql: ([x = ""]) => x },
	vector_norm: { sql: ([x, degree = TWO]) => `aq_vector_norm(${texts(x)}, ${degree})` },
	vector_normalize: {
		sql: ([x, degree = TWO]) => `CAST(aq_vector_normalize(${texts(x)}, ${degree}) AS FLOAT[])`,
	},
	vector_inner_product: pair("aq_vector_inner_product"),
	vector_l2_distance: pair("aq_vector_l2_distance"),
	vector_cosine_similarity: pair("aq_vector_cosine"),
} as const satisfies Record<keyof typeof ENCODINGS, DuckDbFunction>;
