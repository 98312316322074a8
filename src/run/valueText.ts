import type { DataType, StructType } from "../core/dataTypes.js";
import type { RowValues, Value } from "../engines/tableEngine.js";

/**
 * A row as JSON text: BIGINT and DECIMAL as number literals (which JavaScript's own `JSON` cannot write), NaN and
 * infinities as text, BINARY as base64, MAP as an object.
 */
export function rowJson(row: RowValues, schema: StructType): string {
	return `{${schema.fields.map((f, i) => `${JSON.stringify(f.name)}:${valueJson(row[i] ?? null, f.type)}`).join(",")}}`;
}

export function valueJson(value: Value, type: DataType): string {
	if (value === null) return "null";
	switch (type.kind) {
		case "decimal":
		case "bigint":
		// A variant comes as JSON text.
		case "variant":
			return String(value);
		case "array":
			return `[${(value as readonly Value[]).map((v) => valueJson(v, type.element)).join(",")}]`;
		case "map":
			return `{${[...(value as ReadonlyMap<Value, Value>)]
				.map(([k, v]) => `${JSON.stringify(cellText(k, type.key))}:${valueJson(v, type.value)}`)
				.join(",")}}`;
		case "struct":
			return `{${type.fields
				.map(
					(f) =>
						`${JSON.stringify(f.name)}:${valueJson((value as Record<string, Value>)[f.name] ?? null, f.type)}`,
				)
				.join(",")}}`;
		default:
			if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString("base64"));
			if (typeof value === "number")
				return Number.isFinite(value) ? numberText(value) : JSON.stringify(String(value));
			return typeof value === "bigint" ? String(value) : JSON.stringify(value);
	}
}

/** -0 keeps its sign. */
const numberText = (value: number): string => (Object.is(value, -0) ? "-0.0" : String(value));

/** A value as a person reads it in a table; NULL is empty in CSV, so the caller handles it. */
export function cellText(value: Value, type: DataType): string {
	if (value === null) return "NULL";
	switch (type.kind) {
		case "timestamp":
			return timeText(String(value).replace(/([+-]\d\d:\d\d|Z)$/, ""));
		case "timestamp_ntz":
			return timeText(String(value));
		case "array":
			return `[${(value as readonly Value[]).map((v) => cellText(v, type.element)).join(", ")}]`;
		case "map":
			return `{${[...(value as ReadonlyMap<Value, Value>)]
				.map(([k, v]) => `${cellText(k, type.key)} -> ${cellText(v, type.value)}`)
				.join(", ")}}`;
		case "struct":
			return `{${type.fields.map((f) => cellText((value as Record<string, Value>)[f.name] ?? null, f.type)).join(", ")}}`;
		case "float":
		case "double":
			return doubleText(value as number);
		default:
			return value instanceof Uint8Array ? Buffer.from(value).toString("hex").toUpperCase() : String(value);
	}
}

/** A float or double as Spark shows it, so that it cannot be taken for an integer: `-13.0`, `1.0E7`, `NaN`. */
function doubleText(value: number): string {
	if (!Number.isFinite(value)) return String(value);
	const size = Math.abs(value);
	if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
		const [digits = "", exponent = ""] = value.toExponential().split("e");
		return `${digits.includes(".") ? digits : `${digits}.0`}E${Number(exponent)}`;
	}
	const text = Object.is(value, -0) ? "-0" : String(value);
	return text.includes(".") ? text : `${text}.0`;
}

/** Fractions of a second without their trailing zeros, as Spark shows them. */
function timeText(iso: string): string {
	return iso.replace("T", " ").replace(/(\.\d*?)0+$/, (_, kept: string) => (kept === "." ? "" : kept));
}
