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
		default:
			if (value instanceof Uint8Array) return Buffer.from(value).toString("hex").toUpperCase();
			return typeof value === "number" ? numberText(value) : String(value);
	}
}

/** Fractions of a second without their trailing zeros, as Spark shows them. */
function timeText(iso: string): string {
	return iso.replace("T", " ").replace(/(\.\d*?)0+$/, (_, kept: string) => (kept === "." ? "" : kept));
}
