import { type JsFunction, sparkError } from "./jsFunction.js";

const malformed = (problem: string): Error =>
	sparkError("WKB_PARSE_ERROR", `the well-known binary ${problem}`);

/** Kinds of shapes by their number: how many dimensions are told by the thousands. */
const POINT = 1;
const LINE = 2;
const POLYGON = 3;
const COLLECTION = 7;

/** Reads a shape in either byte order and writes it in one. */
class Rewriter {
	readonly #in: DataView;
	readonly #out: DataView;
	readonly #little: boolean;
	readonly #geographic: boolean;
	#at = 0;
	constructor(bytes: Uint8Array, little: boolean, geographic: boolean) {
		this.#little = little;
		this.#geographic = geographic;
		this.#in = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.#out = new DataView(new ArrayBuffer(bytes.byteLength));
	}

	whole(): Uint8Array {
		this.#shape();
		if (this.#at !== this.#in.byteLength) throw malformed("is followed by other bytes");
		return new Uint8Array(this.#out.buffer);
	}

	#shape(only?: number): void {
		if (this.#at >= this.#in.byteLength) throw malformed("ends too early");
		const order = this.#in.getUint8(this.#at);
		if (order > 1) throw malformed("has no byte order");
		this.#out.setUint8(this.#at++, this.#little ? 1 : 0);
		const from = order === 1;
		const code = this.#integer(from);
		const [kind, extra] = [code % 1000, Math.floor(code / 1000)];
		if (kind < POINT || kind > COLLECTION || extra > 3) throw malformed(`has the unknown kind ${code}`);
		if (only !== undefined && kind !== only) throw malformed(`has the kind ${code} inside of another one`);
		const dimensions = extra === 0 ? 2 : extra === 3 ? 4 : 3;
		if (kind === POINT) this.#position(from, dimensions, true);
		else if (kind === LINE) this.#line(from, dimensions, 2);
		else if (kind === POLYGON) this.#times(from, () => this.#line(from, dimensions, 4, true));
		else this.#times(from, () => this.#shape(kind === COLLECTION ? undefined : kind - 3));
	}

	#times(from: boolean, one: () => void): void {
		for (let left = this.#integer(from); left > 0; left--) one();
	}

	#line(from: boolean, dimensions: number, least: number, ring = false): void {
		const count = this.#integer(from);
		if (count !== 0 && count < least) throw malformed(`has a ${ring ? "ring" : "line"} of ${count} points`);
		const start = this.#at;
		for (let left = count; left > 0; left--) this.#position(from, dimensions, false);
		if (!ring || count === 0) return;
		const last = this.#at - 8 * dimensions;
		for (let i = 0; i < 2; i++)
			if (this.#in.getFloat64(start + 8 * i, from) !== this.#in.getFloat64(last + 8 * i, from))
				throw malformed("has a ring that is not closed");
	}

	#position(from: boolean, dimensions: number, mayBeEmpty: boolean): void {
		if (this.#at + 8 * dimensions > this.#in.byteLength) throw malformed("ends too early");
		const values: number[] = [];
		for (let i = 0; i < dimensions; i++, this.#at += 8) {
			const value = this.#in.getFloat64(this.#at, from);
			values.push(value);
			this.#out.setFloat64(this.#at, value, this.#little);
		}
		const isEmpty = values.every(Number.isNaN);
		if (values.some((v) => !Number.isFinite(v)) && !(isEmpty && mayBeEmpty))
			throw malformed("has a coordinate that is no number");
		const [longitude = 0, latitude = 0] = values;
		if (this.#geographic && !isEmpty && (Math.abs(longitude) > 180 || Math.abs(latitude) > 90))
			throw malformed("has a coordinate that is not on the globe");
	}

	#integer(from: boolean): number {
		if (this.#at + 4 > this.#in.byteLength) throw malformed("ends too early");
		const value = this.#in.getUint32(this.#at, from);
		this.#out.setUint32(this.#at, value, this.#little);
		this.#at += 4;
		return value;
	}
}

export const SHAPE_FUNCTIONS = [
	{
		name: "aq_shape",
		args: ["bytes", "boolean"],
		returns: "bytes",
		fn: (bytes: Uint8Array, geographic: boolean) => new Rewriter(bytes, true, geographic).whole(),
	},
	{
		name: "aq_shape_bytes",
		args: ["bytes", "text"],
		returns: "bytes",
		fn: (bytes: Uint8Array, order: string) => {
			if (!/^(?:ndr|xdr)$/i.test(order))
				throw sparkError("ST_INVALID_ENDIANNESS_VALUE", `the byte order is NDR or XDR, not ${order}`);
			return new Rewriter(bytes, order.toLowerCase() === "ndr", false).whole();
		},
	},
] as const satisfies readonly JsFunction[];
