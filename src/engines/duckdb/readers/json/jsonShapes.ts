import type { DataType, StructType } from "../../../../core/dataTypes.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";

/** What a value of a column has to look like in a line that DuckDB reads as Spark does. */
export type Shape =
	| {
			readonly kind:
				| "any"
				| "null"
				| "boolean"
				| "number"
				| "float"
				| "string"
				| "date"
				| "timestamp"
				| "ntz";
	  }
	| { readonly kind: "integer"; readonly digits: number }
	| { readonly kind: "decimal"; readonly whole: number; readonly scale: number }
	| { readonly kind: "array"; readonly element: Shape }
	| { readonly kind: "map"; readonly value: Shape }
	| ObjectShape;

export interface ObjectShape {
	readonly kind: "object";
	readonly keys: readonly Uint8Array[];
	readonly shapes: readonly Shape[];
	/** By key: the most digits of a whole number, `CODE_STRING`, or `CODE_OTHER`. */
	readonly codes: Int32Array;
	/** By key: the number of the object in which it was last seen, so that a repeated key is noticed. */
	readonly seen: Float64Array;
	/** Keys as latin1 text that are no columns, and whether they may be skipped. */
	readonly others: Map<string, boolean>;
	/** Columns' names in lower case. */
	readonly names: ReadonlySet<string>;
}

export const CODE_STRING = -1;
export const CODE_OTHER = 0;

const codeOf = (shape: Shape): number =>
	shape.kind === "string" ? CODE_STRING : shape.kind === "integer" ? shape.digits : CODE_OTHER;

export const ANY: Shape = { kind: "any" };
const NULL: Shape = { kind: "null" };

/** What lines of a schema look like; `reserved` are names that must not be keys. */
export function objectShape(
	type: StructType,
	dates: DateTimeReaders,
	reserved: readonly string[] = [],
): ObjectShape {
	const names = new Set([
		...type.fields.map((f) => f.name.toLowerCase()),
		...reserved.map((r) => r.toLowerCase()),
	]);
	const shapes = type.fields.map((f) => shapeOf(f.type, dates));
	return {
		kind: "object",
		keys: type.fields.map((f) => Buffer.from(f.name)),
		shapes,
		codes: Int32Array.from(shapes, codeOf),
		seen: new Float64Array(type.fields.length),
		others: new Map(),
		names,
	};
}

function shapeOf(type: DataType, dates: DateTimeReaders): Shape {
	switch (type.kind) {
		case "boolean":
		case "string":
			return { kind: type.kind };
		case "tinyint":
			return { kind: "integer", digits: 2 };
		case "smallint":
			return { kind: "integer", digits: 4 };
		case "int":
			return { kind: "integer", digits: 9 };
		case "bigint":
			return { kind: "integer", digits: 18 };
		case "double":
			return { kind: "number" };
		case "float":
			return { kind: "float" };
		case "decimal":
			return { kind: "decimal", whole: type.precision - type.scale, scale: type.scale };
		case "date":
			return dates.isoDates ? { kind: "date" } : NULL;
		case "timestamp":
			return dates.isoTimestamps ? { kind: "timestamp" } : NULL;
		case "timestamp_ntz":
			return dates.isoTimestampsNtz ? { kind: "ntz" } : NULL;
		case "array":
			return { kind: "array", element: shapeOf(type.element, dates) };
		case "map":
			return { kind: "map", value: shapeOf(type.value, dates) };
		case "struct":
			return objectShape(type, dates);
		default:
			return NULL;
	}
}
