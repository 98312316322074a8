import {
	type DataType,
	type DayTimeIntervalType,
	type DecimalType,
	isFractional,
	isInteger,
	sameType,
	typeName,
	type YearMonthIntervalType,
} from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import { mayLoseValue } from "../../../plan/coercion.js";
import { quoteText } from "../sql.js";
import { duckType } from "../types.js";
import { atPrecision } from "./clockTimes.js";
import { apart, once } from "./once.js";
import type { EmitContext } from "./types.js";
import { fromVariant, toVariant } from "./variants.js";

type Mode = "ansi" | "try";
type Caster = (sql: string, from: DataType, to: DataType, mode: Mode, context: EmitContext) => string;

/** `[CONDITION] message` of DuckDB's error(). */
export function raise(condition: string, message: string): string {
	return `error(${quoteText(`[${condition}] ${message}`)})`;
}

const cast = (sql: string, to: DataType, mode: Mode): string =>
	`${mode === "try" ? "TRY_CAST" : "CAST"}(${sql} AS ${duckType(to)})`;

/**
 * `CAST(x AS to)` with Spark's meaning; the types have a cast (coercion.ts has checked that). `try`: NULL in the place
 * of an error.
 */
export function castSql(sql: string, from: DataType, to: DataType, mode: Mode, context: EmitContext): string {
	if (sameType(from, to) || duckTypeMatches(from, to)) return sql;
	if (from.kind === "void") return `CAST(${sql} AS ${duckType(to)})`;
	if (from.kind === "variant") return fromVariant(sql, to, mode === "try", context);
	if (to.kind === "variant") return once([sql], context, (value = sql) => toVariant(value, from, context));
	const caster = casterTo(to);
	if (isInteger(from) || from.kind === "boolean") return caster(sql, from, to, mode, context);
	return once([sql], context, (value = sql) => caster(value, from, to, mode, context));
}

/** Types that differ in Spark and are one in DuckDB. */
function duckTypeMatches(from: DataType, to: DataType): boolean {
	const interval = (t: DataType): boolean =>
		t.kind === "year_month_interval" || t.kind === "day_time_interval";
	return interval(from) && from.kind === to.kind;
}

function casterTo(to: DataType): Caster {
	switch (to.kind) {
		case "string":
			return toText;
		case "boolean":
			return toBoolean;
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
			return toInteger;
		case "float":
		case "double":
			return toFractional;
		case "decimal":
			return toDecimal;
		case "date":
			return toDate;
		case "timestamp":
			return toTimestamp;
		case "timestamp_ntz":
			return toTimestampNtz;
		case "time":
			return toTime;
		case "binary":
			return toBinary;
		case "array":
		case "map":
		case "struct":
			return toComplex;
		case "interval":
		case "year_month_interval":
		case "day_time_interval":
		case "void":
		case "variant":
		case "geometry":
		case "geography":
		case "unknown":
			return refused;
	}
}

const refused: Caster = (_sql, from, to) => {
	throw fault("ENGINE_UNSUPPORTED", {
		engine: "duckdb",
		what: `CAST(${typeName(from)} AS ${typeName(to)})`,
		reason: "there is no form for it that gives Spark's result",
	});
};

/** A text that must have a form: `parsed` (NULL when it has not), or an error in ANSI mode. */
function guarded(sql: string, parsed: string, to: DataType, mode: Mode): string {
	return mode === "try" ? parsed : whenThere(sql, `coalesce(${parsed}, ${malformed(sql, to)})`);
}

function malformed(sql: string, to: DataType): string {
	return `error('[CAST_INVALID_INPUT] The value ''' || ${sql} || ''' of the type "STRING" cannot be cast to "${typeName(to).toUpperCase()}" because it is malformed')`;
}

/** A constant that is not NULL, as literals.ts writes it. */
const CONSTANT =
	/^(?:(?:DATE |TIMESTAMP |TIMESTAMPTZ )?'(?:[^']|'')*'|CAST\((?:'[^']*'|-?\d+) AS [A-Z0-9(), ]+\)|TRUE|FALSE)$/;

