import { relative } from "node:path";
import type { Diagnostic } from "../../core/errors/index.js";
import { sourceText } from "../../core/userCode.js";
import { codeFrame } from "./codeFrame.js";
import type { Style } from "./style.js";
import { padEnd, plural, widthOf, wrap } from "./width.js";

export interface DiagnosticsLayout {
	readonly style: Style;
	readonly columns: number;
	/** Paths are written relative to this folder. */
	readonly dir: string;
}

const marks = { error: "✖", warning: "⚠", note: "ℹ" } as const;

/** One fault as people read it: what, where, the line itself, what could be meant, what to do. */
export function renderDiagnostic(d: Diagnostic, layout: DiagnosticsLayout): string[] {
	const { style } = layout;
	const paint = d.severity === "error" ? style.red : d.severity === "warning" ? style.yellow : style.cyan;
	const place = placeText(d, layout.dir);
	const [first = "", ...rest] = wrap(`${marks[d.severity]} ${d.code}  ${d.message}`, layout.columns);
	const head = first.replace(`${marks[d.severity]} ${d.code}`, (t) => style.bold(paint(t)));
	const lines =
		place === undefined
			? [head]
			: headWithPlace(head, widthOf(first), rest.length === 0, style.dim(place), layout.columns);
	lines.push(...rest.map((line) => `  ${line}`));
	if (place !== undefined && rest.length > 0) lines.push(`  ${style.dim(place)}`);
	const source = d.file !== undefined && d.range ? sourceText(d.file) : undefined;
	const suggestion = suggestionText(d);
	if (source !== undefined && d.range)
		lines.push(
			...codeFrame(source, d.range, { style, columns: layout.columns - 1 }, suggestion).map((l) => ` ${l}`),
		);
	else if (suggestion) lines.push(`   ${suggestion}`);
	for (const note of d.notes ?? []) lines.push(...indent(note, layout, "   "));
	for (const related of d.related ?? []) {
		const at = placeText(related, layout.dir);
		lines.push(`   ${at === undefined ? "" : `${at}  `}${related.message}`);
	}
	if (d.object !== undefined) lines.push(`   in   ${d.object}`);
	if (d.blocks && d.blocks.length > 0)
		lines.push(...indent(`also blocks ${d.blocks.length} downstream: ${d.blocks.join(", ")}`, layout, "   "));
	if (d.hint !== undefined) lines.push(...indent(`hint ${d.hint}`, layout, "   "));
	return lines;
}

function headWithPlace(
	head: string,
	width: number,
	single: boolean,
	place: string,
	columns: number,
): string[] {
	if (!single) return [head];
	const room = columns - width - widthOf(place);
	return room >= 2 ? [head + " ".repeat(room) + place] : [head, `  ${place}`];
}

function suggestionText(d: Diagnostic): string | undefined {
	const [best] = d.candidates ?? [];
	return best === undefined ? undefined : `did you mean ${JSON.stringify(best)}?`;
}

function indent(text: string, layout: DiagnosticsLayout, by: string): string[] {
	return wrap(text, Math.max(20, layout.columns - by.length)).map(
		(line, i) => by + (i === 0 ? line : `  ${line}`),
	);
}

export function placeText(d: Pick<Diagnostic, "file" | "range">, dir: string): string | undefined {
	if (d.file === undefined) return undefined;
	const short = relative(dir, d.file);
	const file = short.startsWith("..") ? d.file : short;
	return d.range ? `${file}:${d.range.start.line}:${d.range.start.col}` : file;
}

/** All of them with a line that counts. */
export function renderDiagnostics(all: readonly Diagnostic[], layout: DiagnosticsLayout): string[] {
	const lines: string[] = [];
	for (const d of all) lines.push(...renderDiagnostic(d, layout), "");
	return lines;
}

export function countText(all: readonly Diagnostic[]): string {
	const count = (severity: Diagnostic["severity"]): number =>
		all.filter((d) => d.severity === severity).length;
	const parts = [plural(count("error"), "error"), plural(count("warning"), "warning")];
	const notes = count("note");
	return [...parts, ...(notes > 0 ? [plural(notes, "note")] : [])].join(", ");
}

/** `::error file=…,line=…::` for GitHub's annotations. */
export function githubAnnotation(d: Diagnostic, dir: string): string {
	const level = d.severity === "note" ? "notice" : d.severity;
	const escape = (text: string): string =>
		text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
	const property = (text: string): string => escape(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
	const where = [
		...(d.file === undefined ? [] : [`file=${property(relative(dir, d.file))}`]),
		...(d.range
			? [
					`line=${d.range.start.line}`,
					`col=${d.range.start.col}`,
					`endLine=${d.range.end.line}`,
					`endColumn=${d.range.end.col}`,
				]
			: []),
		`title=${property(d.code)}`,
	];
	return `::${level} ${where.join(",")}::${escape(d.hint === undefined ? d.message : `${d.message} (${d.hint})`)}`;
}

/** Two columns of text, aligned. */
export function pairs(rows: readonly (readonly [string, string])[], gap = 2): string[] {
	const width = Math.max(0, ...rows.map(([left]) => widthOf(left)));
	return rows.map(([left, right]) => `${padEnd(left, width + gap)}${right}`);
}
