import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Files of one execution in a folder of their own: cleaned copies of sources that DuckDB cannot read exactly. */
export class Scratch {
	#folder: string | undefined;
	#files = 0;

	/** A new file; `suffix` with its dot. */
	file(suffix: string): ScratchFile {
		this.#folder ??= mkdtempSync(join(tmpdir(), "aqueduck-read-"));
		this.#files++;
		return new ScratchFile(join(this.#folder, `${this.#files}${suffix}`));
	}

	dispose(): void {
		if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
		this.#folder = undefined;
	}
}

const SIZE = 1 << 20;

/** Collects texts and bytes, and writes them in large pieces. */
export class ScratchFile {
	readonly #fd: number;
	readonly #buffer = Buffer.allocUnsafe(SIZE);
	#used = 0;

	constructor(readonly path: string) {
		this.#fd = openSync(path, "wx", 0o600);
	}

	text(text: string): void {
		if (text.length * 3 > SIZE) {
			this.bytes(Buffer.from(text));
			return;
		}
		if (this.#used + text.length * 3 > SIZE) this.#flush();
		this.#used += this.#buffer.write(text, this.#used);
	}

	bytes(bytes: Uint8Array): void {
		if (bytes.length > SIZE) {
			this.#flush();
			this.#write(bytes);
			return;
		}
		if (this.#used + bytes.length > SIZE) this.#flush();
		this.#buffer.set(bytes, this.#used);
		this.#used += bytes.length;
	}

	/** The first `length` bytes of another file. */
	startOf(path: string, length: number): void {
		const fd = openSync(path, "r");
		try {
			const chunk = Buffer.allocUnsafe(Math.min(length, 4 << 20));
			for (let done = 0; done < length; ) {
				const count = readSync(fd, chunk, 0, Math.min(chunk.length, length - done), done);
				if (count === 0) return;
				this.bytes(chunk.subarray(0, count));
				done += count;
			}
		} finally {
			closeSync(fd);
		}
	}

	close(): void {
		this.#flush();
		closeSync(this.#fd);
	}

	#flush(): void {
		this.#write(this.#buffer.subarray(0, this.#used));
		this.#used = 0;
	}

	#write(bytes: Uint8Array): void {
		for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
	}
}
