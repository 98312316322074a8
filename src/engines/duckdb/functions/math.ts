import { type DataType, isFractional, isInteger, isInterval } from "../../../core/dataTypes.js";
import type { BoundCall, BoundExpr } from "../../../plan/bound.js";
import { constantInt } from "../../../plan/coercion.js";
import type { MATH } from "../../../plan/functions/math.js";
import { duckType } from "../types.js";
import { orRaise, raise } from "./casts.js";
import { once } from "./once.js";
import { negatedDecimal } from "./operators.js";
import type { DuckDbFunction } from "./types.js";

const NAN = "CAST('NaN' AS DOUBLE)";

/** DuckDB's function where `fits`, else what Java gives there. DuckDB raises outside of a function's domain. */
const within = (name: string, fits: (x: string) => string, outside: string): DuckDbFunction => ({
	sql: ([x = ""]) =>
		`(CASE WHEN ${x} IS NULL THEN NULL WHEN ${fits(x)} THEN ${name}(${x}) ELSE ${outside} END)`,
});

const plain = (name: string): DuckDbFunction => ({ sql: (args) => `${name}(${args.join(", ")})` });
const circular = (name: string): DuckDbFunction => within(name, (x) => `isfinite(${x})`, NAN);
const logarithm = (name: string): DuckDbFunction => within(name, (x) => `${x} > 0`, "NULL");

const typeAt = (call: BoundCall, i = 0) => (call.args[i] as BoundExpr).type;

/** Numbers of any type through their decimal text: 1.005 rounds as Spark's BigDecimal does. */
function rounding(mode: "up" | "even"): DuckDbFunction {
	return {
		sql: ([value = "", places = "0"], call, context) =>
			once([value], context, (x = value) => rounded(x, places, call, mode)),
	};
}

function rounded(x: string, places: string, call: BoundCall, mode: "up" | "even"): string {
	const type = typeAt(call);
	const to = duckType(call.type);
	const constant = call.args[1] === undefined ? 0 : constantInt(call.args[1]);
	if (isInteger(type)) {
		if (constant !== undefined && constant >= 0) return x;
		const whole = `TRY_CAST(aq_round(CAST(${x} AS VARCHAR), ${places}, '${mode}') AS ${to})`;
		return orRaise(x, whole, "ARITHMETIC_OVERFLOW", call.type);
	}
	if (type.kind === "decimal") {
		// DuckDB's own rounding of decimals is half up and exact.
		if (mode === "up" && constant !== undefined && constant >= 0)
			return constant >= type.scale ? `CAST(${x} AS ${to})` : `CAST(round(${x}, ${constant}) AS ${to})`;
		return `CAST(aq_round(CAST(${x} AS VARCHAR), ${places}, '${mode}') AS ${to})`;
	}
	// A float is the double that it equals, not the text that it prints as.
	const text = `CAST(CAST(${x} AS DOUBLE) AS VARCHAR)`;
	// DuckDB reads a text into a decimal rounding half up (of 5e-324 it makes 0.01: 1.5.5); with 15 digits at most, the way back to a double is exact.
	const exact =
		mode === "up" && constant !== undefined && constant >= 0 && constant <= 9
			? `WHEN abs(${x}) < 1e${15 - constant} AND (abs(${x}) > 1e-12 OR ${x} = 0) THEN CAST(CAST(${text} AS DECIMAL(18,${constant})) AS ${to}) `
			: "";
	return `(CASE WHEN NOT isfinite(${x}) THEN ${x} ${exact}ELSE CAST(aq_round(${text}, ${places}, '${mode}') AS ${to}) END)`;
}

/** ceil and floor; of a double into a bigint, which may be too small. */
function towards(name: "ceil" | "floor"): DuckDbFunction {
	return {
		sql: ([x = "", places], call) => {
			const type = typeAt(call);
			const to = duckType(call.type);
			if (places !== undefined) return `CAST(aq_round(CAST(${x} AS VARCHAR), ${places}, '${name}') AS ${to})`;
			if (type.kind === "decimal") return `CAST(${name}(${x}) AS ${to})`;
			if (!isFractional(type)) return type.kind === "bigint" ? x : `CAST(${x} AS BIGINT)`;
			return `(CASE WHEN isnan(${x}) THEN 0 ELSE ${orRaise(x, `TRY_CAST(${name}(${x}) AS BIGINT)`, "ARITHMETIC_OVERFLOW", call.type)} END)`;
		},
	};
}

/** The number that an interval is. */
function amount(x: string, type: DataType): string {
	if (!isInterval(type)) return x;
	return `CAST(${type.kind === "year_month_interval" ? "aq_months" : "aq_micros"}(${x}) AS DOUBLE)`;
}

const BITS: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, int: 32, bigint: 64 };

const zero = raise("REMAINDER_BY_ZERO", "Division by zero. Use try_mod to tolerate a divisor of 0");

