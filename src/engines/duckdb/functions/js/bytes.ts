import { createHmac } from "node:crypto";
import { type JsFunction, sparkError } from "./jsFunction.js";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text of bytes; null when they are no UTF-8. */
export function validText(bytes: Uint8Array): string | null {
	try {
		return strict.decode(bytes);
	} catch {
		return null;
	}
}

const ALGORITHMS: Readonly<Record<string, string>> = {
	MD5: "md5",
	"SHA-1": "sha1",
	"SHA-224": "sha224",
	"SHA-256": "sha256",
	"SHA-384": "sha384",
	"SHA-512": "sha512",
};
/** Java knows them without the dash as well. */
const dashed = (name: string): string => name.toUpperCase().replace(/^SHA(?=\d)/, "SHA-");

export function hmac(key: Uint8Array, message: Uint8Array, algorithm: string): Uint8Array {
	const name = ALGORITHMS[dashed(algorithm)];
	if (name === undefined)
		throw sparkError(
			"INVALID_PARAMETER_VALUE.HMAC_ALGORITHM",
			`hmac: the algorithm ${algorithm} is not one of ${Object.keys(ALGORITHMS).join(", ")}`,
		);
	if (key.length === 0)
		throw sparkError("INVALID_PARAMETER_VALUE.HMAC_CRYPTO_ERROR", "hmac: the key must not be empty");
	return createHmac(name, key).update(message).digest();
}

const BASE64 = /[A-Za-z0-9+/]/;

