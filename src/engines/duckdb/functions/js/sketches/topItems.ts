import { sparkError } from "../jsFunction.js";
import { decimalDigits } from "../variant/value.js";
import { ByteWriter, viewOf } from "./bytes.js";
import { FrequentItems, type Item } from "./frequentItems.js";
import { numberOfText } from "./items.js";

/*
 * The items of approx_top_k by their type: Java's hash of each, and the bytes of a state: DataSketches' frequent items,
 * and how many NULLs there were behind them.
 */

/** How an item lies in a state: numbers with a mark of their width, the others bare. */
export type TopForm =
	| "boolean"
	| "tinyint"
	| "smallint"
	| "int"
	| "bigint"
	| "float"
	| "double"
	| "string"
	| "decimal";

/** Items of one type. `scale`: they are decimals without their point. */
export interface TopKind {
	readonly form: TopForm;
	readonly scale?: number;
}

const MARKS = { tinyint: 2, smallint: 3, float: 6, int: 9 } as const;

export interface TopItems {
	readonly sketch: FrequentItems;
	nulls: number;
}

function bits(value: number, single: boolean): bigint {
	const view = new DataView(new ArrayBuffer(8));
	if (single) {
		view.setFloat32(0, value);
		return BigInt(view.getInt32(0));
	}
	view.setFloat64(0, value);
	return view.getBigInt64(0);
}

const folded = (value: bigint): number =>
	Number(BigInt.asIntN(32, value ^ (BigInt.asUintN(64, value) >> 32n)));

/** java.math.BigInteger's hashCode. */
function bigHash(value: bigint): number {
	let hash = 0;
	let rest = value < 0n ? -value : value;
	const words: bigint[] = [];
	while (rest > 0n) {
		words.unshift(rest & 0xffffffffn);
		rest >>= 32n;
	}
	for (const word of words) hash = (Math.imul(31, hash) + Number(word)) | 0;
	return value < 0n ? -hash | 0 : hash;
}

/** The hash of Scala's BigDecimal: of the whole number, or of the float or double that it is. */
function decimalHash(unscaled: bigint, scale: number): number {
	const unit = 10n ** BigInt(scale);
	if (unscaled % unit === 0n) {
		const whole = unscaled / unit;
		if (BigInt.asIntN(32, whole) === whole) return Number(whole);
		return BigInt.asIntN(64, whole) === whole ? folded(whole) : bigHash(whole);
	}
	const value = Number(decimalDigits(unscaled, scale));
	return Math.fround(value) === value ? Number(bits(value, true)) : folded(bits(value, false));
}

function hashOf({ form, scale }: TopKind, text: string): number {
	if (scale !== undefined) return decimalHash(BigInt(text), scale);
	switch (form) {
		case "boolean":
			return text === "true" ? 1231 : 1237;
		case "tinyint":
		case "smallint":
		case "int":
			return Number(text);
		case "bigint":
			return folded(BigInt(text));
		case "float":
			return Number(bits(numberOfText(text), true));
		case "double":
			return folded(bits(numberOfText(text), false));
		case "decimal":
			return bigHash(BigInt(text));
		case "string": {
			let hash = 0;
			for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
			return hash;
		}
	}
}

export const itemOf = (kind: TopKind, text: string): Item => ({ text, hash: hashOf(kind, text) });

const PREAMBLE = 4;
const FAMILY = 10;
const EMPTY = 5;

export function encodeState(kind: TopKind, { sketch, nulls }: TopItems): Uint8Array {
	const entries = sketch.entries();
	const out = new ByteWriter();
	if (entries.length === 0) out.bytes(1, 1, FAMILY, sketch.lgMax, sketch.lg, EMPTY, 0, 0);
	else {
		out.bytes(PREAMBLE, 1, FAMILY, sketch.lgMax, sketch.lg, 0, 0, 0).int(entries.length).int(0);
		out.long(BigInt(sketch.weight)).long(BigInt(sketch.offset));
		for (const [, count] of entries) out.long(BigInt(count));
		writeItems(
			out,
			kind.form,
			entries.map(([{ text }]) => text),
		);
	}
	const tail = new DataView(new ArrayBuffer(8));
	tail.setBigInt64(0, BigInt(nulls));
	return out.raw(new Uint8Array(tail.buffer)).done();
}

