import { dateText } from "../../../../../plan/literals.js";
import { instantWriter, wallClockText } from "../../../timeText.js";
import { javaNumberText } from "../text.js";
import { decimalDigits, sortedEntries, stripped, type Variant } from "./value.js";

/** Makes and keeps one writer for each zone: they remember what they asked Intl. */
const writers = new Map<string, (micros: bigint) => string>();

/** An instant as ISO text in a zone, with six digits and its offset. */
export function instantText(micros: bigint, zone: string): string {
	let writer = writers.get(zone);
	if (!writer) {
		writer = instantWriter(zone);
		writers.set(zone, writer);
	}
	return writer(micros);
}

/** Java's text of a double: `1.0`, `1.0E10`, `NaN`. */
export function javaDoubleText(value: number): string {
	if (!Number.isFinite(value)) return String(value);
	return javaDigits(value, value.toExponential());
}

/** Java's text of a float: the fewest digits that are this float and no other. */
export function javaFloatText(value: number): string {
	if (!Number.isFinite(value)) return String(value);
	for (let digits = 0; digits < 9; digits++) {
		const text = value.toExponential(digits);
		if (Math.fround(Number(text)) === value) return javaDigits(Number(text), text);
	}
	return javaDigits(value, value.toExponential(8));
}

function javaDigits(value: number, exponential: string): string {
	const size = Math.abs(value);
	if (size === 0 || (size >= 1e-3 && size < 1e7)) {
		const plain = Object.is(value, -0) ? "-0" : String(value);
		return plain.includes(".") ? plain : `${plain}.0`;
	}
	return javaNumberText(exponential);
}

/** `2024-01-02 03:04:05.5` of ISO text with six digits. */
const spaced = (iso: string): string =>
	iso
		.replace("T", " ")
		.replace(/\.(\d*?)0*(?=[+-]\d\d:|$)/, (_, kept: string) => (kept === "" ? "" : `.${kept}`));

/** A value that is neither object nor array, as CAST(… AS STRING) has it; binary is not text. */
export function scalarText(
	value: Exclude<Variant, { kind: "array" | "object" | "null" | "binary" }>,
	zone: string,
): string {
	switch (value.kind) {
		case "boolean":
		case "long":
			return String(value.value);
		case "double":
			return javaDoubleText(value.value);
		case "float":
			return javaFloatText(value.value);
		case "decimal": {
			const { unscaled, scale } = stripped(value.unscaled, value.scale);
			return decimalDigits(unscaled, scale);
		}
		case "string":
		case "uuid":
			return value.value;
		case "date":
			return dateText(value.value);
		case "timestamp":
			return spaced(instantText(value.value, zone).slice(0, -6));
		case "timestamp_ntz":
			return spaced(wallClockText(value.value));
	}
}

/** Spark's JSON text of a variant: keys sorted, times in the session's zone. */
export function variantJson(value: Variant, zone: string): string {
	switch (value.kind) {
		case "null":
			return "null";
		case "boolean":
		case "long":
		case "decimal":
			return scalarText(value, zone);
		case "double":
		case "float": {
			const text = scalarText(value, zone);
			return Number.isFinite(value.value) ? text : `"${text}"`;
		}
		case "timestamp":
			return `"${spaced(instantText(value.value, zone))}"`;
		case "binary":
			return `"${Buffer.from(value.value).toString("base64")}"`;
		case "string":
		case "uuid":
		case "date":
		case "timestamp_ntz":
			return quotedJson(scalarText(value, zone));
		case "array":
			return `[${value.items.map((item) => variantJson(item, zone)).join(",")}]`;
		case "object":
			return `{${sortedEntries(value)
				.map(([key, field]) => `${quotedJson(key)}:${variantJson(field, zone)}`)
				.join(",")}}`;
	}
}

const SHORT: Readonly<Record<string, string>> = {
	"\b": "\\b",
	"\f": "\\f",
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
	'"': '\\"',
	"\\": "\\\\",
};

/** A JSON string as Jackson writes it: upper-case escapes, and nothing escaped that need not be. */
export function quotedJson(text: string): string {
	const escaped = text.replace(
		/[\u0000-\u001f"\\]/g,
		(char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
	);
	return `"${escaped}"`;
}
