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

const FLUSH = 1 << 20;

/** Collects texts and bytes, and writes them in large pieces. */
export class ScratchFile {
	readonly #fd: number;
	#pending: string[] = [];
	#length = 0;

	constructor(readonly path: string) {
		this.#fd = openSync(path, "wx", 0o600);
	}

	text(text: string): void {
		this.#pending.push(text);
		this.#length += text.length;
		if (this.#length >= FLUSH) this.#flush();
	}

	bytes(bytes: Uint8Array): void {
		if (bytes.length === 0) return;
		this.#flush();
		for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
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
		if (this.#length === 0) return;
		const bytes = Buffer.from(this.#pending.join(""));
		this.#pending = [];
		this.#length = 0;
		for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
	}
}