/** As Java's MIME decoder: other characters are skipped, the padding may be missing. */
export function unbase64(text: string): Uint8Array {
	const end = text.indexOf("=");
	const body = end < 0 ? text : text.slice(0, end);
	const digits = [...body].filter((c) => BASE64.test(c)).join("");
	const over = digits.length % 4;
	const rest = end < 0 ? "" : text.slice(end + 1);
	const cut = end >= 0 && (over === 0 || (over === 2 && !rest.startsWith("=")));
	if (over === 1 || cut || BASE64.test(rest))
		throw sparkError("CONVERSION_INVALID_INPUT", `unbase64: '${text}' is no Base64`);
	return Buffer.from(digits, "base64");
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function toBase32(bytes: Uint8Array): string {
	let out = "";
	let [bits, held] = [0, 0];
	for (const byte of bytes) {
		bits = (bits << 8) | byte;
		held += 8;
		while (held >= 5) {
			held -= 5;
			out += BASE32[(bits >> held) & 31];
			bits &= (1 << held) - 1;
		}
	}
	if (held > 0) out += BASE32[(bits << (5 - held)) & 31];
	return out.padEnd(Math.ceil(out.length / 8) * 8, "=");
}

/** What is no digit is passed over, as Spark does. */
export function fromBase32(text: string): Uint8Array {
	const out: number[] = [];
	let [bits, held, count] = [0, 0, 0];
	for (const char of text) {
		// Letters of ASCII in any case; toUpperCase would make two of ß.
		const digit = BASE32.indexOf(/[a-z]/.test(char) ? char.toUpperCase() : char);
		if (digit < 0) continue;
		count++;
		bits = (bits << 5) | digit;
		held += 5;
		if (held < 8) continue;
		held -= 8;
		out.push((bits >> held) & 255);
		bits &= (1 << held) - 1;
	}
	// A digit that is left alone makes a byte of its upper bits.
	if (count % 8 === 1) out.push(bits >> 2);
	return Uint8Array.from(out);
}

/** to_binary; null when the text is not in the format, undefined for an unknown format. */
function binaryOf(text: string, format: string): Uint8Array | null | undefined {
	switch (format.toLowerCase()) {
		case "hex":
			return /^[0-9A-Fa-f]*$/.test(text)
				? Uint8Array.from(Buffer.from(text.length % 2 === 1 ? `0${text}` : text, "hex"))
				: null;
		case "base64": {
			const plain = text.replace(/\s/g, "");
			const fits = /^[A-Za-z0-9+/]*={0,2}$/.test(plain) && plain.replace(/=+$/, "").length % 4 !== 1;
			if (!fits || (plain.includes("=") && plain.length % 4 !== 0)) return null;
			return Uint8Array.from(Buffer.from(plain, "base64"));
		}
		case "utf-8":
		case "utf8":
			return Uint8Array.from(Buffer.from(text, "utf8"));
		default:
			return undefined;
	}
}

export function toBinary(text: string, format: string): Uint8Array {
	const bytes = binaryOf(text, format);
	if (bytes) return bytes;
	throw sparkError(
		"CONVERSION_INVALID_INPUT",
		`the value '${text}' cannot be converted to BINARY by the format ${format}. Use try_to_binary to tolerate it`,
	);
}

/** As Jaro and Winkler, with up to four characters of a common start; Java's characters, two for an emoji. */
export function jaroWinkler(a: string, b: string): number {
	const [s, t] = [a.split(""), b.split("")];
	if (s.length === 0 && t.length === 0) return 1;
	const reach = Math.max(0, Math.floor(Math.max(s.length, t.length) / 2) - 1);
	const taken = new Set<number>();
	const left: string[] = [];
	s.forEach((char, i) => {
		for (let j = Math.max(0, i - reach); j < Math.min(t.length, i + reach + 1); j++) {
			if (taken.has(j) || t[j] !== char) continue;
			taken.add(j);
			left.push(char);
			return;
		}
	});
	const common = left.length;
	if (common === 0) return 0;
	const right = [...taken].sort((x, y) => x - y).map((j) => t[j]);
	const swaps = left.filter((char, i) => char !== right[i]).length / 2;
	const jaro = (common / s.length + common / t.length + (common - swaps) / common) / 3;
	let prefix = 0;
	while (prefix < 4 && prefix < s.length && s[prefix] === t[prefix]) prefix++;
	return jaro + prefix * 0.1 * (1 - jaro);
}

const lengthOfBitmap = 4096;

/** The positions that occur, as a bitmap of 4096 bytes. */
export function bitmapOf(positions: readonly (string | null)[]): Uint8Array {
	const bitmap = new Uint8Array(lengthOfBitmap);
	for (const text of positions) {
		const position = Number(text);
		if (position < 0 || position >= 8 * lengthOfBitmap)
			throw sparkError(
				"INVALID_BITMAP_POSITION",
				`The 0-indexed bitmap position ${text} is out of bounds: the bitmap has ${8 * lengthOfBitmap} bits`,
			);
		bitmap[position >> 3] = (bitmap[position >> 3] as number) | (1 << (position & 7));
	}
	return bitmap;
}

/** Bitmaps (in hexadecimal) joined: any of them, or (`and`) all. Shorter ones are filled with zeros. */
export function joinBitmaps(bitmaps: readonly (string | null)[], mode: string): Uint8Array {
	const all = mode === "and";
	const joined = new Uint8Array(lengthOfBitmap).fill(all ? 255 : 0);
	for (const hex of bitmaps) {
		const bytes = Buffer.from(hex ?? "", "hex");
		for (let i = 0; i < lengthOfBitmap; i++) {
			const byte = bytes[i] ?? 0;
			joined[i] = all ? (joined[i] as number) & byte : (joined[i] as number) | byte;
		}
	}
	return joined;
}

export const BYTE_FUNCTIONS = [
	{ name: "aq_valid_text", args: ["bytes"], returns: "text", fn: validText },
	{
		name: "aq_valid_bytes",
		args: ["bytes"],
		// A text would end at its first U+0000 on its way (@duckdb/node-api 1.5.5).
		returns: "bytes",
		fn: (bytes: Uint8Array) => Buffer.from(lenient.decode(bytes)),
	},
	{ name: "aq_unbase64", args: ["text"], returns: "bytes", fn: unbase64 },
	{ name: "aq_hmac", args: ["bytes", "bytes", "text"], returns: "bytes", fn: hmac },
	{ name: "aq_to_base32", args: ["bytes"], returns: "text", fn: toBase32 },
	{ name: "aq_from_base32", args: ["text"], returns: "bytes", fn: fromBase32 },
	{ name: "aq_to_binary", args: ["text", "text"], returns: "bytes", fn: toBinary },
	{
		name: "aq_try_to_binary",
		args: ["text", "text"],
		returns: "bytes",
		fn: (text: string, format: string) => binaryOf(text, format) ?? null,
	},
	{ name: "aq_jaro_winkler", args: ["text", "text"], returns: "double", fn: jaroWinkler },
	{ name: "aq_bitmap", args: ["texts"], returns: "bytes", fn: bitmapOf },
	{ name: "aq_join_bitmaps", args: ["texts", "text"], returns: "bytes", fn: joinBitmaps },
] as const satisfies readonly JsFunction[];
