import type { ObjectShape, Shape } from "./jsonShapes.js";

/** Any value that nobody reads and that has no other values inside; what it may be besides is left to the check. */
const SKIPPED = `(?:"[^"\\\\\\x00-\\x1f]*"|-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,17})?|true|false|null)`;
const TEXT = `"[^"\\\\\\x00-\\x1f]*"`;
const YEAR_TO_DAY = "[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])";

const TIME = "[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,6})?";

/** Between a key and its value, and after a comma: JavaScript's and Python's way. */
const STYLES: readonly (readonly [colon: string, comma: string])[] = [
	[":", ","],
	[": ", ", "],
];

/** What has to be known besides the first line. */
export interface LayoutRules {
	/** Tells of a key that is no column whether its value is of no interest. */
	readonly mayBeSkipped: (shape: ObjectShape, key: string) => boolean;
	/** A time without a zone is of UTC. */
	readonly utc: boolean;
}

interface Writing extends LayoutRules {
	readonly colon: string;
	readonly comma: string;
}

/**
 * The lines of a file that are written as its first one is: the same keys in the same order, plain values of the columns'
 * types. A regular expression passes over such a line at twice the check's speed, and from the first line on. It knows
 * less than the check, never more: what it does not know is not doubtful yet.
 */
export class JsonLayout {
	readonly #pattern: RegExp;

	private constructor(pattern: RegExp) {
		this.#pattern = pattern;
	}

	/** `line`: the text, as latin1, of a line that the check has found good. */
	static of(line: string, root: ObjectShape, rules: LayoutRules): JsonLayout | undefined {
		let first: unknown;
		try {
			first = JSON.parse(line);
		} catch {
			return undefined;
		}
		for (const [colon, comma] of STYLES) {
			const source = objectPattern(first, root, { ...rules, colon, comma });
			if (source === undefined) return undefined;
			const layout = new JsonLayout(new RegExp(`${source}\\r?\\n`, "y"));
			if (layout.lineEnd(`${line}\n`, 0) === line.length) return layout;
		}
		return undefined;
	}

	/** Where the line from `start` ends (its newline), or -1 when it is written in another way. `text`: latin1. */
	lineEnd(text: string, start: number): number {
		const pattern = this.#pattern;
		pattern.lastIndex = start;
		return pattern.test(text) ? pattern.lastIndex - 1 : -1;
	}
}

/** Undefined: the value has no members in an order that could be told. */
function objectPattern(value: unknown, shape: ObjectShape, writing: Writing): string | undefined {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
	const names = new Map(shape.keys.map((key, i) => [Buffer.from(key).toString("latin1"), i]));
	const members: string[] = [];
	for (const [key, inner] of Object.entries(value)) {
		// JavaScript puts such keys first, and what has escapes is no text of a line.
		if (/^[0-9]+$/.test(key) || /["\\\x00-\x1f]/.test(key)) return undefined;
		const index = names.get(key);
		if (index === undefined && !writing.mayBeSkipped(shape, key)) return undefined;
		const pattern =
			index === undefined ? SKIPPED : valuePattern(inner, shape.shapes[index] as Shape, writing);
		if (pattern === undefined) return undefined;
		members.push(`"${escaped(key)}"${writing.colon}${pattern}`);
	}
	return `\\{${members.join(writing.comma)}\\}`;
}

function valuePattern(value: unknown, shape: Shape, writing: Writing): string | undefined {
	const plain = plainPattern(shape, writing.utc);
	if (plain !== undefined) return `(?:${plain}|null)`;
	if (shape.kind !== "object") return undefined;
	// A first line without the object does not tell how the others write it.
	const object = objectPattern(value, shape, writing);
	return object === undefined ? undefined : `(?:${object}|null)`;
}

/** A part of what the check accepts for the shape. */
function plainPattern(shape: Shape, utc: boolean): string | undefined {
	switch (shape.kind) {
		case "string":
			return TEXT;
		case "boolean":
			return "true|false";
		case "integer":
			return whole(shape.digits);
		case "number":
			return `${whole(18)}(?:\\.[0-9]{1,17})?`;
		case "decimal": {
			const { scale } = shape;
			const digits = Math.min(shape.whole, 15 - scale);
			if (digits < 1) return undefined;
			return scale === 0 ? whole(digits) : `${whole(digits)}(?:\\.[0-9]{1,${scale}})?`;
		}
		case "float":
			return `${whole(4)}(?:\\.[0-9]{1,3})?`;
		case "date":
			return `"${YEAR_TO_DAY}"`;
		case "ntz":
			return `"${YEAR_TO_DAY}(?:${TIME})?"`;
		case "timestamp":
			return utc ? `"${YEAR_TO_DAY}(?:${TIME}Z?)?"` : `"${YEAR_TO_DAY}${TIME}Z"`;
		case "any":
			return SKIPPED;
		default:
			return undefined;
	}
}

const whole = (digits: number): string => `-?(?:0|[1-9][0-9]{0,${digits - 1}})`;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
