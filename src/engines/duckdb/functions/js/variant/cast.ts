import type { DataType } from "../../../../../core/dataTypes.js";
import { typeDdl } from "../../../../../core/dataTypes.js";
import { dateText } from "../../../../../plan/literals.js";
import { trimJava } from "../../../readers/values/trim.js";
import { wallClockText } from "../../../timeText.js";
import { sparkError } from "../jsFunction.js";
import { castTime } from "../parseTime.js";
import { encodeVariant } from "./binary.js";
import { type Exact, exactOf, rescaled, truncated } from "./decimals.js";
import { instantText, javaDoubleText, scalarText, variantJson } from "./text.js";
import { decimalDigits, fieldNamed, type Variant } from "./value.js";

/*
 * Casts out of a variant. The result is JSON text for DuckDB's own cast to the type, which then has nothing to decide:
 * scalars are texts in exactly the form that it takes, binaries and variants base64.
 */

interface Cast {
	readonly zone: string;
	/** try_variant_get and try_cast: what does not fit is NULL. */
	readonly lenient: boolean;
}

type Scalar = Exclude<Variant, { kind: "null" | "array" | "object" }>;

/** JSON text of the value as the type; `null` for a variant null. */
export function castVariant(value: Variant, type: DataType, cast: Cast): string {
	if (type.kind === "variant") return `"${base64(encodeVariant(value))}"`;
	if (value.kind === "null") return "null";
	switch (type.kind) {
		case "array":
			if (value.kind !== "array") return refused(value, type, cast);
			return `[${value.items.map((item) => castVariant(item, type.element, cast)).join(",")}]`;
		case "map":
			if (value.kind !== "object") return refused(value, type, cast);
			return `{${value.entries.map(([key, item]) => `${JSON.stringify(key)}:${castVariant(item, type.value, cast)}`).join(",")}}`;
		case "struct": {
			if (value.kind !== "object") return refused(value, type, cast);
			const fields = type.fields.map((field) => {
				const item = fieldNamed(value, field.name);
				return `${JSON.stringify(field.name)}:${item ? castVariant(item, field.type, cast) : "null"}`;
			});
			return `{${fields.join(",")}}`;
		}
		case "string": {
			const text =
				value.kind === "array" || value.kind === "object"
					? variantJson(value, cast.zone)
					: plainText(value, cast.zone);
			return JSON.stringify(text);
		}
		default: {
			const scalar =
				value.kind === "array" || value.kind === "object" ? undefined : castScalar(value, type, cast.zone);
			return scalar === undefined ? refused(value, type, cast) : JSON.stringify(scalar);
		}
	}
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

function plainText(value: Scalar, zone: string): string {
	return value.kind === "binary" ? Buffer.from(value.value).toString("utf8") : scalarText(value, zone);
}

function refused(value: Variant, type: DataType, cast: Cast): string {
	if (cast.lenient) return "null";
	throw sparkError(
		"INVALID_VARIANT_CAST",
		`The variant value \`${variantJson(value, cast.zone)}\` cannot be cast into \`${typeDdl(type)}\`. Please use \`try_variant_get\` instead.`,
	);
}

const BITS: Readonly<Record<string, bigint>> = { tinyint: 8n, smallint: 16n, int: 32n, bigint: 64n };
const MICROS = 1_000_000n;
const INT64 = 64;

function castScalar(value: Scalar, type: DataType, zone: string): string | undefined {
	switch (type.kind) {
		case "boolean":
			return toBoolean(value);
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint": {
			const whole = toWhole(value);
			return whole !== undefined && BigInt.asIntN(Number(BITS[type.kind]), whole) === whole
				? String(whole)
				: undefined;
		}
		case "float":
		case "double":
			return toDouble(value);
		case "decimal": {
			const exact = toExact(value);
			if (!exact) return undefined;
			const unscaled = rescaled(exact, type.scale);
			const digits = unscaled.toString().replace("-", "").length;
			return digits > type.precision && unscaled !== 0n ? undefined : decimalDigits(unscaled, type.scale);
		}
		case "date":
			return toDate(value, zone);
		case "timestamp":
			return toInstant(value);
		case "timestamp_ntz":
			return toWallClock(value, zone);
		case "binary":
			if (value.kind === "binary") return base64(value.value);
			return value.kind === "string" ? base64(Buffer.from(value.value, "utf8")) : undefined;
		default:
			return undefined;
	}
}

function toBoolean(value: Scalar): string | undefined {
	switch (value.kind) {
		case "boolean":
			return String(value.value);
		case "long":
			return String(value.value !== 0n);
		case "double":
		case "float":
			return String(value.value !== 0);
		case "decimal":
			return String(value.unscaled !== 0n);
		case "string": {
			const word = trimJava(value.value).toLowerCase();
			if (/^(?:t|true|y|yes|1)$/.test(word)) return "true";
			return /^(?:f|false|n|no|0)$/.test(word) ? "false" : undefined;
		}
		default:
			return undefined;
	}
}

