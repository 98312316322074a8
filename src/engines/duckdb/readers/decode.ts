import { readFileSync } from "node:fs";
import { gunzipSync, inflateSync } from "node:zlib";
import { fault } from "../../../core/errors/index.js";

/** Java's charset names that WHATWG's decoder knows under another one, or reads in another way. */
const SAME: Readonly<Record<string, string>> = {
	utf8: "utf-8",
	utf16: "utf-16",
	latin1: "iso-8859-1",
	ascii: "us-ascii",
};

export function encodingName(written: string | undefined): string {
	const name = (written ?? "utf-8").toLowerCase();
	return SAME[name] ?? name;
}

/** Hadoop picks a codec by the file's ending. */
export const isCompressed = (path: string): boolean => /\.(gz|deflate|bz2|zst|snappy|lz4)$/i.test(path);

/** The whole file's text: decompressed by its ending, decoded, without a byte order mark. Wrong bytes become U+FFFD. */
export function fileText(path: string, encoding?: string): string {
	return decode(decompressed(path), encodingName(encoding), path);
}

function decompressed(path: string): Buffer {
	let bytes: Buffer;
	try {
		bytes = readFileSync(path);
		if (/\.gz$/i.test(path)) return gunzipSync(bytes);
		if (/\.deflate$/i.test(path)) return inflateSync(bytes);
	} catch (error) {
		throw fault("SOURCE_UNREADABLE", { path, problem: (error as Error).message }, { cause: error });
	}
	if (isCompressed(path))
		throw fault("SOURCE_UNREADABLE", {
			path,
			problem: "this compression cannot be read; gz and deflate can",
		});
	return bytes;
}

function decode(bytes: Buffer, encoding: string, path: string): string {
	switch (encoding) {
		case "iso-8859-1":
			return bytes.toString("latin1");
		case "us-ascii":
			return bytes.toString("latin1").replace(/[\u0080-\u00ff]/g, "\ufffd");
		case "utf-16":
			// Java takes big endian when there is no byte order mark.
			return bytes[0] === 0xff && bytes[1] === 0xfe
				? bytes.subarray(2).toString("utf16le")
				: swapped(bytes[0] === 0xfe && bytes[1] === 0xff ? bytes.subarray(2) : bytes);
		case "utf-16be":
			return swapped(bytes);
		case "utf-16le":
			return bytes.toString("utf16le");
		default:
			try {
				return new TextDecoder(encoding).decode(bytes);
			} catch {
				throw fault("SOURCE_BAD_OPTION", {
					format: path,
					option: "encoding",
					value: encoding,
					expected: "the name of a character set, e.g. UTF-8",
				});
			}
	}
}

function swapped(bytes: Buffer): string {
	const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
	return even.swap16().toString("utf16le");
}

/** Lines as Hadoop's reader gives them: `\n`, `\r\n` or `\r` ends one, or the separator; no line after the last end. */
export function splitLines(text: string, separator?: string): string[] {
	const lines = text.split(separator ?? /\r\n|\r|\n/);
	if (lines.at(-1) === "") lines.pop();
	return lines;
}
