import { parse, parseAllDocuments } from "yaml";
import { tokenize } from "../../../src/plan/sql/lexer.js";

const ESCAPES: Readonly<Record<string, string>> = {
	n: "\n",
	r: "\r",
	t: "\t",
	b: "\b",
	f: "\f",
	a: "\x07",
	v: "\v",
	"0": "\0",
	"\\": "\\",
	"'": "'",
	'"': '"',
	"\n": "",
};

/** What Python reads between the quotes. */
const pythonValue = (body: string): string =>
	body.replace(/\\(?:x(..)|u(....)|U(.{8})|([\s\S]))/g, (all, x, u, U, c) => {
		const code = x ?? u ?? U;
		return code === undefined ? (ESCAPES[c] ?? all) : String.fromCodePoint(Number.parseInt(code, 16));
	});

const STRING = /#[^\n]*|([rRbBfFuU]*)("""|'''|"|')([\s\S]*?(?<!\\)(?:\\\\)*)\2/g;

/** The strings of a Python module, those that stand next to each other joined, as the language reads them. */
export function pythonStrings(source: string): string[] {
	const found: string[] = [];
	let end = -1;
	for (const match of source.matchAll(STRING)) {
		if (match[2] === undefined) continue;
		const value = /r/i.test(match[1] ?? "") ? (match[3] ?? "") : pythonValue(match[3] ?? "");
		const between = end < 0 ? "x" : source.slice(end, match.index);
		if (/^\s*$/.test(between)) found.push(`${found.pop()}${value}`);
		else found.push(value);
		end = (match.index ?? 0) + match[0].length;
	}
	return found;
}

/** Strings and quoted names of SQL. */
const sqlStrings = (text: string): string[] =>
	tokenize(text).flatMap((t) =>
		t.type === "string" || t.type === "quoted" || t.type === "word" ? [t.value] : [],
	);

/** All keys and texts of plain data. */
function texts(value: unknown): string[] {
	if (typeof value === "string") return [value];
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => [key, ...texts(inner)]);
}

/** Every text that stands in an exported file, as what reads the file reads it; text within text too. */
export function stringsOf(path: string, text: string): string[] {
	if (path.endsWith(".py")) return within(pythonStrings(text));
	if (path.endsWith(".sql")) return sqlStrings(text);
	if (path.endsWith(".ipynb")) {
		const { cells } = JSON.parse(text) as { cells: { cell_type: string; source: string[] }[] };
		const code = cells.filter((c) => c.cell_type === "code").map((c) => c.source.join(""));
		return within(code.flatMap(pythonStrings));
	}
	if (path.endsWith(".json")) return within(texts(JSON.parse(text)));
	for (const document of parseAllDocuments(text))
		if ("errors" in document && document.errors.length > 0) throw document.errors[0];
	return within(texts(parse(text)));
}

/** Texts, and what they hold when they are code: of SQL, of Python. */
function within(values: readonly string[]): string[] {
	return values.flatMap((value) => {
		const inner = [value];
		if (!/['"`]/.test(value)) return inner;
		try {
			inner.push(...sqlStrings(value));
		} catch {
			// No SQL.
		}
		return [...inner, ...pythonStrings(value)];
	});
}
