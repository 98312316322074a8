import { quoteName } from "../../../../../core/dataTypes.js";
import { sortedEntries, stripped, type Variant } from "./value.js";

/** The type of what a variant holds, as schema_of_variant sees it. */
type Schema =
	| { readonly kind: "atomic"; readonly name: string }
	| { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
	| { readonly kind: "array"; readonly element: Schema }
	| { readonly kind: "object"; readonly fields: readonly (readonly [string, Schema])[] };

const atomic = (name: string): Schema => ({ kind: "atomic", name });
export const NOTHING: Schema = atomic("VOID");
const ANYTHING = atomic("VARIANT");

export type { Schema };

const NAMES = {
	boolean: "BOOLEAN",
	long: "BIGINT",
	double: "DOUBLE",
	float: "FLOAT",
	string: "STRING",
	binary: "BINARY",
	uuid: "UUID",
	date: "DATE",
	timestamp: "TIMESTAMP",
	timestamp_ntz: "TIMESTAMP_NTZ",
	null: "VOID",
} as const;

export function schemaOf(value: Variant): Schema {
	switch (value.kind) {
		case "array":
			return { kind: "array", element: value.items.map(schemaOf).reduce(merged, NOTHING) };
		case "object":
			return {
				kind: "object",
				fields: sortedEntries(value).map(([key, field]) => [key, schemaOf(field)] as const),
			};
		case "decimal": {
			const { unscaled, scale } = stripped(value.unscaled, value.scale);
			const digits = unscaled.toString().replace("-", "").length;
			return { kind: "decimal", precision: Math.max(digits, scale), scale };
		}
		default:
			return atomic(NAMES[value.kind]);
	}
}

export function schemaText(schema: Schema): string {
	switch (schema.kind) {
		case "atomic":
			return schema.name;
		case "decimal":
			return `DECIMAL(${schema.precision},${schema.scale})`;
		case "array":
			return `ARRAY<${schemaText(schema.element)}>`;
		case "object":
			return `OBJECT<${schema.fields.map(([key, field]) => `${quoteName(key)}: ${schemaText(field)}`).join(", ")}>`;
	}
}

const NUMBERS = ["BIGINT", "FLOAT", "DOUBLE"];
const TIMES = ["DATE", "TIMESTAMP_NTZ", "TIMESTAMP"];
/** A BIGINT as a decimal. */
const LONG = { kind: "decimal", precision: 20, scale: 0 } as const;
const MOST_DIGITS = 38;

/** The type that holds both, as inference over JSON merges them; VARIANT when they have nothing in common. */
export function merged(a: Schema, b: Schema): Schema {
	if (a.kind === "atomic" && a.name === "VOID") return b;
	if (b.kind === "atomic" && b.name === "VOID") return a;
	if (a.kind === "array" && b.kind === "array")
		return { kind: "array", element: merged(a.element, b.element) };
	if (a.kind === "object" && b.kind === "object") {
		const all = new Map<string, Schema>(a.fields);
		for (const [key, field] of b.fields) {
			const own = all.get(key);
			all.set(key, own ? merged(own, field) : field);
		}
		return { kind: "object", fields: [...all].sort(([x], [y]) => (x < y ? -1 : 1)) };
	}
	if (a.kind === "decimal" && b.kind === "decimal") {
		const scale = Math.max(a.scale, b.scale);
		const integral = Math.max(a.precision - a.scale, b.precision - b.scale);
		return integral + scale > MOST_DIGITS
			? atomic("DOUBLE")
			: { kind: "decimal", precision: integral + scale, scale };
	}
	if (a.kind === "decimal" && b.kind === "atomic") return besideDecimal(a, b.name);
	if (b.kind === "decimal" && a.kind === "atomic") return besideDecimal(b, a.name);
	if (a.kind === "atomic" && b.kind === "atomic") {
		if (a.name === b.name) return a;
		for (const family of [NUMBERS, TIMES])
			if (family.includes(a.name) && family.includes(b.name))
				return atomic(family[Math.max(family.indexOf(a.name), family.indexOf(b.name))] as string);
	}
	return ANYTHING;
}

function besideDecimal(decimal: Extract<Schema, { kind: "decimal" }>, other: string): Schema {
	if (other === "DOUBLE") return atomic("DOUBLE");
	return other === "BIGINT" ? merged(decimal, LONG) : ANYTHING;
}
