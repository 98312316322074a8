import { findSourceMap, type SourceMap } from "node:module";
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
		// Most of a stack is Node's own, which the pattern takes long to refuse.
		if (line.includes(NODE_INTERNAL)) continue;
		const match = framePattern.exec(line);
		if (!match) continue;
		const [, name, place = "", row, col] = match;
		const source = sourceOf(place, Number(row), Number(col));
		if (source) frames.push({ ...source, ...(name ? { name } : {}) });
	}
	return frames;
}

const NODE_INTERNAL = "node:internal/";
const IN_BUILD = `${sep}${BUILD_FOLDER}${sep}`;

/** `place` is a path or a URL. Nothing for a bundler's own helper, e.g. the one that calls decorators: nobody wrote it. */
function sourceOf(place: string, line: number, col: number): StackFrame | undefined {
	const file = place.startsWith("file://") ? fileUrlToPath(place) : place;
	if (!file.includes(IN_BUILD)) return { file, line, col };
	const map = findSourceMap(place);
	const entry = map?.findEntry(line - 1, col - 1);
	if (!map || !entry || !("originalSource" in entry)) return undefined;
	const path = pathOfSource(map, entry.originalSource, file);
	return { file: path, line: entry.originalLine + 1, col: entry.originalColumn + 1 };
}

const sourcePaths = new WeakMap<SourceMap, Map<string, string>>();

/** The absolute path of a source that a map names. */
function pathOfSource(map: SourceMap, source: string, bundle: string): string {
	let known = sourcePaths.get(map);
	if (!known) sourcePaths.set(map, (known = new Map()));
	let path = known.get(source);
	if (path === undefined) {
		path = source.startsWith("file://") ? fileUrlToPath(source) : resolve(dirname(bundle), source);
		known.set(source, path);
	}
	return path;
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
