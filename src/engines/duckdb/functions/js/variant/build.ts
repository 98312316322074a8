import type { DataType } from "../../../../../core/dataTypes.js";
import { decodeVariant } from "./binary.js";
import { type Exact, exactOf } from "./decimals.js";
import { VARIANT_NULL, type Variant } from "./value.js";

/** Numbers stay texts: JSON.parse gives them to the reviver with their source only on newer Nodes. */
type Carried = null | boolean | string | readonly Carried[];

/** What transport.ts wrote of a value of this type, as a variant. */
export function variantOf(carried: Carried, type: DataType): Variant {
	if (carried === null) return VARIANT_NULL;
	switch (type.kind) {
		case "struct": {
			const values = carried as readonly Carried[];
			return {
				kind: "object",
				entries: type.fields.map((f, i) => [f.name, variantOf(values[i] ?? null, f.type)] as const),
			};
		}
		case "map":
			return {
				kind: "object",
				entries: (carried as readonly (readonly [string, Carried])[]).map(
					([key, value]) => [key, variantOf(value, type.value)] as const,
				),
			};
		case "array":
			return {
				kind: "array",
				items: (carried as readonly Carried[]).map((item) => variantOf(item, type.element)),
			};
		case "boolean":
			return { kind: "boolean", value: carried as boolean };
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
			return { kind: "long", value: BigInt(carried as string) };
		case "float":
		case "double":
			return { kind: type.kind, value: numberOf(carried as string) };
		case "decimal":
			return { kind: "decimal", ...(exactOf(carried as string) as Exact) };
		case "date":
			return { kind: "date", value: Number(carried) };
		case "timestamp":
		case "timestamp_ntz":
			return { kind: type.kind, value: BigInt(carried as string) };
		case "binary":
			return { kind: "binary", value: Buffer.from(carried as string, "base64") };
		case "variant":
			return decodeVariant(Buffer.from(carried as string, "base64"));
		default:
			return { kind: "string", value: carried as string };
	}
}

/** DuckDB's text of a double: `inf`, `nan`, `1e+20`. */
function numberOf(text: string): number {
	const special = /^(-?)(inf|nan)/i.exec(text);
	if (!special) return Number(text);
	if (special[2]?.toLowerCase() === "nan") return Number.NaN;
	return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
