import { offsetAt, type StackFrame } from "../../core/location.js";
import { rangeOf, type SourcePlace, sourceText, tokenAt, userFrames } from "../../core/userCode.js";
import type { Origin } from "../provenance.js";
import { type Chunk, type JsSource, readJsSource, type Stretch, type StringLiteral } from "./jsSource.js";

export type { SourcePlace };

/**
 * The place in the user's file of what has this origin. With `token`, just that word: in the string argument that
 * holds it, or in the SQL text. Without a readable file there is no place.
 * @example placeOf(originOf(node), "amonut") // { file: "/…/pipeline.ts", range: … }
 */
export function placeOf(origin: Origin | undefined, token?: string): SourcePlace | undefined {
	if (!origin) return undefined;
	if (origin.kind === "file") return undefined;
	return origin.kind === "call" ? placeOfCall(origin, token) : placeInSql(origin, token);
}

/** A user's call that is on the stack, in its file's text. */
interface Call {
	readonly file: string;
	readonly text: string;
	readonly source: JsSource;
	/** From the method's name to the closing bracket. */
	readonly start: number;
	readonly end: number;
}

function callAt(frame: StackFrame): Call | undefined {
	const text = sourceText(frame.file);
	if (text === undefined) return undefined;
	const source = readJsSource(text);
	const start = offsetAt(text, frame);
	return { file: frame.file, text, source, start, end: endOfCall(text, source, start) };
}

/** How far a name and its type arguments may reach before the bracket. */
const NAME_REACH = 400;

