import { readdirSync, statSync } from "node:fs";
import { join, parse } from "node:path";

/** Whether Hadoop would take the path as a pattern. */
export const isPattern = (path: string): boolean => /[*?[{\\]/.test(path);

/** Alternatives of `{a,b}`, nested and across folders: `x/{a,b/c}` is `x/a` and `x/b/c`. */
export function expandBraces(pattern: string): string[] {
	const open = pattern.indexOf("{");
	if (open === -1) return [pattern];
	let depth = 0;
	let start = open + 1;
	const parts: string[] = [];
	for (let i = open; i < pattern.length; i++) {
		const c = pattern[i];
		if (c === "{") depth++;
		else if (c === "," && depth === 1) {
			parts.push(pattern.slice(start, i));
			start = i + 1;
		} else if (c === "}" && --depth === 0) {
			parts.push(pattern.slice(start, i));
			const head = pattern.slice(0, open);
			const tail = pattern.slice(i + 1);
			return parts.flatMap((p) => expandBraces(head + p + tail));
		}
	}
	return [pattern];
}

/** One name of a path against one segment of a pattern: `*`, `?`, `[a-c]`, `[^a]`, `\*`. */
export function segmentPattern(segment: string): RegExp {
	let out = "";
	for (let i = 0; i < segment.length; i++) {
		const c = segment[i] as string;
		const close = c === "[" ? segment.indexOf("]", i + 2) : -1;
		if (c === "*") out += ".*";
		else if (c === "?") out += ".";
		else if (close !== -1) {
			const inner = segment.slice(i + 1, close);
			const negated = inner.startsWith("^") || inner.startsWith("!");
			const set = (negated ? inner.slice(1) : inner).replaceAll("\\", "\\\\").replaceAll("[", "\\[");
			out += `[${negated ? "^" : ""}${set}]`;
			i = close;
		} else if (c === "\\" && i + 1 < segment.length) out += escape(segment[++i] as string);
		else out += escape(c);
	}
	return new RegExp(`^${out}$`, "su");
}

const escape = (c: string): string => c.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");

/** A whole-name pattern such as `pathGlobFilter`'s, with braces. */
export function namePattern(glob: string): (name: string) => boolean {
	const patterns = expandBraces(glob).map(segmentPattern);
	return (name) => patterns.some((p) => p.test(name));
}

/** The existing paths that a pattern matches, sorted. Hidden names match too: only the listing below leaves them out. */
export function expandGlob(pattern: string): string[] {
	const found = new Set<string>();
	for (const one of expandBraces(pattern)) {
		const { root } = parse(one);
		const segments = one
			.slice(root.length)
			.split(/[/]/)
			.filter((s) => s !== "");
		for (const path of walk(root, segments)) found.add(path);
	}
	return [...found].sort();
}

function walk(folder: string, segments: readonly string[]): string[] {
	const [first, ...rest] = segments;
	if (first === undefined) return [folder];
	if (!/[*?[\\]/.test(first)) {
		const path = join(folder, first);
		return statSync(path, { throwIfNoEntry: false }) ? walk(path, rest) : [];
	}
	const pattern = segmentPattern(first);
	return names(folder)
		.filter((name) => pattern.test(name))
		.flatMap((name) => walk(join(folder, name), rest));
}

function names(folder: string): string[] {
	return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder).sort() : [];
}

/** The folder before the first segment with a wildcard: the root that keys are relative to. */
export function patternRoot(pattern: string): string {
	const segments = pattern.split("/");
	const wild = segments.findIndex((s) => isPattern(s));
	return wild === -1 ? pattern : segments.slice(0, wild).join("/") || "/";
}
