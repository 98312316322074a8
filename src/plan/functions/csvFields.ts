/** How the fields of a line of CSV are told apart. */
export interface CsvQuoting {
	readonly sep: string;
	readonly quote: string;
	readonly escape: string;
	/** Whether spaces before and after an unquoted field go away. */
	readonly leading: boolean;
	readonly trailing: boolean;
}

/** From the options of from_csv and its kin, their names in lower case. */
export function csvQuoting(given: ReadonlyMap<string, string>): CsvQuoting {
	return {
		sep: given.get("sep") ?? given.get("delimiter") ?? ",",
		quote: given.get("quote") ?? '"',
		escape: given.get("escape") ?? "\\",
		leading: given.get("ignoreleadingwhitespace") === "true",
		trailing: given.get("ignoretrailingwhitespace") === "true",
	};
}

/** The fields of one record; null is an empty field without quotes. */
export function csvFields(
	text: string,
	{ sep, quote, escape, leading, trailing }: CsvQuoting,
): readonly (string | null)[] {
	const fields: (string | null)[] = [];
	const end = (raw: string): string => {
		const cut = leading ? raw.trimStart() : raw;
		return trailing ? cut.trimEnd() : cut;
	};
	let at = 0;
	while (true) {
		const quoted =
			quote !== "" && text.startsWith(quote, at) ? quotedField(text, at, sep, quote, escape) : undefined;
		if (quoted) {
			fields.push(quoted.value === "" ? null : quoted.value);
			at = quoted.next;
		} else {
			const stop = text.indexOf(sep, at);
			const raw = end(stop < 0 ? text.slice(at) : text.slice(at, stop));
			fields.push(raw === "" ? null : raw);
			at = stop < 0 ? text.length + 1 : stop + sep.length;
		}
		if (at > text.length) return fields;
	}
}

/** Undefined when what follows the closing quote is no separator: then the quotes are part of the text. */
function quotedField(
	text: string,
	from: number,
	sep: string,
	quote: string,
	escape: string,
): { readonly value: string; readonly next: number } | undefined {
	let value = "";
	for (let i = from + 1; i < text.length; i++) {
		const char = text[i] as string;
		if (char === escape && (text[i + 1] === quote || text[i + 1] === escape)) value += text[++i];
		else if (char === quote) {
			// Spaces may stand between the quote and the separator.
			const next = i + 1 + (/^[ \t]*/.exec(text.slice(i + 1))?.[0].length ?? 0);
			if (next === text.length) return { value, next: next + 1 };
			return text.startsWith(sep, next) ? { value, next: next + sep.length } : undefined;
		} else value += char;
	}
	// Never closed: the rest of the record.
	return { value, next: text.length + 1 };
}