function endOfCall(text: string, source: JsSource, start: number): number {
	const name = /^@?[\p{ID_Continue}$.?!\s]*(?:<[^()]*>)?\s*(?=[(`])/u.exec(
		text.slice(start, start + NAME_REACH),
	);
	if (!name)
		return start + (/^[\p{ID_Continue}$]*/u.exec(text.slice(start, start + NAME_REACH))?.[0].length ?? 0);
	const open = start + name[0].length;
	if (text[open] === "(") return (source.closing.get(open) ?? open) + 1;
	return source.literals.find((l) => l.start === open)?.end ?? open;
}

type CallOrigin = Extract<Origin, { kind: "call" }>;

function placeOfCall(origin: CallOrigin, token: string | undefined): SourcePlace | undefined {
	const frames = userFrames(origin.site);
	if (token !== undefined && token !== "") {
		// The name may have been given to a helper of the user's: its callers have the literal.
		for (const frame of frames) {
			const call = callAt(frame);
			const found = call && tokenIn(call, token);
			if (found) return found;
		}
		const constant = onlyLiteral(frames[0], token);
		if (constant) return constant;
	}
	const [frame] = frames;
	return frame && sourceText(frame.file) !== undefined ? tokenAt(frame) : undefined;
}

/** The only text of a file that is the word: a constant that was given to the call. */
function onlyLiteral(frame: StackFrame | undefined, token: string): SourcePlace | undefined {
	const text = frame && sourceText(frame.file);
	if (text === undefined) return undefined;
	const { literals } = readJsSource(text);
	const [only, ...more] = literals.flatMap((l) => {
		const found = within(l, token, true);
		return found && isConstant(l, literals, text) ? [found] : [];
	});
	return only && more.length === 0
		? { file: (frame as StackFrame).file, range: rangeOf(text, only.start, only.end) }
		: undefined;
}

/** How much white space may stand between a constant and what is before it. */
const GAP = 200;

/** The value of a variable or a property, or an item of a list; not an argument. */
function isConstant(literal: StringLiteral, literals: readonly StringLiteral[], text: string): boolean {
	let at = literal.start;
	for (;;) {
		const from = Math.max(0, at - GAP);
		const before = text.slice(from, at).trimEnd();
		if (!before.endsWith(",")) return /[=[:]$/.test(before);
		const end = from + before.slice(0, -1).trimEnd().length;
		const previous = literals.find((l) => l.end === end);
		if (!previous) return false;
		at = previous.start;
	}
}

const placed = (call: Call, start: number, end: number): SourcePlace => ({
	file: call.file,
	range: rangeOf(call.text, start, end),
});

/** The word in a call's arguments: a string that is it, a string that holds it, or an identifier. */
function tokenIn(call: Call, token: string): SourcePlace | undefined {
	const inside = call.source.literals.filter((l) => l.start >= call.start && l.end <= call.end);
	const found =
		inside.map((l) => within(l, token, true)).find((r) => r) ??
		inside.map((l) => within(l, token, false)).find((r) => r);
	if (found) return placed(call, found.start, found.end);
	const identifier = wordPattern(token).exec(call.text.slice(call.start, call.end));
	if (!identifier) return undefined;
	const start = call.start + identifier.index;
	return placed(call, start, start + identifier[0].length);
}

function within(literal: StringLiteral, token: string, whole: boolean): Stretch | undefined {
	for (const chunk of literal.chunks) {
		if (whole) {
			if (chunk.text !== token || literal.chunks.length > 1) continue;
			return stretch(chunk, 0, token.length);
		}
		const match = wordPattern(token).exec(chunk.text);
		if (match) return stretch(chunk, match.index, match.index + match[0].length);
	}
	return undefined;
}

const stretch = (chunk: Chunk, from: number, to: number): Stretch => ({
	start: chunk.offsets[from] as number,
	end: chunk.offsets[to] as number,
});

/** A whole word, in any letter case. */
function wordPattern(token: string): RegExp {
	const escaped = token.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	const before = /^[\p{ID_Continue}$]/u.test(token) ? "(?<![\\p{ID_Continue}$])" : "";
	const after = /[\p{ID_Continue}$]$/u.test(token) ? "(?![\\p{ID_Continue}$])" : "";
	return new RegExp(`${before}${escaped}${after}`, "iu");
}

type SqlOrigin = Extract<Origin, { kind: "sql" }>;

/** A stretch of SQL text: in the literal that holds the text, else the call that was given it. */
function placeInSql(origin: SqlOrigin, token: string | undefined): SourcePlace | undefined {
	const { start, end } = refined(origin, token);
	const { parent } = origin;
	if (!parent) return undefined;
	if (parent.kind === "sql") return placeInSql(parent, undefined);
	if (parent.kind === "file")
		return { file: parent.file, range: rangeOf(origin.text, start, Math.max(start + 1, end)) };
	const frames = userFrames(parent.site);
	for (const frame of frames) {
		const call = callAt(frame);
		const found = call && sqlLiteral(call, origin.text, start, end);
		if (found) return found;
	}
	return placeOfCall(parent, undefined);
}

/** The part of the stretch that is the token. */
function refined(origin: SqlOrigin, token: string | undefined): Stretch {
	if (token === undefined || token === "") return origin;
	const match = wordPattern(token).exec(origin.text.slice(origin.start, origin.end));
	if (!match) return origin;
	const start = origin.start + match.index;
	return { start, end: start + match[0].length };
}

/** The literal with this text: among the call's arguments, else the only one of the file (a constant). */
function sqlLiteral(call: Call, text: string, from: number, to: number): SourcePlace | undefined {
	const matches = call.source.literals.flatMap((literal) => {
		const map = aligned(literal, text);
		return map ? [{ literal, map }] : [];
	});
	const inside = matches.filter(({ literal: l }) => l.start >= call.start && l.end <= call.end);
	const chosen = inside[0] ?? (matches.length === 1 ? matches[0] : undefined);
	if (!chosen) return undefined;
	const start = chosen.map(from);
	return placed(call, start, Math.max(start + 1, chosen.map(to)));
}

/**
 * From offsets of a text to offsets of the file, when the text can be what the literal gave: the chunks of a template
 * in their order, anything in between.
 */
function aligned(literal: StringLiteral, text: string): ((offset: number) => number) | undefined {
	const { chunks } = literal;
	if (chunks.length === 1) {
		const [only] = chunks;
		return only?.text === text ? (offset) => only.offsets[offset] as number : undefined;
	}
	const starts: number[] = [];
	let at = 0;
	for (const [i, chunk] of chunks.entries()) {
		const last = i === chunks.length - 1;
		const found =
			i === 0
				? text.startsWith(chunk.text)
					? 0
					: -1
				: last
					? text.length - chunk.text.length
					: text.indexOf(chunk.text, at);
		if (found < at || !text.startsWith(chunk.text, found)) return undefined;
		starts.push(found);
		at = found + chunk.text.length;
	}
	return (offset) => {
		const index = starts.findLastIndex((start) => start <= offset);
		const chunk = chunks[Math.max(0, index)] as Chunk;
		return chunk.offsets[Math.min(offset - (starts[index] ?? 0), chunk.text.length)] as number;
	};
}
