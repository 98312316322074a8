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

function canonicalValue(value: Value, type: DataType): unknown {
	if (value === null) return null;
	switch (type.kind) {
		case "float":
		case "double":
			return String(value);
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

/** An instant in UTC with six digits, whatever offset it is written with. */
function instant(text: string): string {
	const match = /^(.*?)\.(\d{6})(?:Z|([+-])(\d\d):?(\d\d))$/.exec(text);
	if (!match) return text;
	const [, whole = "", micros = "", sign, hours = "0", minutes = "0"] = match;
	const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
	if (offset === 0) return `${whole}.${micros}+00:00`;
	return `${new Date(Date.parse(`${whole}Z`) - offset).toISOString().slice(0, 19)}.${micros}+00:00`;
}
