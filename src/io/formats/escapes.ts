const ESCAPES: Readonly<Record<string, string>> = {
	"\\t": "\t",
	"\\r": "\r",
	"\\b": "\b",
	"\\f": "\f",
	'\\"': '"',
	"\\'": "'",
	"\\\\": "\\",
	"\\u0000": "\0",
};

/**
 * A separator or quote as Spark reads it from an option: `\t` and its kin may be written with a backslash.
 * @example unescapeChar("\\t") // a tab
 */
export function unescapeChar(text: string): string {
	return ESCAPES[text] ?? text;
}
