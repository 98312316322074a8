import { tokenize } from "../../../plan/sql/lexer.js";

/** The text with each line two blanks further in; what a literal or a quoted name holds stays as it is. */
export function indented(text: string): string {
	if (!mayHoldLines(text)) return text.replaceAll(/^(?=.)/gm, "  ");
	const isFree = freeLines(text);
	return text.replaceAll(/^(?=.)/gm, (_empty, at: number) => (isFree(at) ? "  " : ""));
}

/** Whether a literal or a quoted name may go on over the end of a line: then a quote has no partner in its line. */
function mayHoldLines(text: string): boolean {
	return text.split("\n").some((line) => {
		const plain = line.replaceAll(/\\./g, "");
		return ["'", '"', "`"].some((quote) => plain.split(quote).length % 2 === 0);
	});
}

/** Tells for the start of a line whether it is outside of literals and quoted names. */
function freeLines(text: string): (at: number) => boolean {
	const inside = tokenize(text).filter((t) => t.type === "string" || t.type === "quoted");
	return (at) => !inside.some((t) => t.start < at && at < t.end);
}

/** Without the indentation that all lines have. */
export function withoutIndentation(text: string): string {
	const body = text.replace(/^(?:[ \t]*\r?\n)+/, "").trimEnd();
	const isFree = freeLines(body);
	const starts = [...body.matchAll(/^/gm)].map((m) => m.index);
	const free = starts.filter((at) => isFree(at) && /^[ \t]*\S/.test(lineAt(body, at)));
	// The first line of a template often follows its opening quote.
	const counted = free.length > 1 && free[0] === 0 && !/^[ \t]/.test(body) ? free.slice(1) : free;
	const depths = counted.map((at) => depthOf(lineAt(body, at)));
	const depth = depths.length > 0 ? Math.min(...depths) : 0;
	if (depth === 0) return body;
	return starts
		.map((at, i) => {
			const line = body.slice(at, starts[i + 1] ?? body.length);
			return isFree(at) ? line.slice(Math.min(depthOf(line), depth)) : line;
		})
		.join("");
}

function lineAt(text: string, at: number): string {
	const end = text.indexOf("\n", at);
	return text.slice(at, end < 0 ? text.length : end);
}

const depthOf = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;
