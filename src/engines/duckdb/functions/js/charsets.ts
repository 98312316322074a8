import { type JsFunction, sparkError } from "./jsFunction.js";

const utf8 = new TextEncoder();
const CHARSETS = ["US-ASCII", "ISO-8859-1", "UTF-8", "UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32"];

function known(charset: string): string {
	const name = charset.toUpperCase();
	if (CHARSETS.includes(name)) return name;
	throw sparkError(
		"INVALID_PARAMETER_VALUE.CHARSET",
		`the charset ${charset} is not one of ${CHARSETS.join(", ")}`,
	);
}

const unmappable = (name: string): Error =>
	sparkError("MALFORMED_CHARACTER_CODING", `a character is not one of ${name}`);

function units(text: string, little: boolean): Uint8Array {
	const bytes = new Uint8Array(text.length * 2);
	const view = new DataView(bytes.buffer);
	for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), little);
	return bytes;
}

function single(text: string, limit: number, name: string): Uint8Array {
	return Uint8Array.from([...text], (char) => {
		const code = char.codePointAt(0) as number;
		if (code >= limit) throw unmappable(name);
		return code;
	});
}

export function encode(text: string, charset: string): Uint8Array {
	const name = known(charset);
	switch (name) {
		case "US-ASCII":
			return single(text, 128, name);
		case "ISO-8859-1":
			return single(text, 256, name);
		case "UTF-16BE":
			return units(text, false);
		case "UTF-16LE":
			return units(text, true);
		case "UTF-16":
			return text === "" ? new Uint8Array() : Uint8Array.from([0xfe, 0xff, ...units(text, false)]);
		case "UTF-32": {
			const points = [...text].map((c) => c.codePointAt(0) as number);
			return Uint8Array.from(points.flatMap((p) => [p >>> 24, (p >>> 16) & 255, (p >>> 8) & 255, p & 255]));
		}
		default:
			return utf8.encode(text);
	}
}

export function decode(bytes: Uint8Array, charset: string): string {
	const name = known(charset);
	switch (name) {
		case "US-ASCII":
			if (bytes.some((b) => b > 127)) throw unmappable(name);
			return String.fromCharCode(...bytes);
		case "ISO-8859-1":
			return Array.from(bytes, (b) => String.fromCharCode(b)).join("");
		case "UTF-32": {
			const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
			return Array.from({ length: bytes.length >> 2 }, (_, i) =>
				String.fromCodePoint(view.getUint32(4 * i)),
			).join("");
		}
		case "UTF-16": {
			const little = bytes[0] === 0xff && bytes[1] === 0xfe;
			try {
				return new TextDecoder(little ? "utf-16le" : "utf-16be", { fatal: true }).decode(bytes);
			} catch {
				throw unmappable(name);
			}
		}
		default:
			try {
				return new TextDecoder(name.toLowerCase(), { fatal: true, ignoreBOM: true }).decode(bytes);
			} catch {
				throw unmappable(name);
			}
	}
}

/** mask(): letters and digits become these characters; null keeps a kind as it is. */
export function mask(text: string, upper: string, lower: string, digit: string, other: string): string {
	const put = (by: string, char: string): string => (by === "" ? char : by);
	return [...text]
		.map((char) => {
			if (/\p{Lu}/u.test(char)) return put(upper, char);
			if (/\p{Ll}/u.test(char)) return put(lower, char);
			return /\p{Nd}/u.test(char) ? put(digit, char) : put(other, char);
		})
		.join("");
}

export const CHARSET_FUNCTIONS = [
	{ name: "aq_encode", args: ["text", "text"], returns: "bytes", fn: encode },
	{ name: "aq_decode", args: ["bytes", "text"], returns: "text", fn: decode },
	{ name: "aq_mask", args: ["text", "text", "text", "text", "text"], returns: "text", fn: mask },
] as const satisfies readonly JsFunction[];
