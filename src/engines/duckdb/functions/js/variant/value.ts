/** A variant as a tree. Objects keep the order in which their keys came; only their text and bytes are sorted. */
export type Variant =
	| { readonly kind: "null" }
	| { readonly kind: "boolean"; readonly value: boolean }
	| { readonly kind: "long"; readonly value: bigint }
	| { readonly kind: "double" | "float"; readonly value: number }
	| { readonly kind: "decimal"; readonly unscaled: bigint; readonly scale: number }
	| { readonly kind: "string"; readonly value: string }
	| { readonly kind: "binary"; readonly value: Uint8Array }
	| { readonly kind: "uuid"; readonly value: string }
	/** Days since 1970. */
	| { readonly kind: "date"; readonly value: number }
	/** Microseconds since 1970, of an instant or on the wall. */
	| { readonly kind: "timestamp" | "timestamp_ntz"; readonly value: bigint }
	| VariantArray
	| VariantObject;

export interface VariantArray {
	readonly kind: "array";
	readonly items: readonly Variant[];
}

export interface VariantObject {
	readonly kind: "object";
	readonly entries: readonly (readonly [string, Variant])[];
}

export const VARIANT_NULL: Variant = Object.freeze({ kind: "null" });

/** Fields in the order of their keys, as Java compares strings: by UTF-16 code units. */
export function sortedEntries(object: VariantObject): readonly (readonly [string, Variant])[] {
	return [...object.entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

export function fieldNamed(object: VariantObject, key: string): Variant | undefined {
	return object.entries.find(([name]) => name === key)?.[1];
}

/** A decimal without the zeros at its end, which is how Spark sees one inside of a variant. */
export function stripped(
	unscaled: bigint,
	scale: number,
): { readonly unscaled: bigint; readonly scale: number } {
	let [value, left] = [unscaled, scale];
	while (left > 0 && value % 10n === 0n) {
		value /= 10n;
		left--;
	}
	return { unscaled: value, scale: value === 0n ? 0 : left };
}

/** `-1.05` of (-105, 2). */
export function decimalDigits(unscaled: bigint, scale: number): string {
	const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
	const sign = unscaled < 0n ? "-" : "";
	return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
