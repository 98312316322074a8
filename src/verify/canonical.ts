import { type DataType, type StructType, typeName } from "../core/dataTypes.js";
import type { RowValues, Value } from "../engines/tableEngine.js";

/** A table in the form in which tables are compared: types by name, values as JSON that loses nothing. */
export interface CanonicalTable {
	readonly schema: readonly (readonly [name: string, type: string])[];
	readonly rows: readonly (readonly unknown[])[];
}

/** Rows of ours in that form; `python/canonical.py` makes the same of Spark's. */
export function canonicalTable(schema: StructType, rows: readonly RowValues[]): CanonicalTable {
	return {
		schema: schema.fields.map((f) => [f.name, typeName(f.type)] as const),
		rows: rows.map((row) => schema.fields.map((f, i) => canonicalValue(row[i] ?? null, f.type))),
	};
}

/** One value in that form (test/conformance/README.md describes it). */
export function canonicalValue(value: Value, type: DataType): unknown {
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
			return instant(String(value));
		case "variant":
			return { $variant: value };
		case "array":
			return (value as readonly Value[]).map((v) => canonicalValue(v, type.element));
		case "map":
			return {
				$map: [...(value as ReadonlyMap<Value, Value>)].map(([k, v]) => [
					canonicalValue(k, type.key),
					canonicalValue(v, type.value),
				]),
			};
		case "struct":
			return {
				$struct: type.fields.map((f) => [
					f.name,
					canonicalValue((value as Record<string, Value>)[f.name] ?? null, f.type),
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

/** An instant in UTC with six digits, whatever offset it is written with. */
function instant(text: string): string {
	const match = /^(.*?)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d(?::\d\d)?)$/.exec(text);
	if (!match) return text;
	const [, time = "", fraction = "", offset = "Z"] = match;
	const [hours = 0, minutes = 0, seconds = 0] =
		offset === "Z" ? [] : [...offset.slice(1).matchAll(/\d\d/g)].map(Number);
	const away = (offset.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
	const whole = time.replace(" ", "T");
	const micros = fraction.padEnd(6, "0");
	if (away === 0) return `${whole}.${micros}+00:00`;
	// A year is read with four digits at the least.
	const padded = whole.replace(
		/^([+-]?)(\d+)/,
		(_, sign: string, year: string) => sign + year.padStart(4, "0"),
	);
	return `${new Date(Date.parse(`${padded}Z`) - away * 1000).toISOString().slice(0, -5)}.${micros}+00:00`;
}
