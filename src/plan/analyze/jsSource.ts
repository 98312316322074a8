/** What places need of a JavaScript or TypeScript file: its string literals and which brackets belong together. */
export interface JsSource {
	readonly literals: readonly StringLiteral[];
	/** Offset of `(` → offset of its `)`. */
	readonly closing: ReadonlyMap<number, number>;
	readonly comments: readonly Stretch[];
}

/** From `start` up to, not including, `end`. */
export interface Stretch {
	readonly start: number;
	readonly end: number;
}

/** A string or template. `start` and `end` include the quotes. */
export interface StringLiteral {
	readonly start: number;
	readonly end: number;
	/** One for a string; a template has one more than it has `${…}`. */
	readonly chunks: readonly Chunk[];
}

/** Text after escapes, and for each of its UTF-16 units (and its end) the offset in the file. */
export interface Chunk {
	readonly text: string;
	readonly offsets: readonly number[];
}

const cache = new Map<string, JsSource>();
const CACHED_FILES = 50;

/** Reads a file's text; a simple reader that knows strings, templates, comments and regular expressions. */
export function readJsSource(text: string): JsSource {
	const known = cache.get(text);
	if (known) return known;
	const reader = new Reader(text);
	reader.code(0, false);
	const source: JsSource = {
		literals: reader.literals.sort((a, b) => a.start - b.start),
		closing: reader.closing,
		comments: reader.comments,
	};
	if (cache.size >= CACHED_FILES) cache.clear();
	cache.set(text, source);
	return source;
}

/** After these a slash starts a regular expression, not a division. */
const BEFORE_REGEX =
	/(?:^|[({[,;:=!&|?+\-*%<>~^]|\b(?:return|typeof|case|in|of|void|delete|do|else|yield|await))$/;

class Reader {
	readonly literals: StringLiteral[] = [];
	readonly closing = new Map<number, number>();
	readonly comments: Stretch[] = [];
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	/** Reads code from `at`, inside a template's `${` up to its `}`; gives the offset after it. */
	code(at: number, inTemplate: boolean): number {
		const open: number[] = [];
		let braces = 0;
		let i = at;
		while (i < this.#text.length) {
			const c = this.#text[i] as string;
			if (c === '"' || c === "'") i = this.#string(i, c);
			else if (c === "`") i = this.#template(i);
			else if (c === "/") i = this.#slash(i);
			else {
				if (c === "(") open.push(i);
				else if (c === ")") {
					const start = open.pop();
					if (start !== undefined) this.closing.set(start, i);
				} else if (c === "{") braces++;
				else if (c === "}") {
					if (inTemplate && braces === 0) return i + 1;
					braces--;
				}
				i++;
			}
		}
		return i;
	}

	#slash(at: number): number {
		const next = this.#text[at + 1];
		if (next === "/") return this.#comment(at, endOr(this.#text.indexOf("\n", at), this.#text.length));
		if (next === "*")
			return this.#comment(at, endOr(this.#text.indexOf("*/", at + 2), this.#text.length - 2) + 2);
		return BEFORE_REGEX.test(this.#text.slice(Math.max(0, at - 40), at).trimEnd()) ? this.#regex(at) : at + 1;
	}

	#comment(start: number, end: number): number {
		this.comments.push({ start, end });
		return end;
	}

	#regex(at: number): number {
		let inClass = false;
		for (let i = at + 1; i < this.#text.length; i++) {
			const c = this.#text[i];
			if (c === "\n") return at + 1;
			if (c === "\\") i++;
			else if (c === "[") inClass = true;
			else if (c === "]") inClass = false;
			else if (c === "/" && !inClass) return i + 1;
		}
		return at + 1;
	}

	#string(at: number, quote: string): number {
		const chunk = new ChunkBuilder();
		let i = at + 1;
		while (i < this.#text.length && this.#text[i] !== quote && this.#text[i] !== "\n")
			i = chunk.take(this.#text, i);
		this.literals.push({ start: at, end: i + 1, chunks: [chunk.done(i)] });
		return i + 1;
	}

	#template(at: number): number {
		const chunks: Chunk[] = [];
		let chunk = new ChunkBuilder();
		let i = at + 1;
		while (i < this.#text.length && this.#text[i] !== "`") {
			if (this.#text.startsWith("${", i)) {
				chunks.push(chunk.done(i));
				chunk = new ChunkBuilder();
				i = this.code(i + 2, true);
			} else i = chunk.take(this.#text, i);
		}
		chunks.push(chunk.done(i));
		this.literals.push({ start: at, end: i + 1, chunks });
		return i + 1;
	}
}

const endOr = (found: number, otherwise: number): number => (found === -1 ? otherwise : found);

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
	n: "\n",
	r: "\r",
	t: "\t",
	b: "\b",
	f: "\f",
	v: "\v",
	"0": "\0",
};

class ChunkBuilder {
	#text = "";
	readonly #offsets: number[] = [];

	/** Takes the character or escape at `at`; gives the offset after it. */
	take(source: string, at: number): number {
		const c = source[at] as string;
		if (c === "\r" && source[at + 1] === "\n") return this.#add("\n", at, at + 2);
		if (c !== "\\") return this.#add(c, at, at + 1);
		const escape = /^\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/.exec(
			source.slice(at, at + 14),
		);
		if (!escape) return this.#add(c, at, at + 1);
		const end = at + escape[0].length;
		const code = escape[1] ?? escape[2] ?? escape[3];
		if (code !== undefined) {
			const point = Number.parseInt(code, 16);
			return this.#add(point <= 0x10ffff ? String.fromCodePoint(point) : "", at, end);
		}
		const plain = escape[4] as string;
		// A backslash before a line's end continues the string without it.
		if (plain === "\n" || plain === "\r\n") return end;
		return this.#add(SIMPLE_ESCAPES[plain] ?? plain, at, end);
	}

	#add(text: string, at: number, end: number): number {
		for (let i = 0; i < text.length; i++) this.#offsets.push(at);
		this.#text += text;
		return end;
	}

	done(end: number): Chunk {
		return { text: this.#text, offsets: [...this.#offsets, end] };
	}
}
