import type { DecimalType } from "../../../../core/dataTypes.js";
import type { BoundCall, BoundExpr } from "../../../../plan/bound.js";
import type { FunctionName } from "../../../../plan/functions.js";
import { number, string } from "../../../printers/python/build.js";
import type { PyBinary, PyExpr } from "../../../printers/python/nodes.js";
import {
	and,
	binary,
	boolean,
	cast,
	fillNull,
	integer,
	isNotNull,
	isNull,
	isTrue,
	lit,
	method,
	not,
	or,
	pl,
	text,
	unlessBad,
	when,
	within,
} from "./build.js";
import { castTo } from "./casts.js";
import { type At, guardedBad, inBranch, isFloat, isInteger, refused } from "./context.js";
import { decimalProduct, decimalSum, rescaled, roundedDouble } from "./decimals.js";
import { bareLiteral } from "./literals.js";
import { likeToRegex, safeRegex } from "./regex.js";
import { local } from "./times.js";
import { DATE_TYPE, INT32, INT64, INT128, polarsType } from "./types.js";

/** One call, and its arguments as expressions of Polars. */
export interface Call {
	readonly e: BoundCall;
	readonly at: At;
	readonly arg: (index: number, at?: At) => PyExpr;
}
type Handler = (call: Call) => PyExpr;

const typeOf = ({ e }: Call, i: number): BoundExpr["type"] => (e.args[i] as BoundExpr).type;

/** The text of a constant argument; undefined for anything else. */
function constant({ e }: Call, i: number): string | undefined {
	let arg = e.args[i];
	while (arg?.kind === "cast") arg = arg.input;
	return arg?.kind === "literal" && arg.value !== null ? arg.value : undefined;
}
const cannot = (c: Call, what: string): PyExpr => refused(c.at, `${c.e.fn} ${what}`);

/** Integers: computed in more bits, so that the cast back raises where Spark does. */
function arithmetic(op: "+" | "-" | "*"): Handler {
	return (c) => {
		const { type } = c.e;
		if (isFloat(type)) return binary(op, c.arg(0), c.arg(1));
		if (isInteger(type)) {
			const wide = type.kind === "bigint" ? INT128 : INT64;
			const of = (i: number): PyExpr => cast(c.arg(i), wide);
			const result = binary(op, of(0), of(1));
			return cast(
				c.at.active ? when([{ when: c.at.active, then: result }]) : result,
				polarsType(type) as PyExpr,
			);
		}
		return type.kind === "decimal" ? decimalArithmetic(op, type, c) : cannot(c, `of ${type.kind}`);
	};
}

function decimalArithmetic(op: "+" | "-" | "*", type: DecimalType, c: Call): PyExpr {
	const [left, right] = [typeOf(c, 0), typeOf(c, 1)];
	if (left.kind !== "decimal" || right.kind !== "decimal") return cannot(c, "of decimals");
	if (op === "*") {
		const scale = left.scale + right.scale;
		if (left.precision + right.precision > 36 || scale !== type.scale)
			return cannot(c, "of decimals with more than 36 digits");
		return decimalProduct([c.arg(0), left], [c.arg(1), right], type);
	}
	if (type.precision >= 38 || Math.max(left.scale, right.scale) !== type.scale)
		return cannot(c, "of decimals with more than 37 digits");
	return decimalSum(op, c.arg(0), c.arg(1), type);
}

const isZero = (value: PyExpr): PyExpr => binary("==", value, integer(0));

const division: Handler = (c) => {
	if (!isFloat(c.e.type)) return cannot(c, `of ${c.e.type.kind}`);
	const [left, right] = [c.arg(0), c.arg(1)];
	const bad = and(isNotNull(left), isZero(right));
	const result = binary("/", left, right);
	if (constant(c, 1) !== undefined && Number(constant(c, 1)) !== 0) return result;
	return unlessBad(result, guardedBad(bad, c.at), "division by zero");
};

