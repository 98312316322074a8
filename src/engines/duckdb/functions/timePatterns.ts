import { quoteText } from "../sql.js";
import { type PatternPart, patternParts } from "./js/javaTime.js";

function partsOf(pattern: string): readonly PatternPart[] | undefined {
	try {
		return patternParts(pattern);
	} catch {
		return undefined;
	}
}

const STRFTIME: Readonly<Record<string, string>> = {
	yyyy: "%Y",
	yy: "%y",
	MM: "%m",
	M: "%-m",
	MMM: "%b",
	MMMM: "%B",
	dd: "%d",
	d: "%-d",
	HH: "%H",
	H: "%-H",
	hh: "%I",
	h: "%-I",
	mm: "%M",
	m: "%-M",
	ss: "%S",
	s: "%-S",
	a: "%p",
	E: "%a",
	EE: "%a",
	EEE: "%a",
	EEEE: "%A",
	DDD: "%j",
	D: "%-j",
	SSS: "%g",
	SSSSSS: "%f",
};

/** The pattern in DuckDB's letters, when each of its pieces has one with the same meaning. */
export function strftimeOf(pattern: string): string | undefined {
	const parts = partsOf(pattern);
	if (!parts) return undefined;
	let format = "";
	for (const part of parts) {
		const piece =
			part.kind === "text"
				? part.text.replaceAll("%", "%%")
				: part.kind === "letter"
					? STRFTIME[part.letter.repeat(part.count)]
					: undefined;
		if (piece === undefined) return undefined;
		format += piece;
	}
	return format;
}

const WIDTHS: Readonly<Record<string, number>> = { yyyy: 4, MM: 2, dd: 2, HH: 2, mm: 2, ss: 2 };

/**
 * A parser in plain SQL for patterns whose every piece has one width (`yyyy-MM-dd HH:mm:ss`, `dd/MM/yyyy`): NULL when
 * the text does not fit. Undefined for other patterns.
 */
export function fixedWidthParser(text: string, pattern: string): string | undefined {
	const parts = partsOf(pattern);
	if (!parts) return undefined;
	const places = new Map<string, number>();
	let expression = "";
	let at = 1;
	for (const part of parts) {
		if (part.kind === "text") {
			expression += part.text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
			at += [...part.text].length;
			continue;
		}
		if (part.kind === "optional") return undefined;
		const letters = part.letter.repeat(part.count);
		const width = WIDTHS[letters];
		if (width === undefined || places.has(letters)) return undefined;
		places.set(letters, at);
		expression +=
			letters === "HH"
				? "(?:[01][0-9]|2[0-3])"
				: letters === "mm" || letters === "ss"
					? "[0-5][0-9]"
					: `[0-9]{${width}}`;
		at += width;
	}
	const piece = (letters: string, missing: string): string => {
		const place = places.get(letters);
		return place === undefined ? quoteText(missing) : `substring(${text}, ${place}, ${WIDTHS[letters]})`;
	};
	const canonical = [
		piece("yyyy", "1970"),
		"'-'",
		piece("MM", "01"),
		"'-'",
		piece("dd", "01"),
		"' '",
		piece("HH", "00"),
		"':'",
		piece("mm", "00"),
		"':'",
		piece("ss", "00"),
	].join(" || ");
	return `(CASE WHEN regexp_full_match(${text}, ${quoteText(expression)}) THEN TRY_CAST(${canonical} AS TIMESTAMP) END)`;
}

/** Whether a parsed text carries a zone or an offset. */
export function hasZone(pattern: string): boolean {
	const zoned = (part: PatternPart): boolean =>
		part.kind === "optional"
			? part.parts.some(zoned)
			: part.kind === "letter" && "XxZzVO".includes(part.letter);
	return (partsOf(pattern) ?? []).some(zoned);
}
