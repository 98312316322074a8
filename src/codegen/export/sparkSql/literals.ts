import type { DataType, DayTimeIntervalType, YearMonthIntervalType } from "../../../core/dataTypes.js";
import { typeDdl } from "../../../core/dataTypes.js";
import { decimalOfText } from "../../../plan/sql/bindLiterals.js";
import { textLiteral } from "./names.js";

type Spellings = {
	readonly [K in DataType["kind"]]:
		| ((value: string, type: Extract<DataType, { kind: K }>) => string | undefined)
		| undefined;
};

/**
 * A constant in Spark's spelling, from its canonical text (plan/literals.ts); undefined for a type without literals.
 * @example literalSql(BIGINT, "5") // "5L"
 */
export function literalSql(type: DataType, value: string | null): string | undefined {
	if (value === null) return type.kind === "void" ? "NULL" : `CAST(NULL AS ${typeDdl(type)})`;
	const spell = SPELLINGS[type.kind] as ((value: string, type: DataType) => string | undefined) | undefined;
	return spell?.(value, type);
}

const same = (value: string): string => value;
const suffixed =
	(suffix: string) =>
	(value: string): string =>
		`${value}${suffix}`;

const SPELLINGS: Spellings = {
	void: () => "NULL",
	boolean: same,
	tinyint: suffixed("Y"),
	smallint: suffixed("S"),
	int: same,
	bigint: suffixed("L"),
	float: (value) => fraction(value, "F", "FLOAT"),
	double: (value) => fraction(value, "D", "DOUBLE"),
	decimal: (value, type) => {
		const natural = decimalOfText(value).type;
		const text = value.includes(".") ? value : `${value}BD`;
		return natural.kind === "decimal" && natural.precision === type.precision && natural.scale === type.scale
			? text
			: `CAST(${text} AS ${typeDdl(type)})`;
	},
	string: textLiteral,
	binary: (value) => `X'${value.toUpperCase()}'`,
	date: (value) => `DATE '${value}'`,
	timestamp: (value) => `TIMESTAMP '${moment(value.slice(0, -1))}Z'`,
	timestamp_ntz: (value) => `TIMESTAMP_NTZ '${moment(value)}'`,
	interval: calendar,
	year_month_interval: months,
	day_time_interval: micros,
	array: undefined,
	map: undefined,
	struct: undefined,
	variant: undefined,
	geometry: undefined,
	geography: undefined,
	time: (value) => `TIME ${textLiteral(value)}`,
	unknown: undefined,
};

function fraction(value: string, suffix: string, type: string): string {
	if (/^(NaN|-?Infinity)$/.test(value)) return `CAST('${value}' AS ${type})`;
	const number = /[.eE]/.test(value) ? value : `${value}.0`;
	return `${number.replace("e+", "E").replace("e", "E")}${suffix}`;
}

/** `2024-01-31T10:00:00.500000` with a blank, without zeros at the end of the fraction. */
const moment = (value: string): string =>
	value.replace("T", " ").replace(/\.(\d*?)0*$/, (_all, digits: string) => (digits ? `.${digits}` : ""));

function calendar(value: string): string {
	const [monthCount = "0", days = "0", microseconds = "0"] = value.split(" ");
	const seconds = secondsText(BigInt(microseconds));
	return `make_interval(0, ${monthCount}, 0, ${days}, 0, 0, ${seconds})`;
}

function secondsText(all: bigint): string {
	const sign = all < 0n ? "-" : "";
	const size = all < 0n ? -all : all;
	const rest = String(size % 1_000_000n).padStart(6, "0");
	return `${sign}${size / 1_000_000n}.${rest}`;
}

function months(value: string, type: YearMonthIntervalType): string {
	const amount = BigInt(value);
	const sign = amount < 0n ? "-" : "";
	const size = amount < 0n ? -amount : amount;
	if (type.start !== type.end) return `INTERVAL '${sign}${size / 12n}-${size % 12n}' YEAR TO MONTH`;
	return `INTERVAL '${sign}${type.start === "year" ? size / 12n : size}' ${type.start.toUpperCase()}`;
}

const FIELDS = ["day", "hour", "minute", "second"] as const;
const SIZES = { day: 86_400_000_000n, hour: 3_600_000_000n, minute: 60_000_000n, second: 1_000_000n };

/** The first field takes all that is larger; `INTERVAL '1 02:03:04.5' DAY TO SECOND`. */
function micros(value: string, type: DayTimeIntervalType): string {
	const amount = BigInt(value);
	let rest = amount < 0n ? -amount : amount;
	const fields = FIELDS.slice(FIELDS.indexOf(type.start), FIELDS.indexOf(type.end) + 1);
	const texts = fields.map((field, i) => {
		const count = rest / SIZES[field];
		rest -= count * SIZES[field];
		const digits = i === 0 ? String(count) : String(count).padStart(2, "0");
		if (field !== "second" || rest === 0n) return digits;
		return `${digits}.${String(rest).padStart(6, "0").replace(/0+$/, "")}`;
	});
	const [first = "", ...others] = texts;
	const text = others.length === 0 ? first : `${first}${type.start === "day" ? " " : ":"}${others.join(":")}`;
	const to = type.start === type.end ? "" : ` TO ${type.end.toUpperCase()}`;
	return `INTERVAL '${amount < 0n ? "-" : ""}${text}' ${type.start.toUpperCase()}${to}`;
}
