import { padEnd, padStart, truncate, widthOf } from "./width.js";

export interface Column {
	readonly title: string;
	readonly align?: "left" | "right";
}

/**
 * Rows as aligned text, two spaces between columns. When the whole is wider than the terminal, the widest left
 * columns give way first, each down to a least width; then columns at the end are left out and counted.
 */
export function textTable(
	columns: readonly Column[],
	rows: readonly (readonly string[])[],
	width: number,
	rule = true,
): string[] {
	if (columns.length === 0) return [];
	const natural = columns.map((c, i) =>
		Math.max(widthOf(c.title), ...rows.map((r) => widthOf(oneLine(r[i] ?? "")))),
	);
	const { widths, shown } = fitted(natural, columns, width);
	const line = (cells: readonly string[]): string =>
		widths
			.map((w, i) => {
				const text = truncate(oneLine(cells[i] ?? ""), w);
				return columns[i]?.align === "right" ? padStart(text, w) : padEnd(text, w);
			})
			.join("  ")
			.trimEnd();
	const hidden = columns.length - shown;
	return [
		line(columns.map((c) => c.title)),
		...(rule ? [widths.map((w) => "─".repeat(w)).join("  ")] : []),
		...rows.map(line),
		...(hidden > 0
			? [
					`… ${hidden} more column${hidden === 1 ? "" : "s"}: ${columns
						.slice(shown)
						.map((c) => c.title)
						.join(", ")}`,
				]
			: []),
	];
}

/** Control characters would break the lines. */
function oneLine(text: string): string {
	return text.replace(/[\n\r\t]/g, (c) => ({ "\n": "\\n", "\r": "\\r", "\t": "\\t" })[c] as string);
}

const least = 8;

function fitted(
	natural: readonly number[],
	columns: readonly Column[],
	width: number,
): { widths: number[]; shown: number } {
	for (let shown = columns.length; shown > 0; shown--) {
		const widths = natural.slice(0, shown);
		const total = (): number => widths.reduce((a, b) => a + b, 0) + 2 * (shown - 1);
		for (let excess = total() - width; excess > 0; excess = total() - width) {
			const widest = widths.reduce(
				(best, w, i) => (w > (widths[best] ?? 0) && columns[i]?.align !== "right" ? i : best),
				0,
			);
			const now = widths[widest] ?? 0;
			const second = Math.max(
				least,
				...widths.filter((_, i) => i !== widest && columns[i]?.align !== "right"),
			);
			const next = Math.max(least, Math.min(now - 1, Math.max(second, now - excess)));
			if (now <= least || next >= now) break;
			widths[widest] = next;
		}
		if (total() <= width || shown === 1) return { widths, shown };
	}
	return { widths: [], shown: 0 };
}
