import { dirname, resolve } from "node:path";

/** Where something in a bundle stood in the file that went in. */
export interface OriginalPlace {
	readonly file: string;
	readonly line: number;
	readonly col: number;
}

// By the path of the bundle. Node keeps the modules themselves as long as the process lives, and they are larger. Under a
// Symbol.for key: the user's modules may use another copy of the SDK than the one that loads them.
const key = Symbol.for("aqueduck.sourceMaps");
const holder = globalThis as { [key]?: Map<string, Pick<SourceMap, "find">> };
const maps = (holder[key] ??= new Map());

/** Notes the source map (its JSON) of a bundle that is about to be imported. */
export function keepSourceMap(bundle: string, json: string): void {
	maps.set(bundle, new SourceMap(bundle, json));
}

/** The original of a position in a bundle (counted from 1); undefined for what the bundler itself wrote. */
export function originalPlace(bundle: string, line: number, col: number): OriginalPlace | undefined {
	return maps.get(bundle)?.find(line - 1, col - 1);
}

/** Of one segment of the mappings: its column in the bundle, then source, line and column of the original. */
const FIELDS = 4;
const NO_SOURCE = -1;

/**
 * A source map of version 3. Node has one too, but makes an array of each segment and sorts them, when it loads the
 * module: that took a tenth of checking a thousand tables. Here nothing is read before the first place is asked for.
 */
class SourceMap {
	readonly #bundle: string;
	#json: string | undefined;
	#sources: readonly string[] = [];
	#segments: Int32Array = new Int32Array(0);
	/** The number of the first segment of each line, and one more for the end. */
	#lines: readonly number[] = [];

	constructor(bundle: string, json: string) {
		this.#bundle = bundle;
		this.#json = json;
	}

	/** What the last segment at this position or before it came from. */
	find(line: number, col: number): OriginalPlace | undefined {
		this.#read();
		const end = this.#lines.length - 1;
		let low = this.#lines[Math.min(line, end)] as number;
		let high = this.#lines[Math.min(line + 1, end)] as number;
		// The first segment after the position.
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#segments[middle * FIELDS] as number) <= col) low = middle + 1;
			else high = middle;
		}
		const at = (low - 1) * FIELDS;
		const file = this.#sources[this.#segments[at + 1] ?? NO_SOURCE];
		if (file === undefined) return undefined;
		return {
			file,
			line: (this.#segments[at + 2] as number) + 1,
			col: (this.#segments[at + 3] as number) + 1,
		};
	}

	#read(): void {
		if (this.#json === undefined) return;
		const { sources, mappings } = JSON.parse(this.#json) as {
			readonly sources: readonly string[];
			readonly mappings: string;
		};
		this.#json = undefined;
		const folder = dirname(this.#bundle);
		this.#sources = sources.map((source) => resolve(folder, source));
		const { segments, lines } = decode(mappings);
		this.#segments = segments;
		this.#lines = lines;
	}
}

const COMMA = 44;
const SEMICOLON = 59;
/** The value of each character of base64, by its code. */
const DIGITS = new Int8Array(128);
for (const [value, char] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries())
	DIGITS[char.charCodeAt(0)] = value;

/**
 * Lines are separated by semicolons and segments by commas; a segment is up to five numbers (the fifth is a name), each
 * the difference to the one before in digits of five bits, the sign in the lowest one.
 */
function decode(mappings: string): { readonly segments: Int32Array; readonly lines: readonly number[] } {
	// No segment takes less than two characters with what separates it.
	const segments = new Int32Array((mappings.length / 2 + 1) * FIELDS);
	const lines = [0];
	const sums = [0, 0, 0, 0, 0];
	let count = 0;
	let i = 0;
	while (i < mappings.length) {
		const code = mappings.charCodeAt(i);
		if (code === COMMA) i++;
		else if (code === SEMICOLON) {
			i++;
			sums[0] = 0;
			lines.push(count);
		} else {
			let field = 0;
			for (; i < mappings.length; field++) {
				let digit = mappings.charCodeAt(i);
				if (digit === COMMA || digit === SEMICOLON) break;
				let value = 0;
				for (let shift = 0; ; shift += 5) {
					digit = DIGITS[mappings.charCodeAt(i++)] as number;
					value |= (digit & 31) << shift;
					if (digit < 32) break;
				}
				sums[field] = (sums[field] as number) + (value & 1 ? -(value >> 1) : value >> 1);
			}
			const at = count * FIELDS;
			segments[at] = sums[0] as number;
			segments[at + 1] = field > 1 ? (sums[1] as number) : NO_SOURCE;
			segments[at + 2] = sums[2] as number;
			segments[at + 3] = sums[3] as number;
			count++;
		}
	}
	lines.push(count);
	return { segments: segments.slice(0, count * FIELDS), lines };
}