const floorDivided = (a: bigint, b: bigint): bigint => (a - (((a % b) + b) % b)) / b;

function toWhole(value: Scalar): bigint | undefined {
	switch (value.kind) {
		case "boolean":
			return value.value ? 1n : 0n;
		case "long":
			return value.value;
		case "double":
		case "float":
			return Number.isFinite(value.value) ? BigInt(Math.trunc(value.value)) : undefined;
		case "decimal":
			return truncated(value);
		case "string": {
			const text = trimJava(value.value);
			return /^[+-]?\d+$/.test(text) ? BigInt(text.replace("+", "")) : undefined;
		}
		case "timestamp":
			return floorDivided(value.value, MICROS);
		default:
			return undefined;
	}
}

function toDouble(value: Scalar): string | undefined {
	switch (value.kind) {
		case "boolean":
			return value.value ? "1" : "0";
		case "long":
			return String(value.value);
		case "double":
		case "float":
			return String(value.value);
		case "decimal":
			return decimalDigits(value.unscaled, value.scale);
		case "string": {
			const text = trimJava(value.value);
			if (/^[+-]?(?:inf|infinity)$/i.test(text)) return text.startsWith("-") ? "-Infinity" : "Infinity";
			if (/^[+-]?nan$/i.test(text)) return "NaN";
			const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[dDfF]?$/.exec(text);
			return match ? String(Number(match[1])) : undefined;
		}
		case "timestamp":
			return String(Number(value.value) / 1e6);
		default:
			return undefined;
	}
}

function toExact(value: Scalar): Exact | undefined {
	switch (value.kind) {
		case "boolean":
			return { unscaled: value.value ? 1n : 0n, scale: 0 };
		case "long":
			return { unscaled: value.value, scale: 0 };
		case "double":
			return Number.isFinite(value.value) ? exactOf(javaDoubleText(value.value)) : undefined;
		case "float":
			return Number.isFinite(value.value) ? exactOf(javaDoubleText(Math.fround(value.value))) : undefined;
		case "decimal":
			return value;
		case "string":
			return exactOf(trimJava(value.value));
		case "timestamp":
			return { unscaled: value.value, scale: 6 };
		default:
			return undefined;
	}
}

/** A text as a date: the day may be followed by anything behind a space or a T. */
function dateOfText(text: string): string | undefined {
	const match = /^([+-]?\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T].*)?)?)?$/s.exec(trimJava(text));
	if (!match) return undefined;
	return castTime(`${match[1]}-${match[2] ?? "1"}-${match[3] ?? "1"}`)?.slice(0, -16);
}

function toDate(value: Scalar, zone: string): string | undefined {
	switch (value.kind) {
		case "date":
			return dateText(value.value);
		case "string":
			return dateOfText(value.value);
		case "timestamp":
			return instantText(value.value, zone).replace(/T.*/, "");
		case "timestamp_ntz":
			return wallClockText(value.value).replace(/T.*/, "");
		default:
			return undefined;
	}
}

const instant = (micros: bigint): string => instantText(micros, "UTC").replace("T", " ");

function toInstant(value: Scalar): string | undefined {
	switch (value.kind) {
		case "timestamp":
			return instant(value.value);
		case "timestamp_ntz":
			return wallClockText(value.value).replace("T", " ");
		case "date":
			return `${dateText(value.value)} 00:00:00`;
		case "string":
			return castTime(trimJava(value.value)) ?? undefined;
		case "long":
			return within(value.value * MICROS);
		case "decimal":
			return within(truncated({ unscaled: value.unscaled * MICROS, scale: value.scale }));
		case "double":
		case "float":
			return Number.isFinite(value.value) ? within(BigInt(Math.trunc(value.value * 1e6))) : undefined;
		default:
			return undefined;
	}
}

const within = (micros: bigint): string | undefined =>
	BigInt.asIntN(INT64, micros) === micros ? instant(micros) : undefined;

function toWallClock(value: Scalar, zone: string): string | undefined {
	switch (value.kind) {
		case "timestamp_ntz":
			return wallClockText(value.value).replace("T", " ");
		case "timestamp":
			return instantText(value.value, zone).slice(0, -6).replace("T", " ");
		case "date":
			return `${dateText(value.value)} 00:00:00`;
		case "string":
			// An offset behind the text does not matter to a clock on the wall.
			return castTime(trimJava(value.value))?.replace(/^(.*?\.\d{6}).*$/, "$1");
		default:
			return undefined;
	}
}
