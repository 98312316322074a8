import type { RowValues, Value } from "../../engines/tableEngine.js";

/**
 * Values as JSON without loss: what JSON has is itself, everything else is an object with one key that says what it
 * is. `i` BIGINT, `d` a double that JSON cannot hold, `b` binary, `m` map, `s` struct (in order, names may be any).
 */
export type WireValue =
	| null
	| boolean
	| number
	| string
	| readonly WireValue[]
	| { readonly i: string }
	| { readonly d: string }
	| { readonly b: string }
	| { readonly m: readonly (readonly [WireValue, WireValue])[] }
	| { readonly s: readonly (readonly [string, WireValue])[] };

export function toWire(value: Value): WireValue {
	if (value === null || typeof value === "boolean" || typeof value === "string") return value;
	if (typeof value === "bigint") return { i: String(value) };
	if (typeof value === "number") {
		if (Object.is(value, -0)) return { d: "-0" };
		return Number.isFinite(value) ? value : { d: String(value) };
	}
	if (value instanceof Uint8Array) return { b: Buffer.from(value).toString("base64") };
	if (Array.isArray(value)) return value.map(toWire);
	if (value instanceof Map) return { m: [...value].map(([k, v]) => [toWire(k), toWire(v)] as const) };
	return { s: Object.entries(value as Record<string, Value>).map(([k, v]) => [k, toWire(v)] as const) };
}

export function fromWire(value: WireValue): Value {
	if (value === null || typeof value !== "object") return value;
	if (Array.isArray(value)) return value.map(fromWire);
	const object = value as Exclude<WireValue, null | boolean | number | string | readonly WireValue[]>;
	if ("i" in object) return BigInt(object.i);
	if ("d" in object) return Number(object.d);
	if ("b" in object) return new Uint8Array(Buffer.from(object.b, "base64"));
	if ("m" in object) return new Map(object.m.map(([k, v]) => [fromWire(k), fromWire(v)]));
	// A struct's field may be called __proto__.
	const struct: Record<string, Value> = {};
	for (const [name, field] of object.s)
		Object.defineProperty(struct, name, {
			value: fromWire(field),
			enumerable: true,
			writable: true,
			configurable: true,
		});
	return struct;
}

export const rowToWire = (row: RowValues): readonly WireValue[] => row.map(toWire);
export const rowFromWire = (row: readonly WireValue[]): RowValues => row.map(fromWire);

/** A value for people, in one line. */
export function valueText(value: Value): string {
	if (value === null) return "NULL";
	if (typeof value === "string") return JSON.stringify(value);
	if (typeof value !== "object") return Object.is(value, -0) ? "-0" : String(value);
	if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString("hex").toUpperCase()}'`;
	if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
	const entries =
		value instanceof Map ? [...value].map(([k, v]) => [valueText(k), v] as const) : Object.entries(value);
	return `{${entries.map(([k, v]) => `${k}: ${valueText(v as Value)}`).join(", ")}}`;
}