const tryDivision: Handler = (c) =>
	isFloat(c.e.type)
		? when([{ when: binary("!=", c.arg(1), integer(0)), then: binary("/", c.arg(0), c.arg(1)) }])
		: cannot(c, `of ${c.e.type.kind}`);

/** The sign of a remainder is that of what is divided; Polars takes the other's. */
const remainder: Handler = (c) => {
	if (!isInteger(c.e.type)) return cannot(c, `of ${c.e.type.kind}`);
	const [left, right] = [cast(c.arg(0), INT128), cast(c.arg(1), INT128)];
	const size = binary("%", method(left, "abs"), method(right, "abs"));
	const minus = binary("-", integer(0), size);
	const result = cast(
		when([{ when: binary("<", left, integer(0)), then: minus }], size),
		polarsType(c.e.type) as PyExpr,
	);
	if (constant(c, 1) !== undefined && Number(constant(c, 1)) !== 0) return result;
	return unlessBad(result, guardedBad(and(isNotNull(left), isZero(right)), c.at), "division by zero");
};

/** Toward zero; Polars divides toward what is smaller. */
const wholeDivision: Handler = (c) => {
	if (!isInteger(typeOf(c, 0)) || !isInteger(typeOf(c, 1))) return cannot(c, `of ${typeOf(c, 0).kind}`);
	const [left, right] = [cast(c.arg(0), INT128), cast(c.arg(1), INT128)];
	const size = method(method(left, "abs"), "floordiv", [method(right, "abs")]);
	const minus = binary("-", integer(0), size);
	const isNegative = (value: PyExpr): PyExpr => binary("<", value, integer(0));
	const result = cast(
		when([{ when: binary("!=", isNegative(left), isNegative(right)), then: minus }], size),
		polarsType(c.e.type) as PyExpr,
	);
	if (constant(c, 1) !== undefined && Number(constant(c, 1)) !== 0) return result;
	return unlessBad(result, guardedBad(and(isNotNull(left), isZero(right)), c.at), "division by zero");
};

/** By a positive constant it is the remainder that Polars has. */
const positiveRemainder: Handler = (c) =>
	isInteger(c.e.type) && count(c, 1) > 0
		? binary("%", c.arg(0), c.arg(1))
		: cannot(c, "by anything but a positive constant");

const repeated: Handler = (c) => {
	const times = count(c, 1);
	if (typeOf(c, 0).kind !== "string" || !(times >= 1 && times <= 20))
		return cannot(c, "of a computed number");
	return pl("concat_str", ...Array.from({ length: times }, () => c.arg(0)));
};

/** NULL where the value is not found and might be one of those that are missing. */
const listContains: Handler = (c) => {
	const type = typeOf(c, 0);
	if (type.kind !== "array" || !COMPARABLE.has(type.element.kind) || isFloat(type.element))
		return cannot(c, "of such values");
	const list = c.arg(0);
	const item = c.arg(1);
	const found = within(list, "list", "contains", item);
	const known = within(within(list, "list", "drop_nulls"), "list", "len");
	const isComplete = binary("==", known, within(list, "list", "len"));
	return when([{ when: and(isNotNull(item), or(found, isComplete)), then: found }]);
};

const COMPARABLE = new Set(
	"boolean tinyint smallint int bigint float double decimal string date timestamp timestamp_ntz binary".split(
		" ",
	),
);

function comparison(op: PyBinary): Handler {
	return (c) => {
		const type = typeOf(c, 0);
		if (!COMPARABLE.has(type.kind)) return cannot(c, `of ${type.kind}`);
		if (type.kind === "boolean" && op !== "==") return cannot(c, "of booleans");
		const [left, right] = c.e.args as readonly [BoundExpr, BoundExpr];
		const bare = right.kind === "literal" && left.kind !== "literal" ? bareLiteral(right) : undefined;
		return binary(op, c.arg(0), bare ?? c.arg(1));
	};
}

