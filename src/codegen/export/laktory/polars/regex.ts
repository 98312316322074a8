/**
 * A LIKE pattern as a regular expression over the whole text; undefined where Spark raises: the escape stands before what needs none.
 * @example likeToRegex("100\\%", "\\") // "(?s)^100%$"
 */
export function likeToRegex(pattern: string, escape: string): string | undefined {
	let body = "";
	const chars = [...pattern];
	for (let i = 0; i < chars.length; i++) {
		const char = chars[i] as string;
		if (char === escape) {
			const next = chars[++i];
			if (next === undefined || (next !== "%" && next !== "_" && next !== escape)) return undefined;
			body += quoted(next);
		} else body += char === "%" ? ".*" : char === "_" ? "." : quoted(char);
	}
	return `(?s)^${body}$`;
}

/** What Rust's patterns give a meaning to, and nothing else: there `\<` is the start of a word. */
const quoted = (char: string): string => (/[\\.+*?()|[\]{}^$]/.test(char) ? `\\${char}` : char);

/**
 * Patterns that mean the same in Java and in Rust: plain characters, classes of them, groups, repetitions and alternatives.
 * Not `.` (other line ends), not `\d` and the like (other digits), no look-around. Java's `$` also stands before a last line
 * end; it is spelled out where matching is all that counts.
 */
export function safeRegex(pattern: string, isMatch: boolean): string | undefined {
	const char = `[A-Za-z0-9 _,;:/@#%&='"<>!~-]`;
	const inClass = `[A-Za-z0-9 _,;:/@#%='"<>!.+*?()-]`;
	const token = String.raw`${char}|\\[.*+?()\[\]{}|^$/-]|\[\^?${inClass}+\]|\((?:\?:|(?!\?))|\)|\||[+*?]|\{\d+(?:,\d*)?\}`;
	const found = new RegExp(String.raw`^(\^?)((?:${token})*)(\$?)$`).exec(pattern);
	if (!found || found[0] === "" || pattern.includes("--") || /[+*?}][+*?]{2}|[+*?}]\+/.test(pattern))
		return undefined;
	const [, start = "", body = "", end = ""] = found;
	if ((start !== "" || end !== "") && body.includes("|") && !/^\(.*\)$/.test(body)) return undefined;
	if (end !== "" && !isMatch) return undefined;
	return `${start}${body}${end === "" ? "" : String.raw`(?:\r\n|[\n\r\x{85}\x{2028}\x{2029}])?$`}`;
}

/** Rust replaces no empty match that touches the one before it; Java does. */
export const mayMatchNothing = (pattern: string): boolean => new RegExp(pattern).test("");
