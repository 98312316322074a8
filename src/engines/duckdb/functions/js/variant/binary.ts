import { sparkError } from "../jsFunction.js";
import { sortedEntries, VARIANT_NULL, type Variant, type VariantObject } from "./value.js";

/*
 * Spark's binary form of variants: a dictionary of the keys ("metadata") and the value that refers to it. Here both lie
 * in one blob, one behind the other.
 */

const BASIC = { primitive: 0, shortText: 1, object: 2, array: 3 } as const;

const PRIMITIVE = {
	null: 0,
	true: 1,
	false: 2,
	int1: 3,
	int2: 4,
	int4: 5,
	int8: 6,
	double: 7,
	decimal4: 8,
	decimal8: 9,
	decimal16: 10,
	date: 11,
	timestamp: 12,
	timestampNtz: 13,
	float: 14,
	binary: 15,
	text: 16,
	uuid: 20,
} as const;

const VERSION = 1;
const LONGEST_SHORT_TEXT = 63;
const MOST_ITEMS_OF_ONE_BYTE = 255;
/** Spark's limit of either part. */
const LARGEST = 128 * 1024 * 1024;

const utf8Of = (text: string): Uint8Array => Buffer.from(text, "utf8");
const textOf = (bytes: Uint8Array): string =>
	Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");

/** Bytes that grow: a plain array is quicker than typed ones for the few bytes of most values. */
class Writer {
	readonly #bytes: number[] = [];

	get length(): number {
		return this.#bytes.length;
	}

	byte(value: number): void {
		this.#bytes.push(value);
	}

	/** A whole number of any sign, little-endian. */
	integer(value: bigint | number, size: number): void {
		if (typeof value === "number" || size <= 4) {
			let small = Number(value) % 2 ** (8 * size);
			if (small < 0) small += 2 ** (8 * size);
			for (let i = 0; i < size; i++) {
				this.#bytes.push(small % 256);
				small = Math.floor(small / 256);
			}
			return;
		}
		let rest = BigInt.asUintN(size * 8, value);
		for (let i = 0; i < size; i++) {
			this.#bytes.push(Number(rest & 0xffn));
			rest >>= 8n;
		}
	}