const negated = (c: Call): PyExpr => {
	const { type } = c.e;
	const minus = (value: PyExpr): PyExpr => ({ kind: "unary", op: "-", operand: value });
	if (isFloat(type) || type.kind === "decimal") return minus(c.arg(0));
	return isInteger(type)
		? cast(minus(cast(c.arg(0), INT128)), polarsType(type) as PyExpr)
		: cannot(c, type.kind);
};

/** A function of one double. */
const ofDouble =
	(member: string): Handler =>
	(c) =>
		isFloat(typeOf(c, 0)) ? method(c.arg(0), member) : cannot(c, `of ${typeOf(c, 0).kind}`);

/** Spark's logarithms of what is not positive are NULL. */
const logarithm =
	(...base: PyExpr[]): Handler =>
	(c) =>
		when([{ when: binary(">", c.arg(0), integer(0)), then: method(c.arg(0), "log", base) }]);

const whole =
	(member: "ceil" | "floor"): Handler =>
	(c) => {
		if (c.e.args.length !== 1) return cannot(c, "with a number of digits");
		if (isInteger(typeOf(c, 0))) return cast(c.arg(0), polarsType(c.e.type) as PyExpr);
		return typeOf(c, 0).kind === "double" ? cast(method(c.arg(0), member), INT64) : cannot(c, "of decimals");
	};

const rounding: Handler = (c) => {
	const type = typeOf(c, 0);
	const scale = c.e.args.length < 2 ? 0 : Number(constant(c, 1) ?? Number.NaN);
	if (!Number.isInteger(scale) || scale < 0) return cannot(c, "with a computed or negative number of digits");
	if (isInteger(type)) return c.arg(0);
	if (type.kind === "double" && scale <= 4) return roundedDouble(c.arg(0), scale);
	return type.kind === "decimal" && c.e.type.kind === "decimal"
		? rescaled(c.arg(0), type.scale, c.e.type)
		: cannot(c, `of ${type.kind} to ${scale} digits`);
};

const horizontal =
	(member: "max_horizontal" | "min_horizontal"): Handler =>
	(c) =>
		isInteger(c.e.type) || c.e.type.kind === "date" || c.e.type.kind === "timestamp"
			? pl(member, ...c.e.args.map((_, i) => c.arg(i)))
			: cannot(c, `of ${c.e.type.kind}`);

const coalesced: Handler = (c) => {
	let { at } = c;
	const values = c.e.args.map((_, i) => {
		const value = c.arg(i, at);
		at = inBranch(at, isNull(value));
		return value;
	});
	return values.length === 1 ? (values[0] as PyExpr) : pl("coalesce", ...values);
};

const string1 =
	(...[member, ...args]: [string, ...PyExpr[]]): Handler =>
	(c) =>
		c.e.args.length === 1 && typeOf(c, 0).kind === "string"
			? within(c.arg(0), "str", member, ...args)
			: cannot(c, "of such arguments");

/** `startswith` and the like: of two texts. */
const search =
	(member: string): Handler =>
	(c) =>
		typeOf(c, 0).kind === "string" && typeOf(c, 1).kind === "string"
			? within(c.arg(0), "str", member, c.arg(1))
			: cannot(c, "of binaries");

const literalSearch: Handler = (c) =>
	typeOf(c, 0).kind !== "string" || typeOf(c, 1).kind !== "string"
		? cannot(c, "of binaries")
		: {
				kind: "call",
				fn: {
					kind: "attribute",
					object: { kind: "attribute", object: c.arg(0), name: "str" },
					name: "contains",
				},
				args: [c.arg(1)],
				kwargs: [{ name: "literal", value: boolean(true) }],
			};

const count = (c: Call, i: number): number => {
	const value = constant(c, i);
	return value === undefined ? Number.NaN : Number(value);
};