export function isConstant(sql: string): boolean {
	return CONSTANT.test(sql);
}

/** What is to be computed only where there is a value. */
export function whenThere(value: string, result: string): string {
	return isConstant(value) ? result : `(CASE WHEN ${value} IS NOT NULL THEN ${result} END)`;
}

const MICROS = { day: 86_400_000_000, hour: 3_600_000_000, minute: 60_000_000, second: 1_000_000 } as const;

/** How many whole units of its last field an interval has. */
const inLastUnit = (sql: string, type: YearMonthIntervalType | DayTimeIntervalType): string => {
	if (type.kind === "day_time_interval") return `aq_micros(${sql}) // ${MICROS[type.end]}`;
	return type.end === "month" ? `aq_months(${sql})` : `aq_months(${sql}) // 12`;
};

const exactSeconds = (micros: string): string =>
	`(CAST(${micros} AS DECIMAL(20,0)) * CAST('0.000001' AS DECIMAL(7,6)))`;

const toInteger: Caster = (sql, from, to, mode) => {
	const type = duckType(to);
	switch (from.kind) {
		case "string":
			return guarded(sql, `TRY_CAST(aq_integer_text(${sql}) AS ${type})`, to, mode);
		case "float":
		case "double":
			return cast(`trunc(${sql})`, to, mode);
		case "decimal": {
			const whole = `TRY_CAST(trunc(${sql}) AS ${type})`;
			return mode === "try" ? whole : orRaise(sql, whole, "CAST_OVERFLOW", to);
		}
		case "timestamp":
			return cast(`aq_floor_div(epoch_us(${sql}), 1000000)`, to, mode);
		case "time":
			return cast(`epoch_us(${sql}) // 1000000`, to, mode);
		case "year_month_interval":
		case "day_time_interval":
			return cast(inLastUnit(sql, from), to, mode);
		default:
			return cast(sql, to, mode);
	}
};

const toFractional: Caster = (sql, from, to, mode) => {
	switch (from.kind) {
		case "string":
			return guarded(sql, `TRY_CAST(aq_double_text(${sql}) AS ${duckType(to)})`, to, mode);
		case "timestamp":
			return cast(`(epoch_us(${sql}) / 1000000)`, to, mode);
		case "decimal":
			// DuckDB divides digits by a power of ten, which is off by a bit beyond 15 digits.
			return from.precision > 15 ? `CAST(CAST(${sql} AS VARCHAR) AS ${duckType(to)})` : cast(sql, to, mode);
		default:
			return cast(sql, to, mode);
	}
};

const toDecimal: Caster = (sql, from, to, mode) => {
	switch (from.kind) {
		case "string": {
			if (mode === "try") return `TRY_CAST(aq_decimal_text(${sql}) AS ${duckType(to)})`;
			const range = raise(
				"NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
				`the value does not fit ${typeName(to)}`,
			);
			const plain = `coalesce(aq_decimal_text(${sql}), ${malformed(sql, to)})`;
			return whenThere(sql, `coalesce(TRY_CAST(${plain} AS ${duckType(to)}), ${range})`);
		}
		case "float":
		case "double":
			// Through the text, as Java's BigDecimal(double) does: 1.005 is 1.005 and rounds up. A float is the double it equals.
			return `(CASE WHEN isfinite(${sql}) THEN ${narrowed(`CAST(CAST(${sql} AS DOUBLE) AS VARCHAR)`, to, mode)} END)`;
		case "year_month_interval":
		case "day_time_interval":
			return narrowed(
				from.end === "second" ? exactSeconds(`aq_micros(${sql})`) : inLastUnit(sql, from),
				to,
				mode,
			);
		case "time":
		case "timestamp":
			return cast(exactSeconds(`epoch_us(${sql})`), to, mode);
		default:
			return mayLoseValue(from, to) ? narrowed(sql, to, mode) : cast(sql, to, mode);
	}
};

