import type { DataType, StructType } from "../../../src/core/dataTypes.js";
import { typeName } from "../../../src/core/dataTypes.js";
import type { RowValues, Value } from "../../../src/engines/tableEngine.js";

/** An answer as the recorders write it (README of the folder above). */
export type Answer =
	| {
			readonly schema: readonly (readonly [string, string])[];
			readonly rows: readonly (readonly unknown[])[];
	  }
	| { readonly error: string; readonly cause?: string };

/** An engine's rows in the recorded form. */
export function answerOf(schema: StructType, rows: readonly RowValues[]): Answer {
	return {
		schema: schema.fields.map((f) => [f.name, typeName(f.type)] as const),
		rows: rows.map((row) => schema.fields.map((f, i) => encode(row[i] ?? null, f.type))),
	};
}

/** A value in the recorded form. */
export function encode(value: Value, type: DataType): unknown {
	if (value === null) return null;
	switch (type.kind) {
		case "float":
		case "double":
			return typeof value === "number" ? numberText(value) : String(value);
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
		case "decimal":
			return String(value);
		case "binary":
			return { $binary: Buffer.from(value as Uint8Array).toString("hex") };
		case "timestamp":
			return utc(String(value));
		case "variant":
			return { $variant: value };
		case "array":
			return (value as readonly Value[]).map((v) => encode(v, type.element));
		case "map":
			return {
				$map: [...(value as ReadonlyMap<Value, Value>)].map(([k, v]) => [
					encode(k, type.key),
					encode(v, type.value),
				]),
			};
		case "struct":
			return {
				$struct: type.fields.map((f) => [
					f.name,
					encode((value as Record<string, Value>)[f.name] ?? null, f.type),
				]),
			};
		default:
			return value;
	}
}

function numberText(value: number): string {
	if (Object.is(value, -0)) return "-0.0";
	return Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);
}

/** A timestamp with any offset, in UTC with six digits. */
function utc(text: string): string {
	const match = /^(.*?)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d(?::\d\d)?)$/.exec(text);
	if (!match) return text;
	const [, whole = "", fraction = "", offset = "Z"] = match;
	const sign = offset.startsWith("-") ? -1 : 1;
	const [h = 0, m = 0, s = 0] = offset === "Z" ? [] : offset.slice(1).split(":").map(Number);
	const year = /^([+-]?\d+)-/.exec(whole)?.[1] ?? "1970";
	if (offset === "Z" || h + m + s === 0) return `${whole.replace(" ", "T")}.${fraction.padEnd(6, "0")}+00:00`;
	const millis =
		Date.parse(`${whole.replace(" ", "T").replace(/^[+-]?\d+/, year.padStart(4, "0"))}Z`) -
		sign * (h * 3600 + m * 60 + s) * 1000;
	return `${new Date(millis).toISOString().slice(0, -5)}.${fraction.padEnd(6, "0")}+00:00`;
}
