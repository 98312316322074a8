import { findSourceMap } from "node:module";
import { dirname, join, resolve, sep } from "node:path";

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

/**
 * Parses V8's stack text. Node has applied source maps to it, unless somebody took `Error.prepareStackTrace` (vitest
 * does): then frames still lie in the bundle, and are mapped here.
 */
export function parseStack(stack: string): StackFrame[] {
	const frames: StackFrame[] = [];
	for (const line of stack.split("\n")) {
		const match = framePattern.exec(line);
		if (!match) continue;
		const [, name, place, row, col] = match;
		const file = place?.startsWith("file://") ? fileUrlToPath(place) : (place as string);
		const source = sourceOf(file, Number(row), Number(col));
		if (source) frames.push({ ...source, ...(name ? { name } : {}) });
	}
	return frames;
}

/** Nothing for a bundler's own helper, e.g. the one that calls decorators: nobody wrote it. */
function sourceOf(file: string, line: number, col: number): StackFrame | undefined {
	if (!file.includes(`${sep}${BUILD_FOLDER}${sep}`)) return { file, line, col };
	const entry = findSourceMap(file)?.findEntry(line - 1, col - 1);
	if (!entry || !("originalSource" in entry)) return undefined;
	const source = entry.originalSource;
	const path = source.startsWith("file://") ? fileUrlToPath(source) : resolve(dirname(file), source);
	return { file: path, line: entry.originalLine + 1, col: entry.originalColumn + 1 };
}

function fileUrlToPath(url: string): string {
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
}

/** Offset in `text` to line and column. */
export function positionAt(text: string, offset: number): Position {
	let line = 1;
	let lineStart = 0;
	for (let i = text.indexOf("\n"); i !== -1 && i < offset; i = text.indexOf("\n", i + 1)) {
		line++;
		lineStart = i + 1;
	}
	return { line, col: offset - lineStart + 1 };
}

/** Line and column to an offset in `text`, clamped to its end. */
export function offsetAt(text: string, position: Position): number {
	let start = 0;
	for (let line = 1; line < position.line; line++) {
		const next = text.indexOf("\n", start);
		if (next === -1) return text.length;
		start = next + 1;
	}
	return Math.min(text.length, start + position.col - 1);
}
