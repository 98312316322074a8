import type { SourceRange } from "../../core/location.js";
import type { Style } from "./style.js";
import { widthOf } from "./width.js";

/** The lines around a range, the range underlined. Tabs become two spaces. */
export function codeFrame(source: string, range: SourceRange, style: Style, label?: string): string[] {
	const lines = source.split(/\r?\n/);
	const { start, end } = range;
	const first = Math.max(1, start.line - 2);
	const last = Math.min(lines.length, start.line + 1);
	const gutter = Math.max(2, String(last).length);
	const out: string[] = [];
	for (let number = first; number <= last; number++) {
		const text = lines[number - 1] ?? "";
		const marked = number === start.line;
		const head = `${marked ? style.red("▸") : " "} ${style.dim(String(number).padStart(gutter))} ${style.dim("│")} `;
		out.push((head + expand(text)).trimEnd());
		if (!marked) continue;
		const before = widthOf(expand(text.slice(0, start.col - 1)));
		const stop = end.line === start.line ? end.col - 1 : text.length;
		const length = Math.max(1, widthOf(expand(text.slice(start.col - 1, stop))));
		const mark = style.red("^".repeat(length)) + (label ? ` ${style.yellow(label)}` : "");
		out.push(`  ${" ".repeat(gutter)} ${style.dim("│")} ${" ".repeat(before)}${mark}`);
	}
	return out;
}

const expand = (text: string): string => text.replaceAll("\t", "  ");
