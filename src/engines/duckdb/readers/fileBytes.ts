import { closeSync, openSync, readSync } from "node:fs";
import { fault } from "../../../core/errors/index.js";

const CHUNK = 1 << 18;

/** A piece of a file that ends where a line ends (the last one: where the file ends; then a newline is put behind it). */
export interface Piece {
	/** `bytes[end - 1]` is a newline. Valid until the next piece is asked for. */
	readonly bytes: Buffer;
	readonly end: number;
	/** The file offset of the first byte. */
	readonly offset: number;
	/** True when the final newline is not in the file. */
	readonly isOpen: boolean;
}

/** Reads a file in pieces of whole lines. Long lines make the buffer grow. */
export function* linePieces(path: string): Generator<Piece> {
	const fd = open(path);
	try {
		let bytes: Buffer = Buffer.allocUnsafe(CHUNK);
		let have = 0;
		let offset = 0;
		for (;;) {
			// One byte stays free for the newline that a last line may lack.
			const count = readSync(fd, bytes, have, bytes.length - have - 1, null);
			if (count === 0) {
				if (have > 0) {
					bytes[have] = 0x0a;
					yield { bytes, end: have + 1, offset, isOpen: true };
				}
				return;
			}
			const filled = have + count;
			const last = bytes.subarray(0, filled).lastIndexOf(0x0a);
			if (last === -1) {
				have = filled;
				if (have > bytes.length / 2) bytes = grown(bytes, have);
				continue;
			}
			yield { bytes, end: last + 1, offset, isOpen: false };
			bytes.copy(bytes, 0, last + 1, filled);
			have = filled - last - 1;
			offset += last + 1;
		}
	} finally {
		closeSync(fd);
	}
}

function open(path: string): number {
	try {
		return openSync(path, "r");
	} catch (error) {
		throw fault("SOURCE_UNREADABLE", { path, problem: (error as Error).message }, { cause: error });
	}
}

function grown(bytes: Buffer, have: number): Buffer {
	const larger = Buffer.allocUnsafe(bytes.length * 2);
	bytes.copy(larger, 0, 0, have);
	return larger;
}

export const hasByteOrderMark = (bytes: Uint8Array): boolean =>
	bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
