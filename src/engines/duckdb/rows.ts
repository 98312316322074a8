import type {
	DuckDBBlobValue,
	DuckDBDataChunk,
	DuckDBDateValue,
	DuckDBDecimalValue,
	DuckDBIntervalValue,
	DuckDBListValue,
	DuckDBMapValue,
	DuckDBStructValue,
	DuckDBTimestampTZValue,
	DuckDBTimestampValue,
	DuckDBTimeValue,
	DuckDBValue,
} from "@duckdb/node-api";
import type { DataType } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import { dateText, daysOfDateText, microsOfTimestampText } from "../../plan/literals.js";
import type { RowValues, Value } from "../tableEngine.js";
import {
	blobValue,
	dateValue,
	decimalValue,
	intervalValue,
	listValue,
	mapValue,
	structValue,
	timestampTZValue,
	timestampValue,
	timeValue,
} from "./duckdb.js";
import { decodeVariant, encodeVariant } from "./functions/js/variant/binary.js";
import { parseVariant } from "./functions/js/variant/parse.js";
import { variantJson } from "./functions/js/variant/text.js";
import { calendarIntervalText, dayTimeText, yearMonthText } from "./intervalText.js";
import { clockMicros, clockText, instantWriter, wallClockText } from "./timeText.js";

type Convert = (value: DuckDBValue) => Value;

const same: Convert = (value) => value as Value;

/**
 * How a DuckDB value of a Spark type becomes JavaScript: DESIGN's "Rows in JavaScript". NULL stays null at every depth.
 */
export function valueReader(type: DataType, timeZone: string): Convert {
	const read = readerOf(type, timeZone);
	return (value) => (value === null || value === undefined ? null : read(value));
}

/** Converts chunks of a result with columns of these types into rows. */
export function chunkReader(
	types: readonly DataType[],
	timeZone: string,
): (chunk: DuckDBDataChunk) => readonly RowValues[] {
	const readers = types.map((type) => valueReader(type, timeZone));
	return (chunk) => {
		const rows: Value[][] = Array.from({ length: chunk.rowCount }, () => new Array(types.length));
		readers.forEach((read, column) => {
			chunk.visitColumnValues(column, (value, row) => {
				(rows[row] as Value[])[column] = read(value);
			});
		});
		return rows;
	};
}

function readerOf(type: DataType, timeZone: string): Convert {
	switch (type.kind) {
		case "void":
			return () => null;
		case "boolean":
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
		case "float":
		case "double":
		case "string":
			return same;
		case "decimal":
			return (value) => (value as DuckDBDecimalValue).toString();
		case "binary":
		case "geometry":
		case "geography":
			return (value) => Uint8Array.from((value as DuckDBBlobValue).bytes);
		case "variant":
			return (value) => variantJson(decodeVariant((value as DuckDBBlobValue).bytes), timeZone);
		case "time":
			return (value) => clockText((value as DuckDBTimeValue).micros);
		case "date":
			return (value) => dateText((value as DuckDBDateValue).days);
		case "timestamp": {
			const write = instantWriter(timeZone);
			return (value) => write((value as DuckDBTimestampTZValue).micros);
		}
		case "timestamp_ntz":
			return (value) => wallClockText((value as DuckDBTimestampValue).micros);
		case "year_month_interval":
			return (value) => yearMonthText((value as DuckDBIntervalValue).months, type);
		case "day_time_interval":
			return (value) => {
				const { days, micros } = value as DuckDBIntervalValue;
				return dayTimeText(BigInt(days) * 86_400_000_000n + micros, type);
			};
		case "interval":
			return (value) => {
				const { months, days, micros } = value as DuckDBIntervalValue;
				return calendarIntervalText(months, days, micros);
			};
		case "array": {
			const element = valueReader(type.element, timeZone);
			return (value) => (value as DuckDBListValue).items.map(element);
		}
		case "map": {
			const key = valueReader(type.key, timeZone);
			const item = valueReader(type.value, timeZone);
			return (value) => new Map((value as DuckDBMapValue).entries.map((e) => [key(e.key), item(e.value)]));
		}
		case "struct": {
			const fields = type.fields.map((f) => [f.name, valueReader(f.type, timeZone)] as const);
			return (value) => {
				const { entries } = value as DuckDBStructValue;
				return Object.fromEntries(
					fields.map(([name, read]) => [
						name,
						read(Object.hasOwn(entries, name) ? (entries[name] as DuckDBValue) : null),
					]),
				);
			};
		}
		case "unknown":
			throw fault("RUN_INTERNAL", { message: "a value of unknown type" });
	}
}

/** The other way round, for what a user's function returns. Numbers and bigints stand in for each other. */
export function valueWriter(type: DataType): (value: unknown) => DuckDBValue {
	const write = writerOf(type);
	return (value) => (value === null || value === undefined ? null : write(value));
}

