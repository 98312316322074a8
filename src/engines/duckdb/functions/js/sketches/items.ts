/** What values come to a sketch as; see `itemText` of the engine's rows. */
export type ItemKind = "long" | "double" | "text" | "bytes" | "ints" | "longs";

const utf8 = new TextEncoder();

/** The bytes that a sketch hashes; undefined for an empty value, which it passes over. */
export function hashedBytes(kind: ItemKind, text: string): Uint8Array | undefined {
	switch (kind) {
		case "long":
			return longBytes([BigInt(text)]);
		case "double":
			return doubleBytes(numberOfText(text));
		case "text":
			return text === "" ? undefined : utf8.encode(text);
		case "bytes":
			return text === "" ? undefined : Buffer.from(text, "base64");
		case "longs":
			return text === "" ? undefined : longBytes(text.split(",").map(BigInt));
		case "ints": {
			if (text === "") return undefined;
			const values = text.split(",");
			const view = new DataView(new ArrayBuffer(values.length * 4));
			for (const [i, value] of values.entries()) view.setInt32(i * 4, Number(value), true);
			return new Uint8Array(view.buffer);
		}
	}
}

function longBytes(values: readonly bigint[]): Uint8Array {
	const view = new DataView(new ArrayBuffer(values.length * 8));
	for (const [i, value] of values.entries()) view.setBigInt64(i * 8, value, true);
	return new Uint8Array(view.buffer);
}

/** Zero has one sign, and there is one NaN. */
function doubleBytes(value: number): Uint8Array {
	const view = new DataView(new ArrayBuffer(8));
	view.setFloat64(0, value === 0 ? 0 : Number.isNaN(value) ? Number.NaN : value, true);
	return new Uint8Array(view.buffer);
}

/** DuckDB's text of a double: `inf`, `nan`, `1e+20`. */
export function numberOfText(text: string): number {
	if (/^nan$/i.test(text)) return Number.NaN;
	if (/^-?inf/i.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	return Number(text);
}
