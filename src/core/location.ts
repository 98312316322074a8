import { join, sep } from "node:path";
import { originalPlace } from "./sourceMap.js";

/** Where bundles of user modules lie while they are imported, in the project folder; each in a folder of its own. */
export const BUILD_FOLDER = join(".aqueduck", "build");

/** Lines and columns count from 1, columns in UTF-16 units. */
export interface Position {
	readonly line: number;
	readonly col: number;
}

/** `end` is exclusive. */
export interface SourceRange {
	readonly start: Position;
	readonly end: Position;
}

export interface StackFrame {
	/** Absolute path, or a URL that is not a file's. */
	readonly file: string;
	readonly line: number;
	readonly col: number;
	readonly name?: string;
}

const framePattern = /^\s*at (?:(?:async )?(.*?) \()?((?:file:\/\/|[A-Za-z]:\\|\/).*?):(\d+):(\d+)\)?$/;

/** Parses V8's stack text. Frames that lie in a bundle are mapped here, unless Node has applied source maps of its own. */
export function parseStack(stack: string): StackFrame[] {
	const frames: StackFrame[] = [];
	for (const line of stack.split("\n")) {
		const frame = parseFrame(line);
		if (frame) frames.push(frame);
	}
	return frames;
}

function parseFrame(line: string): StackFrame | undefined {
	// Most of a stack is Node's own, which the pattern takes long to refuse.
	if (line.includes(NODE_INTERNAL)) return undefined;
	const match = framePattern.exec(line);
	if (!match) return undefined;
	const [, name, place = "", row, col] = match;
	const source = sourceOf(place, Number(row), Number(col));
	return source && { ...source, ...(name ? { name } : {}) };
}

const NODE_INTERNAL = "node:internal/";
const IN_BUILD = `${sep}${BUILD_FOLDER}${sep}`;

/** `place` is a path or a URL. Nothing for a bundler's own helper, e.g. the one that calls decorators: nobody wrote it. */
function sourceOf(place: string, line: number, col: number): StackFrame | undefined {
	const file = place.startsWith("file://") ? fileUrlToPath(place) : place;
	if (!file.includes(IN_BUILD)) return { file, line, col };
	return originalPlace(file, line, col);
}

// Stacks are asked for in runs: all definitions of a module one after the other.
let lastUrl = "";
let lastPath = "";

function fileUrlToPath(url: string): string {
	if (url !== lastUrl) {
		lastPath = decodedPath(url);
		lastUrl = url;
	}
	return lastPath;
}

function decodedPath(url: string): string {
	const path = decodeURIComponent(url.replace(/^file:\/\//, "").replace(/\?.*$/, ""));
	return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

/** The place of a call in the user's code. Capturing is cheap; `frames()` formats the stack and costs five times more. */
export class CallSite {
	readonly #stack: { readonly stack?: string };
	#frames: readonly StackFrame[] | undefined;

	private constructor(stack: { readonly stack?: string }) {
		this.#stack = stack;
	}

	/** Captures the stack above `below` (the public function that the user called). */
	static capture(below: (...args: never[]) => unknown): CallSite {
		// Not an Error: making one would walk the stack a first time.
		const holder: { readonly stack?: string } = {};
		Error.captureStackTrace(holder, below);
		return new CallSite(holder);
	}

	/** A place that no call made: where something stands in a file. */
	static at(frame: StackFrame): CallSite {
		const site = new CallSite({});
		site.#frames = [frame];
		return site;
	}

	/** All frames, innermost first, the SDK's own left out by the caller's filter. */
	frames(): readonly StackFrame[] {
		this.#frames ??= parseStack(this.#stack.stack ?? "");
		return this.#frames;
	}

	/** The innermost frame that passes: mostly that takes reading one line of the stack. */
	find(test: (frame: StackFrame) => boolean): StackFrame | undefined {
		if (this.#frames) return this.#frames.find(test);
		const stack = this.#stack.stack ?? "";
		for (let start = 0; start >= 0; start = stack.indexOf("\n", start) + 1 || -1) {
			const end = stack.indexOf("\n", start);
			const frame = parseFrame(stack.slice(start, end < 0 ? undefined : end));
			if (frame && test(frame)) return frame;
		}
		return undefined;
	}
}

// The same text is asked about again and again.
let lastText: string | undefined;
let lastStarts: readonly number[] = [];

/** Where the lines of a text begin. */
function lineStarts(text: string): readonly number[] {
	if (text === lastText) return lastStarts;
	const starts = [0];
	for (let i = text.indexOf("\n"); i !== -1; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
	lastText = text;
	lastStarts = starts;
	return starts;
}

/** Offset in `text` to line and column. */
export function positionAt(text: string, offset: number): Position {
	const starts = lineStarts(text);
	let low = 0;
	let high = starts.length;
	// The last line that begins at the offset or before it.
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if ((starts[middle] as number) <= offset) low = middle;
		else high = middle;
	}
	return { line: low + 1, col: offset - (starts[low] as number) + 1 };
}

/** Line and column to an offset in `text`, clamped to its end. */
export function offsetAt(text: string, position: Position): number {
	const starts = lineStarts(text);
	const start = position.line < 1 ? 0 : starts[position.line - 1];
	return start === undefined ? text.length : Math.min(text.length, start + position.col - 1);
}
