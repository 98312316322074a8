import { array, BINARY, BOOLEAN, DOUBLE, FLOAT, STRING } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { castTo } from "../coercion.js";
import type { CallToBind, FunctionSpec, ScalarSpec } from "../functionSpec.js";
import { constant, type Expect, family, scalar, strictText, text, textOrBinary, to } from "./build.js";
import { numberFormatType } from "./numberFormat.js";

const bytes: Expect = to(BINARY);

/** to_number's type comes from the format, which is a constant. */
const numberIn = (args: readonly BoundExpr[], call: CallToBind) =>
	numberFormatType(constant(args[1], call.name, "the format"), call.name);

const FORMATS = new Set(["hex", "base64", "utf-8", "utf8"]);

/** An unknown format is an error even where there is no value. */
const binaryFormat: Expect = (arg, name) => {
	const format = text(arg, name);
	if (format.kind === "literal" && format.value !== null && !FORMATS.has(format.value.toLowerCase()))
		throw fault(
			"PLAN_BAD_ARGUMENT",
			{ name, problem: `the format '${format.value}' is not one of hex, base64, utf-8` },
			{ sparkCondition: "DATATYPE_MISMATCH.INVALID_ARG_VALUE" },
		);
	return format;
};

/** Only base64 has a decoder that Spark knows to give a value. */
const binaryNullable = (args: readonly BoundExpr[]): boolean => {
	const format = args[1];
	const known = format?.kind === "literal" && format.value?.toLowerCase() === "base64";
	return !known || (args[0]?.nullable ?? true);
};

const vector = family("an array of floats", (t) => t.kind === "array" && t.element.kind === "float");
const degree: Expect = family("a float", (t) => t.kind === "float");
const measure = (): ScalarSpec => scalar([vector, vector], FLOAT, { nullable: true });

const collation: Expect = (arg, name) =>
	arg.type.kind === "void" ? castTo(arg, STRING) : family("a string", (t) => t.kind === "string")(arg, name);

export const ENCODINGS = {
	url_encode: scalar([text], STRING, { nullable: true }),
	url_decode: scalar([text], STRING, { nullable: true }),
	try_url_decode: scalar([text], STRING, { nullable: true }),
	parse_url: scalar([strictText, strictText, strictText], STRING, { optional: 1, nullable: true }),
	try_parse_url: scalar([strictText, strictText, strictText], STRING, { optional: 1, nullable: true }),
	to_number: scalar([text, text], numberIn),
	try_to_number: scalar([text, text], numberIn, { nullable: true }),
	to_binary: scalar([text, binaryFormat], BINARY, { optional: 1, nullable: binaryNullable }),
	try_to_binary: scalar([text, text], BINARY, { optional: 1, nullable: true }),
	to_base32: scalar([bytes], STRING),
	from_base32: scalar([text], BINARY),
	hmac: scalar([bytes, bytes, text], BINARY, { optional: 1, nullable: true }),
	is_valid_utf8: scalar([textOrBinary], BOOLEAN, { nullable: true }),
	make_valid_utf8: scalar([textOrBinary], STRING, { nullable: true }),
	validate_utf8: scalar([textOrBinary], STRING, { nullable: true }),
	try_validate_utf8: scalar([textOrBinary], STRING, { nullable: true }),
	luhn_check: scalar([text], BOOLEAN, { nullable: true }),
	quote: scalar([text], STRING, { nullable: true }),
	jaro_winkler_similarity: scalar([text, text], DOUBLE, { nullable: true }),
	collation: scalar([collation], STRING, { nullable: false }),
	/** Only Spark's own order, by bytes. */
	collate: scalar([strictText, collationName], STRING),
	vector_norm: scalar([vector, degree], FLOAT, { optional: 1, nullable: true }),
	vector_normalize: scalar([vector, degree], array(FLOAT), { optional: 1, nullable: true }),
	vector_inner_product: measure(),
	vector_l2_distance: measure(),
	vector_cosine_similarity: measure(),
} as const satisfies Record<string, FunctionSpec>;

function collationName(arg: BoundExpr, name: string): BoundExpr {
	const given = constant(arg, name, "the collation");
	if (/^(?:system\.builtin\.)?utf8_binary$/i.test(given)) return arg;
	throw fault("PLAN_BAD_ARGUMENT", {
		name,
		problem: `there is no collation ${given} here: texts are compared by their bytes (UTF8_BINARY)`,
	});
}