export const MATH_ROWS = {
	abs: {
		sql: ([x = ""], call) => {
			if (call.type.kind === "year_month_interval") return `aq_year_month(abs(aq_months(${x})))`;
			if (call.type.kind === "day_time_interval") return `aq_day_time(abs(aq_micros(${x})))`;
			if (call.type.kind !== "decimal" || call.type.precision <= 34) return `abs(${x})`;
			return `(CASE WHEN ${x} < 0 THEN ${negatedDecimal(x, call.type)} ELSE ${x} END)`;
		},
	},
	sign: {
		sql: ([given = ""], call) => {
			const x = amount(given, typeAt(call));
			return `(CASE WHEN isnan(${x}) THEN ${NAN} ELSE CAST(sign(${x}) AS DOUBLE) END)`;
		},
	},
	ceil: towards("ceil"),
	floor: towards("floor"),
	round: rounding("up"),
	bround: rounding("even"),
	rint: { sql: ([x]) => `round_even(${x}, 0)` },
	sqrt: within("sqrt", (x) => `${x} >= 0`, NAN),
	cbrt: plain("aq_cbrt"),
	exp: plain("exp"),
	expm1: plain("aq_expm1"),
	ln: logarithm("ln"),
	log: {
		sql: ([a = "", b], _call) =>
			b === undefined
				? `(CASE WHEN ${a} > 0 THEN ln(${a}) END)`
				: `(CASE WHEN ${a} > 0 AND ${b} > 0 THEN ln(${b}) / ln(${a}) END)`,
	},
	log2: logarithm("log2"),
	log10: logarithm("log10"),
	log1p: { sql: ([x]) => `(CASE WHEN ${x} > -1 THEN aq_log1p(${x}) END)` },
	power: plain("aq_power"),
	hypot: plain("aq_hypot"),
	sin: circular("sin"),
	cos: circular("cos"),
	tan: circular("tan"),
	cot: {
		sql: ([x]) => `(CASE WHEN isfinite(${x}) THEN 1 / tan(${x}) WHEN ${x} IS NOT NULL THEN ${NAN} END)`,
	},
	sec: {
		sql: ([x]) => `(CASE WHEN isfinite(${x}) THEN 1 / cos(${x}) WHEN ${x} IS NOT NULL THEN ${NAN} END)`,
	},
	csc: {
		sql: ([x]) => `(CASE WHEN isfinite(${x}) THEN 1 / sin(${x}) WHEN ${x} IS NOT NULL THEN ${NAN} END)`,
	},
	asin: within("asin", (x) => `abs(${x}) <= 1`, NAN),
	acos: within("acos", (x) => `abs(${x}) <= 1`, NAN),
	atan: plain("atan"),
	// Spark adds 0.0 to both, which makes 0.0 of -0.0.
	atan2: { sql: ([y, x]) => `atan2(${y} + CAST(0 AS DOUBLE), ${x} + CAST(0 AS DOUBLE))` },
	sinh: plain("sinh"),
	cosh: plain("cosh"),
	tanh: plain("tanh"),
	asinh: plain("asinh"),
	acosh: within("acosh", (x) => `${x} >= 1`, NAN),
	atanh: {
		sql: ([x]) =>
			`(CASE WHEN abs(${x}) < 1 THEN atanh(${x}) WHEN abs(${x}) = 1 THEN ${x} * CAST('Infinity' AS DOUBLE) WHEN ${x} IS NOT NULL THEN ${NAN} END)`,
	},
	degrees: plain("degrees"),
	radians: plain("radians"),
	pi: plain("pi"),
	e: { sql: () => "exp(CAST(1 AS DOUBLE))" },
	factorial: { sql: ([x]) => `(CASE WHEN ${x} BETWEEN 0 AND 20 THEN CAST(factorial(${x}) AS BIGINT) END)` },
	pmod: {
		sql: ([a = "", b = ""], call) => {
			const bits = BITS[call.type.kind];
			const value =
				bits === undefined
					? `aq_pmod(${a}, ${b})`
					: `aq_pmod_wrapped(CAST(${a} AS HUGEINT), CAST(${b} AS HUGEINT), ${2n ** BigInt(bits)}::HUGEINT)`;
			return `(CASE WHEN ${b} = 0 AND ${a} IS NOT NULL THEN ${zero} ELSE CAST(${value} AS ${duckType(call.type)}) END)`;
		},
	},
	rand: { sql: () => "random()" },
	// Box and Muller
	randn: { sql: () => "(sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))" },
	bin: { sql: ([x]) => `ltrim(aq_bits(${x}), '0') || CASE WHEN ${x} = 0 THEN '0' ELSE '' END` },
	hex: { sql: ([x], call) => (typeAt(call).kind === "bigint" ? `to_hex(${x})` : `hex(${x})`) },
	unhex: {
		sql: ([x]) =>
			`(CASE WHEN regexp_full_match(${x}, '[0-9A-Fa-f]*') THEN unhex(CASE WHEN length(${x}) % 2 = 1 THEN '0' ELSE '' END || ${x}) END)`,
	},
	conv: { sql: ([x, from, to]) => `aq_conv(${x}, ${from}, ${to})` },
	width_bucket: {
		sql: ([value = "", least = "", most = "", n], call) => {
			const [v, min, max] = [value, least, most].map((x) => amount(x, typeAt(call)));
			return `(CASE WHEN ${v} IS NULL OR ${min} IS NULL OR ${max} IS NULL OR ${n} IS NULL OR ${n} <= 0 OR ${n} = 9223372036854775807 OR ${min} = ${max} OR NOT isfinite(${min}) OR NOT isfinite(${max}) OR isnan(${v}) THEN NULL
			WHEN ${min} < ${max} THEN CASE WHEN ${v} < ${min} THEN 0 WHEN ${v} >= ${max} THEN ${n} + 1 ELSE CAST(floor(${n} * (${v} - ${min}) / (${max} - ${min})) AS BIGINT) + 1 END
			ELSE CASE WHEN ${v} > ${min} THEN 0 WHEN ${v} <= ${max} THEN ${n} + 1 ELSE CAST(floor(${n} * (${min} - ${v}) / (${min} - ${max})) AS BIGINT) + 1 END END)`;
		},
	},
} as const satisfies Record<keyof typeof MATH, DuckDbFunction>;
