import {
	BIGINT,
	BINARY,
	BOOLEAN,
	type DataType,
	DOUBLE,
	decimal,
	INT,
	STRING,
	TIMESTAMP,
	VOID,
} from "../core/dataTypes.js";
import { fault } from "../core/errors/index.js";
import type { BoundLiteral } from "./bound.js";
import type { LiteralExpr } from "./expr.js";

/*
 * The text of a literal, by type:
 * boolean `true`, `false` · integers `-12` · decimal `1.50` · float and double as JavaScript prints them, and `NaN`,
 * `Infinity`, `-Infinity`, `-0` · string itself · binary lower-case hexadecimal · date `2024-01-31` · timestamp
 * `2024-01-31T10:00:00.000000Z` (UTC) · timestamp_ntz the same without Z · time `10:00:00.000000` · year-month interval: months ·
 * day-time interval: microseconds · calendar interval: `months days microseconds` · arrays, maps, structs: no literals.
 */

/** A JavaScript value that `lit()` takes. */
export type LiteralValue = string | number | bigint | boolean | Date | Uint8Array | null;

const INT_LIMIT = 2 ** 31;
const BIGINT_LIMIT = 2n ** 63n;

/**
 * A value as a literal, typed as PySpark's `lit` does: an integer that fits is INT, a larger one BIGINT, any other
 * number DOUBLE; a `Date` is a TIMESTAMP.
 * @example literal(1).type.kind // "int"
 */
export function literal(value: LiteralValue): LiteralExpr {
	if (value === null) return literalOf(VOID, null);
	switch (typeof value) {
		case "boolean":
			return literalOf(BOOLEAN, String(value));
		case "string":
			return literalOf(STRING, value);
		case "bigint":
			return bigintLiteral(value);
		case "number":
			return numberLiteral(value);
		default:
			return value instanceof Date
				? literalOf(TIMESTAMP, timestampText(BigInt(value.getTime()) * 1000n))
				: literalOf(BINARY, hexOf(value));
	}
}

/** A literal from its canonical text. */
export function literalOf(type: DataType, value: string | null): LiteralExpr {
	return Object.freeze({ kind: "literal", type, value });
}

/** The same as a bound expression. */
export function boundLiteral(type: DataType, value: string | null): BoundLiteral {
	return Object.freeze({ kind: "literal", type, nullable: value === null, value });
}

function numberLiteral(value: number): LiteralExpr {
	if (Number.isInteger(value) && !Object.is(value, -0)) {
		if (value >= -INT_LIMIT && value < INT_LIMIT) return literalOf(INT, String(value));
		if (Number.isSafeInteger(value)) return literalOf(BIGINT, String(value));
	}
	return literalOf(DOUBLE, doubleText(value));
}

function bigintLiteral(value: bigint): LiteralExpr {
	if (value >= -BIGINT_LIMIT && value < BIGINT_LIMIT)
		return literalOf(value >= -BigInt(INT_LIMIT) && value < BigInt(INT_LIMIT) ? INT : BIGINT, String(value));
	const digits = String(value).replace("-", "");
	if (digits.length > 38)
		throw fault("PLAN_BAD_ARGUMENT", { name: "lit", problem: `${value} has more than 38 digits` });
	return literalOf(decimal(digits.length, 0), String(value));
}

/** A double's canonical text; keeps the sign of zero. */
export function doubleText(value: number): string {
	return Object.is(value, -0) ? "-0" : String(value);
}

/** Reads `doubleText`; also Spark's spellings of infinity. */
export function parseDouble(text: string): number {
	const known = /^([+-]?)(?:inf(?:inity)?)$/i.exec(text.trim());
	if (known) return known[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	return text.trim() === "" ? Number.NaN : Number(text);
}

export function hexOf(bytes: Uint8Array): string {
	return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

export function bytesOf(hex: string): Uint8Array {
	return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
		Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
	);
}

const DAY_MICROS = 86_400_000_000n;

function floorDiv(a: bigint, b: bigint): bigint {
	return a >= 0n ? a / b : -((-a + b - 1n) / b);
}

/** Days since 1970-01-01 to `YYYY-MM-DD` (proleptic Gregorian). */
export function dateText(days: number): string {
	// Howard Hinnant's civil_from_days: works for every year, which Date's range does not.
	const z = days + 719_468;
	const era = Math.floor(z / 146_097);
	const dayOfEra = z - era * 146_097;
	const yearOfEra = Math.floor(
		(dayOfEra -
			Math.floor(dayOfEra / 1460) +
			Math.floor(dayOfEra / 36_524) -
			Math.floor(dayOfEra / 146_096)) /
			365,
	);
	const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const shifted = Math.floor((5 * dayOfYear + 2) / 153);
	const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
	const month = shifted < 10 ? shifted + 3 : shifted - 9;
	const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
	return `${yearText(year)}-${two(month)}-${two(day)}`;
}

/** Days since 1970-01-01 of a calendar date, without a check of the day. */
export function epochDay(year: number, month: number, day: number): number {
	const y = month <= 2 ? year - 1 : year;
	const era = Math.floor(y / 400);
	const yearOfEra = y - era * 400;
	const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
	const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
	return era * 146_097 + dayOfEra - 719_468;
}

/** Microseconds since 1970 (UTC) to the canonical text of a timestamp. */
export function timestampText(micros: bigint): string {
	return `${timestampNtzText(micros)}Z`;
}

export function timestampNtzText(micros: bigint): string {
	const days = floorDiv(micros, DAY_MICROS);
	const rest = micros - days * DAY_MICROS;
	const seconds = Number(rest / 1_000_000n);
	const fraction = String(rest % 1_000_000n).padStart(6, "0");
	const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
	return `${dateText(Number(days))}T${clock}.${fraction}`;
}

const yearText = (year: number): string =>
	year < 0 ? `-${String(-year).padStart(4, "0")}` : String(year).padStart(4, "0");

const two = (n: number): string => String(n).padStart(2, "0");

const datePattern = /^(-?\d{4,})-(\d{2})-(\d{2})$/;
const timestampPattern = /^(-?\d{4,}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{6})(Z?)$/;

/** The days since 1970 of a date literal's text. */
export function daysOfDateText(text: string): number {
	const match = datePattern.exec(text);
	if (!match)
		throw fault("PLAN_BAD_ARGUMENT", { name: "date literal", problem: `"${text}" is not YYYY-MM-DD` });
	return epochDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The microseconds since 1970 of a timestamp (or timestamp_ntz) literal's text. */
export function microsOfTimestampText(text: string): bigint {
	const match = timestampPattern.exec(text);
	if (!match)
		throw fault("PLAN_BAD_ARGUMENT", {
			name: "timestamp literal",
			problem: `"${text}" is not YYYY-MM-DDTHH:MM:SS.ffffffZ`,
		});
	const [, date, hour, minute, second, fraction] = match;
	const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
	return (
		BigInt(daysOfDateText(date as string)) * DAY_MICROS +
		BigInt(seconds) * 1_000_000n +
		BigInt(fraction as string)
	);
}