const substring: Handler = (c) => {
	const start = count(c, 1);
	const length = c.e.args.length < 3 ? undefined : count(c, 2);
	if (typeOf(c, 0).kind !== "string" || !(start >= 0) || (length !== undefined && Number.isNaN(length)))
		return cannot(c, "with a computed or negative place");
	const from = integer(Math.max(0, start - 1));
	return within(
		c.arg(0),
		"str",
		"slice",
		from,
		...(length === undefined ? [] : [integer(Math.max(0, length))]),
	);
};

const ending =
	(member: "head" | "tail"): Handler =>
	(c) => {
		const length = count(c, 1);
		if (typeOf(c, 0).kind !== "string" || Number.isNaN(length)) return cannot(c, "with a computed length");
		if (length <= 0) return within(c.arg(0), "str", "slice", integer(0), integer(0));
		return within(c.arg(0), "str", member, integer(length));
	};

const padding =
	(member: "pad_start" | "pad_end"): Handler =>
	(c) => {
		const length = count(c, 1);
		const fill = c.e.args.length < 3 ? " " : constant(c, 2);
		if (typeOf(c, 0).kind !== "string" || !(length >= 0) || fill === undefined || [...fill].length !== 1)
			return cannot(c, "with anything but a constant length and one character");
		const cut = within(c.arg(0), "str", "slice", integer(0), integer(length));
		return within(cut, "str", member, integer(length), string(fill));
	};

const concatenated: Handler = (c) =>
	c.e.args.length > 0 && c.e.args.every((a) => a.type.kind === "string")
		? pl("concat_str", ...c.e.args.map((_, i) => c.arg(i)))
		: cannot(c, "of anything but texts");

const joined: Handler = (c) => {
	const separator = constant(c, 0);
	const rest = c.e.args.slice(1);
	if (separator === undefined || rest.length === 0 || rest.some((a) => a.type.kind !== "string"))
		return cannot(c, "of anything but texts with a constant between them");
	const value: PyExpr = {
		kind: "call",
		fn: { kind: "attribute", object: { kind: "name", name: "pl" }, name: "concat_str" },
		args: rest.map((_, i) => c.arg(i + 1)),
		kwargs: [
			{ name: "separator", value: string(separator) },
			{ name: "ignore_nulls", value: boolean(true) },
		],
	};
	return fillNull(value, text(""));
};

const replaced: Handler = (c) => {
	const search = constant(c, 1);
	const by = c.e.args.length < 3 ? "" : constant(c, 2);
	if (search === undefined || search === "" || by === undefined)
		return cannot(c, "of anything but constants");
	return {
		kind: "call",
		fn: {
			kind: "attribute",
			object: { kind: "attribute", object: c.arg(0), name: "str" },
			name: "replace_all",
		},
		args: [string(search), string(by)],
		kwargs: [{ name: "literal", value: boolean(true) }],
	};
};

const likeness =
	(isFolded: boolean): Handler =>
	(c) => {
		const pattern = constant(c, 1);
		const escape = c.e.args.length < 3 ? "\\" : constant(c, 2);
		if (pattern === undefined || escape === undefined) return cannot(c, "with a computed pattern");
		const value = isFolded ? within(c.arg(0), "str", "to_lowercase") : c.arg(0);
		return within(
			value,
			"str",
			"contains",
			string(likeToRegex(isFolded ? pattern.toLowerCase() : pattern, escape)),
		);
	};

const regexMatch: Handler = (c) => {
	const pattern = constant(c, 1);
	const safe = pattern === undefined ? undefined : safeRegex(pattern, true);
	return safe === undefined
		? cannot(c, `with the pattern ${JSON.stringify(pattern)}`)
		: within(c.arg(0), "str", "contains", string(safe));
};

