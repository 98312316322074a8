import type { SourceRange } from "../../core/location.js";
import type { Style } from "./style.js";
import { padStart, truncate, widthOf } from "./width.js";

/**
 * The lines around a range, the range underlined. Tabs become two spaces. Lines that are wider than the terminal are
 * cut to the stretch around the range.
 */
export function codeFrame(
	source: string,
	range: SourceRange,
	layout: { readonly style: Style; readonly columns: number },
	label?: string,
): string[] {
	const { style } = layout;
	const lines = source.split(/\r?\n/);
	const { start, end } = range;
	const first = Math.max(1, start.line - 2);
	const last = Math.min(lines.length, start.line + 1);
	const gutter = Math.max(2, String(last).length);
	const room = Math.max(24, layout.columns - gutter - 6);
	const markedLine = lines[start.line - 1] ?? "";
	const before = widthOf(expand(markedLine.slice(0, start.col - 1)));
	const stop = end.line === start.line ? end.col - 1 : markedLine.length;
	const length = Math.max(1, widthOf(expand(markedLine.slice(start.col - 1, stop))));
	const cut = cutFor(widthOf(expand(markedLine)), before, length, room);
	const out: string[] = [];
	for (let number = first; number <= last; number++) {
		const marked = number === start.line;
		const head = `${marked ? style.red("▸") : " "} ${style.dim(String(number).padStart(gutter))} ${style.dim("│")} `;
		out.push((head + window(expand(lines[number - 1] ?? ""), cut, room)).trimEnd());
		if (!marked) continue;
		const margin = `  ${" ".repeat(gutter)} ${style.dim("│")} `;
		const indent = " ".repeat(before - cut);
		const shown = Math.min(length, room - (before - cut));
		const underline = indent + style.red("^".repeat(Math.max(1, shown)));
		const fits = label === undefined || before - cut + shown + 1 + widthOf(label) <= room;
		out.push(margin + underline + (label && fits ? ` ${style.yellow(label)}` : ""));
		if (label && !fits)
			out.push(`${margin}${style.yellow(padStart(label, Math.min(room, before - cut + shown)))}`);
	}
	return out;
}

const expand = (text: string): string => text.replaceAll("\t", "  ");

/** How many columns are left out at the beginning, so that the range (or its beginning) can be seen. */
function cutFor(width: number, before: number, length: number, room: number): number {
	if (width <= room || before + length <= room - 1) return 0;
	return Math.max(0, Math.min(before - 12, before + length - Math.floor(room * 0.7)));
}

/** The stretch of a line that is shown; what is left out at either end shows as `…`. */
function window(text: string, cut: number, room: number): string {
	const kept = [...text].slice(cut + 1).join("");
	const rest = cut === 0 ? text : kept.trim() === "" ? "" : `…${kept}`;
	return widthOf(rest) <= room ? rest : truncate(rest, room);
}