/** Into a decimal that may be too small for it. */
function narrowed(sql: string, to: DataType, mode: Mode): string {
	const result = `TRY_CAST(${sql} AS ${duckType(to)})`;
	return mode === "try" ? result : orRaise(sql, result, "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", to);
}

/** `result`, and an error where it is NULL for a value. */
export function orRaise(value: string, result: string, condition: string, to: DataType): string {
	return whenThere(
		value,
		`coalesce(${result}, ${raise(condition, `the value does not fit ${typeName(to)}`)})`,
	);
}

const toBoolean: Caster = (sql, from, to, mode) =>
	// Without the plus sign DuckDB compares what a narrowing cast or a sum was made of (compared.ts).
	from.kind === "string" ? guarded(sql, `aq_boolean(${sql})`, to, mode) : `((+${sql}) <> 0)`;

const toDate: Caster = (sql, from, to, mode) =>
	from.kind === "string" ? guarded(sql, `aq_date(${sql})`, to, mode) : cast(sql, to, mode);

/** On the day of the run, which a value of a table must not depend on. */
const noDay = (to: DataType): Error =>
	fault("ENGINE_UNSUPPORTED", {
		engine: "duckdb",
		what: `CAST(a time AS ${typeName(to)})`,
		reason: "its day would be that of the run; use make_timestamp(date, time)",
	});

const toTime: Caster = (sql, from, to, mode) => {
	if (from.kind === "string")
		return guarded(sql, atPrecision(`aq_clock(aq_time_micros(${sql}))`, to), to, mode);
	if (from.kind === "time")
		return from.precision <= (to as typeof from).precision ? sql : atPrecision(sql, to);
	return atPrecision(`CAST(CAST(${sql} AS TIMESTAMP) AS TIME)`, to);
};

const toTimestamp: Caster = (sql, from, to, mode) => {
	if (from.kind === "time") throw noDay(to);
	if (from.kind === "string") return guarded(sql, `aq_timestamp(${sql})`, to, mode);
	if (isInteger(from)) return `make_timestamptz(CAST(${sql} AS BIGINT) * 1000000)`;
	if (isFractional(from)) {
		return `make_timestamptz(${mode === "try" ? "TRY_CAST" : "CAST"}(trunc(${sql} * 1000000) AS BIGINT))`;
	}
	if (from.kind === "decimal")
		return `make_timestamptz(CAST(trunc(CAST(${sql} AS DECIMAL(38,${from.scale})) * 1000000) AS BIGINT))`;
	return cast(sql, to, mode);
};

const toTimestampNtz: Caster = (sql, from, to, mode) => {
	if (from.kind === "time") throw noDay(to);
	return from.kind === "string" ? guarded(sql, `aq_timestamp_ntz(${sql})`, to, mode) : cast(sql, to, mode);
};

const toBinary: Caster = (sql, from, to, mode, context) =>
	from.kind === "string" ? `encode(${sql})` : refused(sql, from, to, mode, context);

const toText: Caster = (sql, from, _to, _mode, context) => textOf(sql, from, context);