function writeItems(out: ByteWriter, kind: TopForm, texts: readonly string[]): void {
	if (kind === "boolean") {
		const packed = new Array<number>(Math.ceil(texts.length / 8)).fill(0);
		texts.forEach((text, i) => {
			if (text === "true") packed[i >> 3] = (packed[i >> 3] as number) | (1 << (i & 7));
		});
		out.bytes(...packed);
		return;
	}
	for (const text of texts) writeItem(out, kind, text);
}

function writeItem(out: ByteWriter, kind: Exclude<TopForm, "boolean">, text: string): void {
	switch (kind) {
		case "tinyint":
			out.bytes(MARKS[kind], Number(text) & 0xff);
			return;
		case "smallint":
			out.bytes(MARKS[kind]).short(Number(text) & 0xffff);
			return;
		case "int":
			out.bytes(MARKS[kind]).int(Number(text));
			return;
		case "float":
			out.bytes(MARKS[kind]).float(numberOfText(text));
			return;
		case "bigint":
			out.long(BigInt(text));
			return;
		case "double":
			out.double(numberOfText(text));
			return;
		case "string": {
			const bytes = Buffer.from(text, "utf8");
			out.int(bytes.length).raw(bytes);
			return;
		}
		case "decimal": {
			const bytes = twosComplement(BigInt(text));
			out.int(bytes.length).raw(bytes);
		}
	}
}

/** The fewest big-endian bytes of a whole number, as BigInteger.toByteArray. */
function twosComplement(value: bigint): Uint8Array {
	let size = 1;
	while (BigInt.asIntN(size * 8, value) !== value) size++;
	const hex = BigInt.asUintN(size * 8, value)
		.toString(16)
		.padStart(size * 2, "0");
	return Buffer.from(hex, "hex");
}

export function decodeState(kind: TopKind, bytes: Uint8Array, fn: string): TopItems {
	try {
		const state = decoded(kind, bytes);
		if (state) return state;
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
	}
	throw sparkError(
		"APPROX_TOP_K_INVALID_STATE",
		`The sketch that \`${fn}\` got was not made by approx_top_k_accumulate.`,
	);
}

function decoded(kind: TopKind, bytes: Uint8Array): TopItems | undefined {
	const view = viewOf(bytes);
	if (view.getUint8(2) !== FAMILY) return undefined;
	const sketch = new FrequentItems(view.getUint8(3), view.getUint8(4));
	const nulls = Number(view.getBigInt64(bytes.length - 8));
	if (view.getUint8(0) === 1) return { sketch, nulls };
	const count = view.getInt32(8, true);
	const counts = Array.from({ length: count }, (_, i) => Number(view.getBigInt64(32 + 8 * i, true)));
	const texts = readItems(kind.form, bytes, view, 32 + 8 * count, count);
	for (const [i, text] of texts.entries()) sketch.add(itemOf(kind, text), counts[i] as number);
	sketch.weight = Number(view.getBigInt64(16, true));
	sketch.offset = Number(view.getBigInt64(24, true));
	return { sketch, nulls };
}

function readItems(
	kind: TopForm,
	bytes: Uint8Array,
	view: DataView,
	start: number,
	count: number,
): readonly string[] {
	let at = start;
	const take = (size: number): number => {
		at += size;
		return at - size;
	};
	const read = (i: number): string => {
		switch (kind) {
			case "boolean":
				return String((view.getUint8(start + (i >> 3)) & (1 << (i & 7))) !== 0);
			case "tinyint":
				return String(view.getInt8(take(2) + 1));
			case "smallint":
				return String(view.getInt16(take(3) + 1, true));
			case "int":
				return String(view.getInt32(take(5) + 1, true));
			case "float":
				return String(view.getFloat32(take(5) + 1, true));
			case "bigint":
				return String(view.getBigInt64(take(8), true));
			case "double":
				return String(view.getFloat64(take(8), true));
			case "string": {
				const size = view.getInt32(take(4), true);
				const from = take(size);
				return Buffer.from(bytes.subarray(from, from + size)).toString("utf8");
			}
			case "decimal": {
				const size = view.getInt32(take(4), true);
				const from = take(size);
				return String(
					BigInt.asIntN(
						size * 8,
						BigInt(`0x${Buffer.from(bytes.subarray(from, from + size)).toString("hex")}`),
					),
				);
			}
		}
	};
	return Array.from({ length: count }, (_, i) => read(i));
}
