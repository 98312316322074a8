import { readFileSync } from "node:fs";
import { sep } from "node:path";
import { type CallSite, offsetAt, positionAt, type SourceRange, type StackFrame } from "./location.js";
import { isOwnFile } from "./packageRoot.js";

/** A stretch of a user's file. */
export interface SourcePlace {
	readonly file: string;
	readonly range: SourceRange;
}

/** The frames of a stack that are the user's: not ours, not a dependency's. Innermost first. */
export function userFrames(site: CallSite): StackFrame[] {
	return site.frames().filter(isUsers);
}

export const isUsers = ({ file }: StackFrame): boolean =>
	!isOwnFile(file) && !file.includes(`${sep}node_modules${sep}`);

const sources = new Map<string, string | undefined>();

/** The text of a source file, or undefined when it cannot be read. Kept until `forgetSources`. */
export function sourceText(file: string): string | undefined {
	if (!sources.has(file)) {
		let text: string | undefined;
		try {
			text = readFileSync(file, "utf8");
		} catch {
			text = undefined;
		}
		sources.set(file, text);
	}
	return sources.get(file);
}

/** Forgets file texts, e.g. before a project is loaded again. */
export function forgetSources(): void {
	sources.clear();
}

export function rangeOf(text: string, start: number, end: number): SourceRange {
	return { start: positionAt(text, start), end: positionAt(text, end) };
}

/** The identifier (or string) at a frame's position, at least one character. */
export function tokenAt(frame: StackFrame): SourcePlace {
	const text = sourceText(frame.file);
	const start = { line: frame.line, col: frame.col };
	if (text === undefined)
		return { file: frame.file, range: { start, end: { line: start.line, col: start.col + 1 } } };
	const offset = offsetAt(text, start);
	const token = /^(?:[@\p{ID_Start}$_][\p{ID_Continue}$]*|"[^"\n]*"|'[^'\n]*')/u.exec(
		text.slice(offset, offset + 200),
	);
	return { file: frame.file, range: rangeOf(text, offset, offset + Math.max(1, token?.[0].length ?? 1)) };
}

/** The place of a call in the user's code. */
export function placeOfSite(site: CallSite): SourcePlace | undefined {
	const frame = site.find(isUsers);
	return frame ? tokenAt(frame) : undefined;
}

/** The place where a text stands in the same file, the one nearest to a place; that place itself where it is nowhere. */
export function nearestText(place: SourcePlace, wanted: string): SourcePlace {
	const text = sourceText(place.file) ?? "";
	const here = offsetAt(text, place.range.start);
	const before = text.lastIndexOf(wanted, here);
	const after = text.indexOf(wanted, here);
	if (before < 0 && after < 0) return place;
	const isAfter = before < 0 || (after >= 0 && after - here < here - before);
	const start = isAfter ? after : before;
	return { file: place.file, range: rangeOf(text, start, start + wanted.length) };
}

/** The first whole word `word` at or after a position of the file, not further than `reach` characters away. */
export function wordAfter(
	file: string,
	range: SourceRange,
	word: string,
	reach = 4000,
): SourcePlace | undefined {
	const text = sourceText(file);
	if (text === undefined || word === "") return undefined;
	const from = offsetAt(text, range.start);
	const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	const match = new RegExp(`(?<![\\p{ID_Continue}$])${escaped}(?![\\p{ID_Continue}$])`, "u").exec(
		text.slice(from, from + reach),
	);
	return match
		? { file, range: rangeOf(text, from + match.index, from + match.index + word.length) }
		: undefined;
}