/** A value's text as Spark's CAST(… AS STRING) has it. */
export function textOf(sql: string, type: DataType, context: EmitContext): string {
	switch (type.kind) {
		case "string":
			return sql;
		case "float":
		case "double":
			return `aq_number_text(${sql})`;
		case "timestamp":
			return `aq_timestamp_text(CAST(${sql} AS TIMESTAMP))`;
		case "timestamp_ntz":
			return `aq_timestamp_text(${sql})`;
		case "time":
			return `CAST(${sql} AS VARCHAR)`;
		case "binary":
			// What is no UTF-8 shows as U+FFFD, as when Spark prints it.
			return apart([sql], context, (x) => `coalesce(TRY(decode(${x})), decode(aq_valid_bytes(${x})))`);
		case "year_month_interval":
			return `aq_year_month_text(aq_months(${sql}), ${quoteText(`${type.start} ${type.end}`)})`;
		case "day_time_interval":
			return `aq_day_time_text(aq_micros(${sql}), ${quoteText(`${type.start} ${type.end}`)})`;
		case "interval":
			return `aq_interval_text(aq_months(${sql}), CAST(datepart('day', ${sql}) AS BIGINT), aq_clock_micros(${sql}))`;
		case "array":
			return `('[' || array_to_string(${each(sql, type.element, context)}, ', ') || ']')`;
		case "map": {
			const entry = context.freshName();
			const key = textOf(`${entry}.key`, type.key, context);
			const value = orNull(textOf(`${entry}.value`, type.value, context));
			return `('{' || array_to_string(list_transform(map_entries(${sql}), lambda ${entry}: ${key} || ' -> ' || ${value}), ', ') || '}')`;
		}
		case "struct": {
			const fields = type.fields.map((f) => orNull(textOf(fieldOf(sql, f.name), f.type, context)));
			return `(CASE WHEN ${sql} IS NOT NULL THEN '{' || ${fields.length ? fields.join(" || ', ' || ") : "''"} || '}' END)`;
		}
		case "decimal":
			return decimalText(sql, type);
		case "variant":
			return `aq_variant_json(${sql}, ${quoteText(context.timeZone)})`;
		case "geometry":
		case "geography":
		case "void":
			return `CAST(${sql} AS VARCHAR)`;
		case "boolean":
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
		case "unknown":
			return `CAST(${sql} AS VARCHAR)`;
		case "date":
			return `aq_date_text(${sql})`;
	}
}

/** A decimal as Java's BigDecimal prints itself: 1E-7, where a cast to a text writes 0.0000001. */
export function bigDecimalText(sql: string, type: DecimalType): string {
	const text = decimalText(sql, type);
	return type.scale < 7
		? text
		: `(CASE WHEN abs(${sql}) < 0.000001 THEN aq_big_decimal(${text}) ELSE ${text} END)`;
}

/** DuckDB leaves the zero out before the point of a decimal without integral digits. */
const decimalText = (sql: string, type: DecimalType): string =>
	type.precision === type.scale ? `aq_plain_decimal(CAST(${sql} AS VARCHAR))` : `CAST(${sql} AS VARCHAR)`;

const orNull = (sql: string): string => `coalesce(${sql}, 'null')`;

function each(sql: string, element: DataType, context: EmitContext): string {
	const item = context.freshName();
	return `list_transform(${sql}, lambda ${item}: ${orNull(textOf(item, element, context))})`;
}

/** A struct's field as SQL. */
export function fieldOf(sql: string, name: string): string {
	return `struct_extract(${sql}, ${quoteText(name)})`;
}

const toComplex: Caster = (sql, from, to, mode, context) => {
	if (from.kind === "array" && to.kind === "array") {
		if (duckType(from) === duckType(to)) return sql;
		if (from.element.kind === "void") return `CAST(${sql} AS ${duckType(to)})`;
		const item = context.freshName();
		return `list_transform(${sql}, lambda ${item}: ${castSql(item, from.element, to.element, mode, context)})`;
	}
	if (from.kind === "map" && to.kind === "map") {
		if (duckType(from) === duckType(to)) return sql;
		if (from.key.kind === "void") return `CAST(${sql} AS ${duckType(to)})`;
		const entry = context.freshName();
		const key = castSql(`${entry}.key`, from.key, to.key, mode, context);
		const value = castSql(`${entry}.value`, from.value, to.value, mode, context);
		return `map_from_entries(list_transform(map_entries(${sql}), lambda ${entry}: {'key': ${key}, 'value': ${value}}))`;
	}
	if (from.kind === "struct" && to.kind === "struct") {
		if (duckType(from) === duckType(to)) return sql;
		const fields = to.fields.map((f, i) => {
			const source = from.fields[i] as (typeof from.fields)[number];
			return `${quoteText(f.name)}: ${castSql(fieldOf(sql, source.name), source.type, f.type, mode, context)}`;
		});
		return `(CASE WHEN ${sql} IS NOT NULL THEN {${fields.join(", ")}} END)`;
	}
	return refused(sql, from, to, mode, context);
};