	bytes(value: Uint8Array | Writer): void {
		const source = value instanceof Writer ? value.#bytes : value;
		if (this.#bytes.length + source.length > LARGEST)
			throw sparkError("VARIANT_SIZE_LIMIT", `Cannot build variant bigger than ${LARGEST} bytes.`);
		for (let i = 0; i < source.length; i++) this.#bytes.push(source[i] as number);
	}

	done(): Uint8Array {
		return Uint8Array.from(this.#bytes);
	}
}

/** The blob of a variant. */
export function encodeVariant(variant: Variant): Uint8Array {
	const keys = new Map<string, number>();
	const value = new Writer();
	write(variant, value, keys);
	const names = [...keys.keys()].map(utf8Of);
	const total = names.reduce((sum, name) => sum + name.length, 0);
	const width = widthOf(Math.max(total, names.length));
	const all = new Writer();
	all.byte(VERSION | ((width - 1) << 6));
	all.integer(names.length, width);
	let offset = 0;
	all.integer(offset, width);
	for (const name of names) {
		offset += name.length;
		all.integer(offset, width);
	}
	for (const name of names) all.bytes(name);
	all.bytes(value);
	return all.done();
}

const widthOf = (value: number): number =>
	value <= 0xff ? 1 : value <= 0xffff ? 2 : value <= 0xffffff ? 3 : 4;

const primitive = (type: number): number => (type << 2) | BASIC.primitive;

function write(variant: Variant, out: Writer, keys: Map<string, number>): void {
	switch (variant.kind) {
		case "null":
			out.byte(primitive(PRIMITIVE.null));
			return;
		case "boolean":
			out.byte(primitive(variant.value ? PRIMITIVE.true : PRIMITIVE.false));
			return;
		case "long":
			writeLong(variant.value, out);
			return;
		case "double":
		case "float":
			writeFloating(variant, out);
			return;
		case "decimal":
			writeDecimal(variant.unscaled, variant.scale, out);
			return;
		case "date":
			out.byte(primitive(PRIMITIVE.date));
			out.integer(variant.value, 4);
			return;
		case "timestamp":
		case "timestamp_ntz":
			out.byte(primitive(variant.kind === "timestamp" ? PRIMITIVE.timestamp : PRIMITIVE.timestampNtz));
			out.integer(variant.value, 8);
			return;
		case "binary":
			out.byte(primitive(PRIMITIVE.binary));
			out.integer(variant.value.length, 4);
			out.bytes(variant.value);
			return;
		case "uuid":
			out.byte(primitive(PRIMITIVE.uuid));
			out.bytes(Buffer.from(variant.value.replaceAll("-", ""), "hex"));
			return;
		case "string":
			writeText(utf8Of(variant.value), out);
			return;
		case "array": {
			const parts = variant.items.map((item) => part(item, keys));
			writeArray(parts, out);
			return;
		}
		case "object":
			writeObject(variant, out, keys);
			return;
	}
}

function part(variant: Variant, keys: Map<string, number>): Writer {
	const out = new Writer();
	write(variant, out, keys);
	return out;
}

function writeLong(value: bigint, out: Writer): void {
	const size = [1, 2, 4].find((bytes) => BigInt.asIntN(bytes * 8, value) === value) ?? 8;
	const type = { 1: PRIMITIVE.int1, 2: PRIMITIVE.int2, 4: PRIMITIVE.int4, 8: PRIMITIVE.int8 }[size];
	out.byte(primitive(type as number));
	out.integer(value, size);
}

function writeFloating(
	variant: { readonly kind: "double" | "float"; readonly value: number },
	out: Writer,
): void {
	const single = variant.kind === "float";
	const view = new DataView(new ArrayBuffer(single ? 4 : 8));
	if (single) view.setFloat32(0, variant.value, true);
	else view.setFloat64(0, variant.value, true);
	out.byte(primitive(single ? PRIMITIVE.float : PRIMITIVE.double));
	out.bytes(new Uint8Array(view.buffer));
}

function writeDecimal(unscaled: bigint, scale: number, out: Writer): void {
	const precision = unscaled.toString().replace("-", "").length;
	const fits = (digits: number): boolean => precision <= digits && scale <= digits;
	const [type, size] = fits(9)
		? [PRIMITIVE.decimal4, 4]
		: fits(18)
			? [PRIMITIVE.decimal8, 8]
			: [PRIMITIVE.decimal16, 16];
	out.byte(primitive(type));
	out.byte(scale);
	out.integer(unscaled, size);
}

function writeText(bytes: Uint8Array, out: Writer): void {
	if (bytes.length <= LONGEST_SHORT_TEXT) out.byte((bytes.length << 2) | BASIC.shortText);
	else {
		out.byte(primitive(PRIMITIVE.text));
		out.integer(bytes.length, 4);
	}
	out.bytes(bytes);
}

function writeArray(parts: readonly Writer[], out: Writer): void {
	const total = parts.reduce((sum, p) => sum + p.length, 0);
	const large = parts.length > MOST_ITEMS_OF_ONE_BYTE;
	const width = widthOf(total);
	out.byte((((large ? 1 : 0) << 4) | (((width - 1) << 2) | BASIC.array)) & 0xff);
	out.integer(parts.length, large ? 4 : 1);
	let offset = 0;
	out.integer(offset, width);
	for (const one of parts) {
		offset += one.length;
		out.integer(offset, width);
	}
	for (const one of parts) out.bytes(one);
}

function writeObject(variant: VariantObject, out: Writer, keys: Map<string, number>): void {
	const written = new Map<string, { readonly id: number; readonly offset: number }>();
	const body = new Writer();
	for (const [key, value] of variant.entries) {
		if (written.has(key))
			throw sparkError(
				"VARIANT_DUPLICATE_KEY",
				`Failed to build variant because of a duplicate object key \`${key}\`.`,
			);
		const id = keys.get(key) ?? keys.size;
		keys.set(key, id);
		written.set(key, { id, offset: body.length });
		write(value, body, keys);
	}
	const fields = sortedEntries(variant).map(([key]) => written.get(key) as { id: number; offset: number });
	const large = fields.length > MOST_ITEMS_OF_ONE_BYTE;
	const idWidth = widthOf(Math.max(0, ...fields.map((f) => f.id)));
	const width = widthOf(body.length);
	out.byte(((large ? 1 : 0) << 6) | ((idWidth - 1) << 4) | ((width - 1) << 2) | BASIC.object);
	out.integer(fields.length, large ? 4 : 1);
	for (const { id } of fields) out.integer(id, idWidth);
	for (const { offset } of fields) out.integer(offset, width);
	out.integer(body.length, width);
	out.bytes(body);
}

const malformed = (): Error =>
	sparkError("MALFORMED_VARIANT", "Variant binary is malformed. Please check the data source is valid.");

/** What a blob holds; an error when it is none of ours. */
export function decodeVariant(blob: Uint8Array): Variant {
	const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
	try {
		const { keys, end } = readKeys(blob, view);
		return read(blob, view, end, keys);
	} catch (error) {
		if (error instanceof RangeError) throw malformed();
		throw error;
	}
}

const unsigned = (view: DataView, at: number, size: number): number => {
	let value = 0;
	for (let i = size - 1; i >= 0; i--) value = value * 256 + view.getUint8(at + i);
	return value;
};

function readKeys(
	blob: Uint8Array,
	view: DataView,
): { readonly keys: readonly string[]; readonly end: number } {
	const head = view.getUint8(0);
	if ((head & 0x0f) !== VERSION) throw malformed();
	const width = (head >> 6) + 1;
	const count = unsigned(view, 1, width);
	const offset = (i: number): number => unsigned(view, 1 + width * (1 + i), width);
	const start = 1 + width * (count + 2);
	const keys = Array.from({ length: count }, (_, i) =>
		textOf(blob.subarray(start + offset(i), start + offset(i + 1))),
	);
	return { keys, end: start + offset(count) };
}

function read(blob: Uint8Array, view: DataView, at: number, keys: readonly string[]): Variant {
	const head = view.getUint8(at);
	const info = head >> 2;
	switch (head & 0x03) {
		case BASIC.shortText:
			return { kind: "string", value: textOf(slice(blob, at + 1, info)) };
		case BASIC.object: {
			const large = (info >> 4) & 1;
			const [idWidth, width] = [((info >> 2) & 3) + 1, (info & 3) + 1];
			const count = unsigned(view, at + 1, large ? 4 : 1);
			const ids = at + 1 + (large ? 4 : 1);
			const offsets = ids + count * idWidth;
			const data = offsets + (count + 1) * width;
			const found = Array.from({ length: count }, (_, i) => ({
				key: keys[unsigned(view, ids + i * idWidth, idWidth)] as string,
				offset: unsigned(view, offsets + i * width, width),
			}));
			// The values lie in the order in which they were written.
			found.sort((a, b) => a.offset - b.offset);
			return {
				kind: "object",
				entries: found.map(({ key, offset }) => [key, read(blob, view, data + offset, keys)]),
			};
		}
		case BASIC.array: {
			const large = (info >> 2) & 1;
			const width = (info & 3) + 1;
			const count = unsigned(view, at + 1, large ? 4 : 1);
			const offsets = at + 1 + (large ? 4 : 1);
			const data = offsets + (count + 1) * width;
			return {
				kind: "array",
				items: Array.from({ length: count }, (_, i) =>
					read(blob, view, data + unsigned(view, offsets + i * width, width), keys),
				),
			};
		}
		default:
			return readPrimitive(blob, view, at, info);
	}
}

function slice(blob: Uint8Array, start: number, length: number): Uint8Array {
	if (start + length > blob.length) throw malformed();
	return blob.subarray(start, start + length);
}

function readPrimitive(blob: Uint8Array, view: DataView, at: number, type: number): Variant {
	const value = at + 1;
	switch (type) {
		case PRIMITIVE.null:
			return VARIANT_NULL;
		case PRIMITIVE.true:
		case PRIMITIVE.false:
			return { kind: "boolean", value: type === PRIMITIVE.true };
		case PRIMITIVE.int1:
			return { kind: "long", value: BigInt(view.getInt8(value)) };
		case PRIMITIVE.int2:
			return { kind: "long", value: BigInt(view.getInt16(value, true)) };
		case PRIMITIVE.int4:
			return { kind: "long", value: BigInt(view.getInt32(value, true)) };
		case PRIMITIVE.int8:
			return { kind: "long", value: view.getBigInt64(value, true) };
		case PRIMITIVE.double:
			return { kind: "double", value: view.getFloat64(value, true) };
		case PRIMITIVE.float:
			return { kind: "float", value: view.getFloat32(value, true) };
		case PRIMITIVE.decimal4:
			return {
				kind: "decimal",
				scale: view.getUint8(value),
				unscaled: BigInt(view.getInt32(value + 1, true)),
			};
		case PRIMITIVE.decimal8:
			return { kind: "decimal", scale: view.getUint8(value), unscaled: view.getBigInt64(value + 1, true) };
		case PRIMITIVE.decimal16: {
			const low = view.getBigUint64(value + 1, true);
			return {
				kind: "decimal",
				scale: view.getUint8(value),
				unscaled: (view.getBigInt64(value + 9, true) << 64n) | low,
			};
		}
		case PRIMITIVE.date:
			return { kind: "date", value: view.getInt32(value, true) };
		case PRIMITIVE.timestamp:
			return { kind: "timestamp", value: view.getBigInt64(value, true) };
		case PRIMITIVE.timestampNtz:
			return { kind: "timestamp_ntz", value: view.getBigInt64(value, true) };
		case PRIMITIVE.binary:
			return { kind: "binary", value: slice(blob, value + 4, view.getUint32(value, true)).slice() };
		case PRIMITIVE.text:
			return { kind: "string", value: textOf(slice(blob, value + 4, view.getUint32(value, true))) };
		case PRIMITIVE.uuid: {
			const hex = Buffer.from(slice(blob, value, 16)).toString("hex");
			return { kind: "uuid", value: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") };
		}
		default:
			throw sparkError(
				"UNKNOWN_PRIMITIVE_TYPE_IN_VARIANT",
				`Unknown primitive type with id ${type} was found in a variant value.`,
			);
	}
}
