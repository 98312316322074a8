import type { JsonCheck } from "./jsonCheck.js";
import type { JsonLayout } from "./jsonLayout.js";

/** Lines from which a layout is learnt before it is given up. */
const LESSONS = 8;
/** A layout that passes over fewer than three lines of four costs more than it saves. */
const PATIENCE = 32;

/** Looks over the lines of pieces of files: by their usual layout where they have one, else by the check. */
export class JsonLines {
	readonly #check: JsonCheck;
	#bytes: Buffer = Buffer.alloc(0);
	#end = 0;
	/** The piece as latin1, once it is needed. */
	#text: string | undefined;
	#layout: JsonLayout | undefined;
	#lessons = LESSONS;
	#met = 0;
	#missed = 0;

	constructor(check: JsonCheck) {
		this.#check = check;
	}

	/** The bytes whose lines are looked over from now on. */
	piece(bytes: Buffer, end: number): void {
		this.#bytes = bytes;
		this.#end = end;
		this.#text = undefined;
	}

	/** Where the line from `start` ends (its newline), or -1 when it is doubtful. */
	lineEnd(start: number): number {
		if (!this.#layout) return this.#learn(start, this.#check.lineEnd(this.#bytes, start));
		this.#text ??= this.#bytes.toString("latin1", 0, this.#end);
		const end = this.#layout.lineEnd(this.#text, start);
		if (end !== -1) {
			this.#met++;
			return end;
		}
		this.#missed++;
		if (this.#missed > PATIENCE + this.#met / 3) this.#layout = undefined;
		return this.#check.lineEnd(this.#bytes, start);
	}

	#learn(start: number, end: number): number {
		if (this.#lessons === 0 || end - start < 2) return end;
		this.#lessons--;
		this.#layout = this.#check.layoutOf(this.#bytes.toString("latin1", start, end));
		this.#met = this.#missed = 0;
		return end;
	}
}
