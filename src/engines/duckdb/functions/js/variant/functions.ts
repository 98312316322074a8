import type { DataType } from "../../../../../core/dataTypes.js";
import type { JsFunction } from "../jsFunction.js";
import { decodeVariant, encodeVariant } from "./binary.js";
import { variantOf } from "./build.js";
import { castVariant } from "./cast.js";
import { appended, asSparkError, deleted, Incompatible, inserted, replaced, withoutNulls } from "./change.js";
import { parseVariant, tryParseVariant } from "./parse.js";
import { type Step, stepsOrRaise, valueAt } from "./path.js";
import { merged, NOTHING, schemaOf, schemaText } from "./schema.js";
import { variantJson } from "./text.js";
import { sortedEntries, type Variant } from "./value.js";

const types = new Map<string, DataType>();

function typeOf(json: string): DataType {
	let type = types.get(json);
	if (!type) {
		type = JSON.parse(json) as DataType;
		types.set(json, type);
	}
	return type;
}

const base64 = (variant: Variant): string => Buffer.from(encodeVariant(variant)).toString("base64");

/** The steps to a place in a variant; the root is none. */
function target(path: string, fn: string): readonly Step[] {
	return stepsOrRaise(path === "$" ? "" : path, "INVALID_VARIANT_PATH", fn);
}

/** The changed variant; NULL for a `try_` function whose path does not fit. */
function attempt(fn: string, change: () => Variant): Uint8Array | null {
	try {
		return encodeVariant(change());
	} catch (error) {
		if (!(error instanceof Incompatible)) throw error;
		if (fn.startsWith("try_")) return null;
		throw asSparkError(error);
	}
}

/** The fields or elements as the rows of variant_explode, in JSON. */
function rows(blob: Uint8Array): string {
	const variant = decodeVariant(blob);
	const parts: readonly (readonly [string | null, Variant])[] =
		variant.kind === "object"
			? sortedEntries(variant)
			: variant.kind === "array"
				? variant.items.map((item) => [null, item] as const)
				: [];
	return JSON.stringify(parts.map(([key, value], i) => ({ c0: i, c1: key, c2: base64(value) })));
}

export const VARIANT_FUNCTIONS = [
	{
		name: "aq_parse_variant",
		args: ["text"],
		returns: "bytes",
		fn: (json: string) => encodeVariant(parseVariant(json)),
	},
	{
		name: "aq_try_parse_variant",
		args: ["text"],
		returns: "bytes",
		fn: (json: string) => {
			const variant = tryParseVariant(json);
			return variant && encodeVariant(variant);
		},
	},
	{
		name: "aq_make_variant",
		args: ["text", "text"],
		returns: "bytes",
		fn: (carried: string, type: string) => encodeVariant(variantOf(JSON.parse(carried), typeOf(type))),
	},
	{
		name: "aq_variant_json",
		args: ["bytes", "text"],
		returns: "text",
		fn: (blob: Uint8Array, zone: string) => variantJson(decodeVariant(blob), zone),
	},
	{
		name: "aq_cast_variant",
		args: ["bytes", "text", "boolean", "text"],
		returns: "text",
		fn: (blob: Uint8Array, type: string, lenient: boolean, zone: string) =>
			castVariant(decodeVariant(blob), typeOf(type), { zone, lenient }),
	},
	{
		name: "aq_variant_part",
		args: ["bytes", "text", "text", "text", "boolean", "text"],
		returns: "text",
		fn: (blob: Uint8Array, path: string, fn: string, type: string, lenient: boolean, zone: string) => {
			const found = valueAt(decodeVariant(blob), stepsOrRaise(path, "INVALID_VARIANT_GET_PATH", fn));
			return found ? castVariant(found, typeOf(type), { zone, lenient }) : null;
		},
	},
	{
		name: "aq_variant_at",
		args: ["bytes", "text", "text"],
		returns: "bytes",
		fn: (blob: Uint8Array, path: string, fn: string) => {
			const found = valueAt(decodeVariant(blob), stepsOrRaise(path, "INVALID_VARIANT_GET_PATH", fn));
			return found ? encodeVariant(found) : null;
		},
	},
	{
		name: "aq_variant_is_null",
		args: ["bytes"],
		returns: "boolean",
		fn: (blob: Uint8Array) => decodeVariant(blob).kind === "null",
	},
	{
		name: "aq_variant_insert",
		args: ["bytes", "text", "bytes", "text"],
		returns: "bytes",
		fn: (blob: Uint8Array, path: string, value: Uint8Array, fn: string) => {
			const steps = target(path, fn);
			return attempt(fn, () => inserted(decodeVariant(blob), { fn, steps }, decodeVariant(value)));
		},
	},
	{
		name: "aq_variant_set",
		args: ["bytes", "text", "bytes", "boolean", "text"],
		returns: "bytes",
		fn: (blob: Uint8Array, path: string, value: Uint8Array, create: boolean, fn: string) => {
			const steps = target(path, fn);
			return attempt(fn, () => replaced(decodeVariant(blob), { fn, steps }, decodeVariant(value), create));
		},
	},
	{
		name: "aq_variant_append",
		args: ["bytes", "text", "bytes", "text"],
		returns: "bytes",
		fn: (blob: Uint8Array, path: string, value: Uint8Array, fn: string) => {
			const steps = stepsOrRaise(path, "INVALID_VARIANT_PATH", fn);
			return attempt(fn, () => appended(decodeVariant(blob), { fn, steps }, decodeVariant(value)));
		},
	},
	{
		name: "aq_variant_delete",
		args: ["bytes", "text"],
		returns: "bytes",
		takesNull: true,
		fn: (blob: Uint8Array | null, path: string | null) => {
			if (blob === null || path === null) return blob;
			return encodeVariant(deleted(decodeVariant(blob), target(path, "variant_delete")));
		},
	},
	{
		name: "aq_variant_strip_nulls",
		args: ["bytes", "boolean"],
		returns: "bytes",
		fn: (blob: Uint8Array, arrays: boolean) => encodeVariant(withoutNulls(decodeVariant(blob), arrays)),
	},
	{
		name: "aq_variant_schema",
		args: ["bytes"],
		returns: "text",
		fn: (blob: Uint8Array) => schemaText(schemaOf(decodeVariant(blob))),
	},
	{
		name: "aq_variant_schemas",
		args: ["texts"],
		returns: "text",
		fn: (blobs: readonly string[]) =>
			schemaText(
				blobs.map((blob) => schemaOf(decodeVariant(Buffer.from(blob, "base64")))).reduce(merged, NOTHING),
			),
	},
	{ name: "aq_variant_rows", args: ["bytes"], returns: "text", fn: rows },
] as const satisfies readonly JsFunction[];