const regexReplace: Handler = (c) => {
	const pattern = constant(c, 1);
	const by = constant(c, 2);
	const safe = pattern === undefined ? undefined : safeRegex(pattern, false);
	const start = c.e.args.length < 4 ? "1" : constant(c, 3);
	if (safe === undefined || by === undefined || /[$\\]/.test(by) || start !== "1")
		return cannot(c, `with the pattern ${JSON.stringify(pattern)}`);
	return within(c.arg(0), "str", "replace_all", string(safe), string(by));
};

const regexExtract: Handler = (c) => {
	const pattern = constant(c, 1);
	const group = c.e.args.length < 3 ? 1 : count(c, 2);
	const safe = pattern === undefined ? undefined : safeRegex(pattern, false);
	if (safe === undefined || Number.isNaN(group))
		return cannot(c, `with the pattern ${JSON.stringify(pattern)}`);
	const found = within(c.arg(0), "str", "extract", string(safe), integer(group));
	return when([{ when: isNotNull(c.arg(0)), then: fillNull(found, text("")) }]);
};

const split: Handler = (c) => {
	const by = constant(c, 1);
	return by !== undefined &&
		/^[A-Za-z0-9 ,;:/_-]+$/.test(by) &&
		c.e.args.slice(2).every((a) => a.kind === "literal" && a.value === "-1")
		? within(c.arg(0), "str", "split", string(by))
		: cannot(c, "by a pattern");
};

/** A part of a day or an instant, in the time zone of the session. */
const datePart =
	(member: string, change: (part: PyExpr) => PyExpr = (part) => part): Handler =>
	(c) => {
		const type = typeOf(c, 0);
		const isTime = ["hour", "minute", "second"].includes(member);
		if (type.kind !== "timestamp" && type.kind !== "timestamp_ntz" && (isTime || type.kind !== "date"))
			return cannot(c, `of ${type.kind}`);
		const value = type.kind === "timestamp" ? local(c.arg(0), c.at) : c.arg(0);
		return change(cast(within(value, "dt", member), INT32));
	};

const days =
	(op: "+" | "-"): Handler =>
	(c) =>
		isInteger(typeOf(c, 1))
			? cast(binary(op, cast(c.arg(0), INT32), cast(c.arg(1), INT32)), DATE_TYPE)
			: cannot(c, "with an interval");

const daysBetween: Handler = (c) => binary("-", cast(c.arg(0), INT32), cast(c.arg(1), INT32));

const months: Handler = (c) => {
	const by = count(c, 1);
	return Number.isNaN(by)
		? cannot(c, "of a computed number")
		: within(c.arg(0), "dt", "offset_by", string(`${by}mo`));
};

const UNITS: Readonly<Record<string, string>> = {
	year: "1y",
	yyyy: "1y",
	yy: "1y",
	quarter: "1q",
	month: "1mo",
	mon: "1mo",
	mm: "1mo",
	week: "1w",
	day: "1d",
	dd: "1d",
	hour: "1h",
	minute: "1m",
	second: "1s",
};

const truncated =
	(unitAt: number, valueAt: number): Handler =>
	(c) => {
		const unit = UNITS[constant(c, unitAt)?.toLowerCase() ?? ""];
		if (unit === undefined) return cannot(c, `to ${constant(c, unitAt) ?? "a computed unit"}`);
		const isDate = c.e.type.kind === "date";
		if (isDate && /[dhms]$/.test(unit)) return cannot(c, `to ${constant(c, unitAt)}`);
		if (c.at.target.timeZone !== "UTC" && !isDate) return cannot(c, `in ${c.at.target.timeZone}`);
		return within(c.arg(valueAt), "dt", "truncate", string(unit));
	};

const unixTime =
	(divisor: number): Handler =>
	(c) => {
		if (typeOf(c, 0).kind !== "timestamp") return cannot(c, `of ${typeOf(c, 0).kind}`);
		const micros = within(c.arg(0), "dt", "epoch", string("us"));
		return divisor === 1 ? micros : method(micros, "floordiv", [lit(integer(divisor))]);
	};