function writerOf(type: DataType): (value: unknown) => DuckDBValue {
	const fits =
		<T>(test: (value: unknown) => value is T, make: (value: T) => DuckDBValue) =>
		(value: unknown) => {
			if (!test(value)) throw new TypeError(`${describe(value)} is no ${type.kind}`);
			return make(value);
		};
	switch (type.kind) {
		case "void":
			return () => null;
		case "boolean":
			return fits(is("boolean"), (v) => v);
		case "tinyint":
		case "smallint":
		case "int": {
			const { kind } = type;
			return fits(isWhole, (v) => inRange(Number(v), kind));
		}
		case "bigint":
			return fits(isWhole, (v) => inRange(BigInt(v), "bigint"));
		case "float":
		case "double":
			return fits(isNumber, (v) => Number(v));
		case "string":
			return fits(is("string"), (v) => v);
		case "decimal":
			return fits(isDecimalLike, (v) => decimalValue(unscaled(String(v), type), type.precision, type.scale));
		case "binary":
			return fits(isBytes, (v) => blobValue(v));
		case "date":
			return fits(isTimeLike, (v) =>
				dateValue(daysOfDateText(v instanceof Date ? v.toISOString().slice(0, 10) : v)),
			);
		case "time":
			return fits(is("string"), (v) => timeValue(clockMicros(v)));
		case "timestamp":
			return fits(isTimeLike, (v) => timestampTZValue(instantOf(v)));
		case "timestamp_ntz":
			return fits(isTimeLike, (v) => timestampValue(wallClockOf(v)));
		case "array": {
			const element = valueWriter(type.element);
			return fits(Array.isArray, (v) => listValue(v.map(element)));
		}
		case "map": {
			const key = valueWriter(type.key);
			const item = valueWriter(type.value);
			return fits(isMap, (v) => mapValue([...v].map(([k, i]) => ({ key: key(k), value: item(i) }))));
		}
		case "struct": {
			const fields = type.fields.map((f) => [f.name, valueWriter(f.type)] as const);
			return fits(isObject, (v) => structValue(Object.fromEntries(fields.map(([n, w]) => [n, w(v[n])]))));
		}
		case "year_month_interval":
			return fits(isWhole, (v) => intervalValue(Number(v), 0, 0n));
		case "day_time_interval":
			return fits(isWhole, (v) => intervalValue(0, 0, BigInt(v)));
		case "variant":
			return fits(is("string"), (v) => blobValue(encodeVariant(parseVariant(v))));
		case "interval":
		case "geometry":
		case "geography":
		case "unknown":
			throw fault("ENGINE_UNSUPPORTED", {
				engine: "duckdb",
				what: `A JavaScript function that returns ${type.kind}`,
				reason: "there is no JavaScript value for it",
			});
	}
}

type Primitives = { readonly boolean: boolean; readonly string: string };

const is =
	<K extends keyof Primitives>(kind: K) =>
	(v: unknown): v is Primitives[K] =>
		typeof v === kind;
const isNumber = (v: unknown): v is number | bigint => typeof v === "number" || typeof v === "bigint";
const isWhole = (v: unknown): v is number | bigint => typeof v === "bigint" || Number.isInteger(v);
const isDecimalLike = (v: unknown): v is number | bigint | string =>
	(isNumber(v) || typeof v === "string") && /^[+-]?\d+(\.\d*)?$/.test(String(v));
const isBytes = (v: unknown): v is Uint8Array => v instanceof Uint8Array;
const isTimeLike = (v: unknown): v is string | Date => typeof v === "string" || v instanceof Date;
const isMap = (v: unknown): v is ReadonlyMap<unknown, unknown> => v instanceof Map;
const isObject = (v: unknown): v is Readonly<Record<string, unknown>> => typeof v === "object" && v !== null;

function describe(value: unknown): string {
	return typeof value === "object"
		? (value?.constructor?.name ?? "an object")
		: `${typeof value} ${String(value)}`;
}

const BITS = { tinyint: 8n, smallint: 16n, int: 32n, bigint: 64n } as const;

function inRange<T extends number | bigint>(value: T, kind: keyof typeof BITS): T {
	if (BigInt.asIntN(Number(BITS[kind]), BigInt(value)) !== BigInt(value))
		throw new RangeError(`${value} does not fit ${kind}`);
	return value;
}

/** Half away from zero, as Spark's cast to a decimal. */
function unscaled(text: string, type: { readonly precision: number; readonly scale: number }): bigint {
	const negative = text.startsWith("-");
	const [whole = "0", fraction = ""] = text.replace(/^[+-]/, "").split(".");
	const kept = BigInt(whole + fraction.slice(0, type.scale).padEnd(type.scale, "0"));
	const value = Number(fraction[type.scale] ?? 0) >= 5 ? kept + 1n : kept;
	if (String(value).length > type.precision)
		throw new RangeError(`${text} does not fit decimal(${type.precision},${type.scale})`);
	return negative ? -value : value;
}

function wallClockOf(value: string | Date): bigint {
	return microsOfTimestampText(canonical(value instanceof Date ? value.toISOString() : value));
}

function instantOf(value: string | Date): bigint {
	if (value instanceof Date) return BigInt(value.getTime()) * 1000n;
	const offset = /([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(value);
	const wall = microsOfTimestampText(canonical(offset ? value.slice(0, offset.index) : value));
	if (!offset) return wall;
	const seconds = Number(offset[2]) * 3600 + Number(offset[3]) * 60 + Number(offset[4] ?? 0);
	return wall - BigInt(offset[1] === "-" ? -seconds : seconds) * 1_000_000n;
}

/** `2024-01-02 03:04:05.1Z` to the six digits that literals have. */
function canonical(text: string): string {
	const [clock = "", fraction = ""] = text.replace(" ", "T").replace(/Z$/, "").split(".");
	return `${clock.includes("T") ? clock : `${clock}T00:00:00`}.${fraction.padEnd(6, "0").slice(0, 6)}`;
}
