import type { DataType, DecimalType } from "../../../../core/dataTypes.js";
import { call, dotted, NONE, number, string } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import {
	binary,
	boolean,
	cast,
	integer,
	lit,
	method,
	not,
	text,
	tryCast,
	unlessBad,
	when,
	within,
} from "./build.js";
import { type At, guarded, guardedBad, isFloat, isInteger, refused } from "./context.js";
import { rescaled, textToDecimal } from "./decimals.js";
import { stripped, strippedByJava } from "./strip.js";
import { instantToText, local, textToDate, textToInstant } from "./times.js";
import { FLOAT64, polarsType, STRING_TYPE } from "./types.js";

export type CastMode = "ansi" | "try";

/**
 * A value in another type with Spark's ANSI rules: what cannot be cast raises there and here, or is NULL when it is tried.
 */
export function castTo(value: PyExpr, from: DataType, to: DataType, mode: CastMode, at: At): PyExpr {
	const type = polarsType(to);
	if (!type) return refused(at, `A cast to ${to.kind}`, "Polars has no such type");
	if (from.kind === to.kind && from.kind !== "decimal") {
		const isNested = from.kind === "struct" || from.kind === "array";
		return isNested ? cast(value, type) : value;
	}
	if (from.kind === "void") return cast(value, type);
	const strict = (input: PyExpr): PyExpr =>
		mode === "try" ? tryCast(input, type) : cast(guarded(input, at), type);
	const cannot = (): PyExpr => refused(at, `A cast of ${from.kind} to ${to.kind}`);
	switch (to.kind) {
		case "string":
			return toText(value, from, at);
		case "boolean":
			if (isInteger(from)) return binary("!=", value, integer(0));
			return from.kind === "string" ? textToBoolean(value, mode, at) : cannot();
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
			if (from.kind === "string") return strict(stripped(value));
			return isInteger(from) || isFloat(from) || from.kind === "decimal" || from.kind === "boolean"
				? strict(value)
				: cannot();
		case "float":
		case "double":
			if (from.kind === "string") return strict(numberText(value));
			return isInteger(from) || isFloat(from) || from.kind === "decimal" ? cast(value, type) : cannot();
		case "decimal":
			if (from.kind === "string") return decimalOfText(value, to, mode, at);
			if (isInteger(from)) return strict(value);
			if (from.kind !== "decimal") return cannot();
			return mode === "try" && to.precision - to.scale < from.precision - from.scale
				? cannot()
				: rescaled(guarded(value, at), from.scale, to);
		case "date":
			if (from.kind === "string") return textToDate(value, mode, at);
			if (from.kind === "timestamp") return within(local(value, at), "dt", "date");
			return from.kind === "timestamp_ntz" ? within(value, "dt", "date") : cannot();
		case "timestamp":
			if (at.target.timeZone !== "UTC")
				return refused(
					at,
					`A cast of ${from.kind} to timestamp in ${at.target.timeZone}`,
					"only UTC is written",
				);
			if (from.kind === "string") return textToInstant(value, mode, at);
			if (from.kind === "timestamp_ntz") return within(value, "dt", "replace_time_zone", string("UTC"));
			return from.kind === "date"
				? within(cast(value, NAIVE), "dt", "replace_time_zone", string("UTC"))
				: cannot();
		case "timestamp_ntz":
			if (from.kind === "timestamp") return within(local(value, at), "dt", "replace_time_zone", NONE);
			return from.kind === "date" ? cast(value, type) : cannot();
		default:
			return cannot();
	}
}

const NAIVE = call(dotted("pl.Datetime"), [string("us")]);

/** Java's numbers may end in `d` or `f`. */
const numberText = (value: PyExpr): PyExpr =>
	within(
		strippedByJava(value),
		"str",
		"replace",
		string(String.raw`^([+-]?[\d.]+(?:[eE][+-]?\d+)?)[dDfF]$`),
		string("$1"),
	);

/** Polars' decimals have no exponent and no plus sign. What still has one ends the query: Spark may know its value. */
function decimalOfText(input: PyExpr, to: DecimalType, mode: CastMode, at: At): PyExpr {
	const value = within(strippedByJava(input), "str", "strip_prefix", string("+"));
	const size = tryCast(value, FLOAT64);
	const isSmall = binary("<", method(size, "abs"), lit(number("1e-5")));
	const plain = when(
		[
			{
				when: not(within(value, "str", "contains", string("[eE]"))),
				then: value,
			},
			...(to.scale <= 4 ? [{ when: isSmall, then: text("0") }] : []),
		],
		cast(size, STRING_TYPE),
	);
	if (mode === "ansi") return textToDecimal(guarded(plain, at), to, false);
	const beyond = within(plain, "str", "contains", string(String.raw`^[+-]?[\d.]+[eE]`));
	return unlessBad(
		textToDecimal(plain, to, true),
		guardedBad(beyond, at),
		"a number that Polars cannot read",
	);
}

function toText(value: PyExpr, from: DataType, at: At): PyExpr {
	if (isInteger(from) || from.kind === "boolean" || from.kind === "decimal" || from.kind === "date")
		return cast(value, STRING_TYPE);
	if (from.kind === "timestamp") return instantToText(local(value, at));
	if (from.kind === "timestamp_ntz") return instantToText(value);
	return refused(
		at,
		`A cast of ${from.kind} to string`,
		"Polars writes such values with other texts than Spark",
	);
}

const TRUE = ["t", "true", "y", "yes", "1"];
const FALSE = ["f", "false", "n", "no", "0"];

function textToBoolean(value: PyExpr, mode: CastMode, at: At): PyExpr {
	const plain = within(stripped(value), "str", "to_lowercase");
	const isOne = (words: readonly string[]): PyExpr =>
		method(plain, "is_in", [{ kind: "list", items: words.map(string) }]);
	const result = when([
		{ when: isOne(TRUE), then: lit(boolean(true)) },
		{ when: isOne(FALSE), then: lit(boolean(false)) },
	]);
	if (mode === "try") return result;
	return unlessBad(result, guardedBad(not(isOne([...TRUE, ...FALSE])), at), "no boolean");
}