const parsedMoment =
	(mode: "ansi" | "try"): Handler =>
	(c) =>
		c.e.args.length === 1
			? castTo(c.arg(0), typeOf(c, 0), c.e.type, mode, c.at)
			: cannot(c, "with a pattern");

const conjunction =
	(op: "and" | "or"): Handler =>
	(c) => {
		const left = c.arg(0);
		// Spark looks at the right side only where the left one has not decided.
		const undecided = op === "and" ? fillNull(left, boolean(true)) : not(isTrue(left));
		return (op === "and" ? and : or)(left, c.arg(1, inBranch(c.at, undecided)));
	};

const membership: Handler = (c) =>
	c.e.args
		.slice(1)
		.map((item, i) => {
			const bare = item.kind === "literal" ? bareLiteral(item) : undefined;
			return binary("==", c.arg(0), bare ?? c.arg(i + 1));
		})
		.reduce(or);

/** What Polars says exactly as Spark does. A function that is not here is refused by its name. */
export const FUNCTIONS: { readonly [F in FunctionName]?: Handler } = {
	"+": arithmetic("+"),
	"-": arithmetic("-"),
	"*": arithmetic("*"),
	"/": division,
	"%": remainder,
	div: wholeDivision,
	pmod: positiveRemainder,
	try_divide: tryDivision,
	"=": comparison("=="),
	"<": comparison("<"),
	"<=": comparison("<="),
	">": comparison(">"),
	">=": comparison(">="),
	"<=>": (c) =>
		COMPARABLE.has(typeOf(c, 0).kind)
			? method(c.arg(0), "eq_missing", [c.arg(1)])
			: cannot(c, "of nested values"),
	equal_null: (c) =>
		COMPARABLE.has(typeOf(c, 0).kind)
			? method(c.arg(0), "eq_missing", [c.arg(1)])
			: cannot(c, "of nested values"),
	and: conjunction("and"),
	or: conjunction("or"),
	not: (c) => not(c.arg(0)),
	negative: negated,
	positive: (c) => c.arg(0),
	in: membership,
	isnull: (c) => isNull(c.arg(0)),
	isnotnull: (c) => isNotNull(c.arg(0)),
	isnan: (c) => isTrue(method(c.arg(0), "is_nan")),
	"&": (c) => and(c.arg(0), c.arg(1)),
	"|": (c) => or(c.arg(0), c.arg(1)),
	"^": (c) => binary("^", c.arg(0), c.arg(1)),
	like: likeness(false),
	ilike: likeness(true),
	rlike: regexMatch,
	coalesce: coalesced,
	ifnull: coalesced,
	nvl2: (c) =>
		when(
			[{ when: isNotNull(c.arg(0)), then: c.arg(1, inBranch(c.at, isNotNull(c.arg(0)))) }],
			c.arg(2, inBranch(c.at, isNull(c.arg(0)))),
		),
	// The value, then both sides in the type that they are compared in.
	nullif: (c) => when([{ when: not(isTrue(binary("==", c.arg(1), c.arg(2)))), then: c.arg(0) }]),
	if: (c) => {
		const condition = isTrue(c.arg(0));
		return when(
			[{ when: condition, then: c.arg(1, inBranch(c.at, condition)) }],
			c.arg(2, inBranch(c.at, not(condition))),
		);
	},
	nullifzero: (c) => when([{ when: binary("!=", c.arg(0), integer(0)), then: c.arg(0) }]),
	zeroifnull: (c) => cast(fillNull(c.arg(0), integer(0)), polarsType(c.e.type) as PyExpr),
	greatest: horizontal("max_horizontal"),
	least: horizontal("min_horizontal"),
	typeof: (c) => text(c.e.args[0]?.type.kind ?? ""),
	abs: (c) =>
		isInteger(c.e.type)
			? cast(method(cast(c.arg(0), INT128), "abs"), polarsType(c.e.type) as PyExpr)
			: method(c.arg(0), "abs"),
	ceil: whole("ceil"),
	floor: whole("floor"),
	round: rounding,
	sign: ofDouble("sign"),
	sqrt: ofDouble("sqrt"),
	cbrt: ofDouble("cbrt"),
	exp: ofDouble("exp"),
	sin: ofDouble("sin"),
	cos: ofDouble("cos"),
	tan: ofDouble("tan"),
	atan: ofDouble("arctan"),
	degrees: ofDouble("degrees"),
	radians: ofDouble("radians"),
	ln: logarithm(),
	log10: (c) => when([{ when: binary(">", c.arg(0), integer(0)), then: method(c.arg(0), "log10") }]),
	log2: logarithm(integer(2)),
	power: (c) => method(c.arg(0), "pow", [c.arg(1)]),
	e: () => lit(number("2.718281828459045")),
	pi: () => lit(number("3.141592653589793")),
	upper: string1("to_uppercase"),
	lower: string1("to_lowercase"),
	length: (c) =>
		typeOf(c, 0).kind === "string"
			? cast(within(c.arg(0), "str", "len_chars"), INT32)
			: cannot(c, "of binaries"),
	octet_length: (c) =>
		typeOf(c, 0).kind === "string"
			? cast(within(c.arg(0), "str", "len_bytes"), INT32)
			: cannot(c, "of binaries"),
	trim: string1("strip_chars", string(" ")),
	btrim: string1("strip_chars", string(" ")),
	ltrim: string1("strip_chars_start", string(" ")),
	rtrim: string1("strip_chars_end", string(" ")),
	substring: substring,
	left: ending("head"),
	right: ending("tail"),
	lpad: padding("pad_start"),
	rpad: padding("pad_end"),
	repeat: repeated,
	concat: concatenated,
	concat_ws: joined,
	replace: replaced,
	startswith: search("starts_with"),
	endswith: search("ends_with"),
	contains: literalSearch,
	regexp_replace: regexReplace,
	regexp_extract: regexExtract,
	split,
	size: (c) =>
		typeOf(c, 0).kind === "array" ? cast(within(c.arg(0), "list", "len"), INT32) : cannot(c, "of a map"),
	array_contains: listContains,
	year: datePart("year"),
	quarter: datePart("quarter"),
	month: datePart("month"),
	dayofmonth: datePart("day"),
	dayofyear: datePart("ordinal_day"),
	dayofweek: datePart("weekday", (day) => binary("+", binary("%", day, integer(7)), integer(1))),
	weekday: datePart("weekday", (day) => binary("-", day, integer(1))),
	weekofyear: datePart("week"),
	hour: datePart("hour"),
	minute: datePart("minute"),
	second: datePart("second"),
	date_add: days("+"),
	date_sub: days("-"),
	date_diff: daysBetween,
	add_months: months,
	last_day: (c) => within(c.arg(0), "dt", "month_end"),
	trunc: truncated(1, 0),
	date_trunc: truncated(0, 1),
	to_date: parsedMoment("ansi"),
	try_to_date: parsedMoment("try"),
	to_timestamp: parsedMoment("ansi"),
	try_to_timestamp: parsedMoment("try"),
	unix_date: (c) => cast(c.arg(0), INT32),
	date_from_unix_date: (c) => cast(c.arg(0), DATE_TYPE),
	unix_seconds: unixTime(1_000_000),
	unix_millis: unixTime(1000),
	unix_micros: unixTime(1),
	named_struct: (c) => {
		const fields: PyExpr[] = [];
		for (let i = 0; i < c.e.args.length; i += 2) {
			const name = constant(c, i);
			if (name === undefined) return cannot(c, "with a computed name");
			fields.push(method(c.arg(i + 1), "alias", [string(name)]));
		}
		return pl("struct", ...fields);
	},
};
