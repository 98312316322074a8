/** Little-endian bytes, written from the start. */
export class ByteWriter {
	readonly #parts: Uint8Array[] = [];

	bytes(...values: readonly number[]): this {
		this.#parts.push(Uint8Array.from(values));
		return this;
	}

	raw(value: Uint8Array): this {
		this.#parts.push(value);
		return this;
	}

	#view(size: number, set: (view: DataView) => void): this {
		const view = new DataView(new ArrayBuffer(size));
		set(view);
		return this.raw(new Uint8Array(view.buffer));
	}

	short(value: number): this {
		return this.#view(2, (v) => v.setUint16(0, value, true));
	}

	int(value: number): this {
		return this.#view(4, (v) => v.setInt32(0, value, true));
	}

	long(value: bigint): this {
		return this.#view(8, (v) => v.setBigInt64(0, value, true));
	}

	float(value: number): this {
		return this.#view(4, (v) => v.setFloat32(0, value, true));
	}

	double(value: number): this {
		return this.#view(8, (v) => v.setFloat64(0, value, true));
	}

	done(): Uint8Array {
		return new Uint8Array(Buffer.concat(this.#parts));
	}
}

/** A view on a sketch's bytes; reading past the end is a RangeError. */
export const viewOf = (bytes: Uint8Array): DataView =>
	new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
