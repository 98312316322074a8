import {
	array,
	BIGINT,
	BINARY,
	BOOLEAN,
	type DataType,
	INT,
	isInteger,
	isNumeric,
	STRING,
} from "../../core/dataTypes.js";
import type { BoundExpr } from "../bound.js";
import { castTo, commonCast, implicitCast, mismatch } from "../coercion.js";
import type { CallToBind, FunctionSpec, ScalarSpec } from "../functionSpec.js";
import {
	any,
	constantOf,
	type Expect,
	family,
	integer,
	number,
	scalar,
	strictText,
	text,
	textOrBinary,
	to,
	typeOf,
	typeOfArg,
} from "./build.js";
import { alike } from "./conditionals.js";

const textFunction = (): ScalarSpec => scalar([text], STRING);

/** `trim(x)` or `trim(x, characters)`: the text first, unlike Spark SQL's two-argument trim, ltrim and rtrim. */
const trimming = (): ScalarSpec => scalar([text, text], STRING, { optional: 1 });

/** concat works on strings, on binaries and on arrays. */
const concatenable: Expect = (arg, name) =>
	["array", "binary", "unknown"].includes(arg.type.kind) ? arg : implicitCast(arg, STRING, name);

function together(args: readonly BoundExpr[], call: CallToBind) {
	if (args.some((a) => a.type.kind === "array")) return alike()(args, call);
	// Strings and binaries mixed: all become strings.
	return args.every((a) => a.type.kind === "binary") ? args : args.map((a) => castTo(a, STRING));
}

/** concat_ws takes strings and arrays of strings, and skips what is NULL. */
const textOrTexts: Expect = (arg, name) =>
	arg.type.kind === "array" ? implicitCast(arg, array(STRING), name) : text(arg, name);

const textOrArray: Expect = (arg, name) => (arg.type.kind === "array" ? arg : textOrBinary(arg, name));
const bigint: Expect = to(BIGINT);
const toBinary: Expect = to(BINARY);
const placesOrPattern: Expect = (arg, name) => (isInteger(arg.type) ? integer(arg, name) : text(arg, name));

const sameTexts = (args: readonly BoundExpr[]): DataType =>
	typeOf(args[0]).kind === "binary" ? BINARY : STRING;

const test = (): ScalarSpec =>
	scalar([textOrBinary, textOrBinary], BOOLEAN, { together: oneKind((args) => args) });
/** Texts and binaries mixed (from `first` on): all become strings. */
const oneKind =
	(of: (args: readonly BoundExpr[]) => readonly BoundExpr[]) =>
	(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] => {
		const mixed = new Set(of(args).map((a) => a.type.kind)).size > 1;
		return mixed ? args.map((a) => (of(args).includes(a) ? implicitCast(a, STRING, call.name) : a)) : args;
	};

const pad = (): ScalarSpec =>
	scalar([textOrBinary, integer, textOrBinary], sameTexts, {
		optional: 1,
		together: oneKind((args) => args.filter((_, i) => i !== 1)),
	});

/** What is put in has the kind of the whole. */
function replacement(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const [whole, part] = args as [BoundExpr, BoundExpr];
	const kinds = [whole, part].map((a) => a.type.kind);
	if (kinds[0] !== kinds[1] && !kinds.includes("unknown"))
		throw mismatch(call.name, "two strings or two binaries", part, "DATA_DIFF_TYPES");
	return args;
}

/** decode(bytes, charset), and decode(x, a, b, c, d, …, otherwise): the b of the first a that equals x. */
/** A number; a text does not become one. */
const formatted: Expect = (arg, name) =>
	arg.type.kind === "void" ? number(arg, name) : family("a number", isNumeric)(arg, name);

function decoded(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const [value, second, ...rest] = args as [BoundExpr, BoundExpr, ...BoundExpr[]];
	if (rest.length === 0) return [toBinary(value, call.name), text(second, call.name)];
	const branches = [second, ...rest];
	const isResult = (i: number): boolean => i % 2 === 1 || i === branches.length - 1;
	const results = commonCast(
		branches.filter((_, i) => isResult(i)),
		call.name,
	).exprs;
	const tests = commonCast([value, ...branches.filter((_, i) => !isResult(i))], call.name).exprs;
	let [nextTest, nextResult] = [1, 0];
	return [
		tests[0],
		...branches.map((_, i) => (isResult(i) ? results[nextResult++] : tests[nextTest++])),
	] as BoundExpr[];
}

const decodedType = (args: readonly BoundExpr[]): DataType => (args.length === 2 ? STRING : typeOf(args[2]));

export const STRINGS = {
	concat: scalar([], (args) => (args.length === 0 ? STRING : typeOf(args[0])), {
		rest: concatenable,
		together,
	}),
	concat_ws: scalar([text], STRING, { rest: textOrTexts, nullable: (args) => args[0]?.nullable ?? false }),
	upper: textFunction(),
	lower: textFunction(),
	initcap: textFunction(),
	reverse: scalar([textOrArray], typeOfArg(0)),
	trim: trimming(),
	ltrim: trimming(),
	rtrim: trimming(),
	btrim: trimming(),
	length: scalar([textOrBinary], INT),
	bit_length: scalar([textOrBinary], INT),
	octet_length: scalar([textOrBinary], INT),
	substring: scalar([textOrBinary, integer, integer], sameTexts, { optional: 1 }),
	left: scalar([textOrBinary, integer], sameTexts),
	right: scalar([text, integer], STRING, { nullable: true }),
	substring_index: scalar([text, text, integer], STRING),
	split_part: scalar([text, text, integer], STRING, { nullable: true }),
	lpad: pad(),
	rpad: pad(),
	replace: scalar([text, text, text], STRING, { optional: 1 }),
	translate: scalar([text, text, text], STRING),
	overlay: scalar([textOrBinary, textOrBinary, integer, integer], sameTexts, {
		optional: 1,
		together: replacement,
	}),
	repeat: scalar([text, integer], STRING),
	space: scalar([integer], STRING),
	/** From a place on (from the end when negative), the n-th time. */
	instr: scalar([text, text, integer, integer], INT, { optional: 2 }),
	locate: scalar([text, text, integer], INT, { optional: 1 }),
	ascii: scalar([text], INT),
	chr: scalar([bigint], STRING),
	format_number: scalar([formatted, placesOrPattern], STRING, { nullable: true }),
	format_string: scalar([text], STRING, { rest: any, nullable: (args) => args[0]?.nullable ?? true }),
	contains: test(),
	startswith: test(),
	endswith: test(),
	levenshtein: scalar([text, text, integer], INT, { optional: 1 }),
	soundex: scalar([strictText], STRING),
	find_in_set: scalar([text, text], INT),
	elt: scalar([integer, textOrBinary], (args) => typeOf(args[1]), {
		rest: textOrBinary,
		nullable: true,
		together: oneKind((args) => args.slice(1)),
	}),
	base64: scalar([toBinary], STRING),
	unbase64: scalar([text], BINARY),
	encode: scalar([text, text], BINARY, { nullable: true }),
	decode: scalar([any, any], decodedType, { rest: any, together: decoded, nullable: true }),
	mask: scalar([strictText, strictText, strictText, strictText, strictText], STRING, {
		optional: 4,
		nullable: true,
		params: ["str", "upperChar", "lowerChar", "digitChar", "otherChar"],
		defaults: {
			upperChar: constantOf(STRING, "X"),
			lowerChar: constantOf(STRING, "x"),
			digitChar: constantOf(STRING, "n"),
		},
	}),
} as const satisfies Record<string, FunctionSpec>;
