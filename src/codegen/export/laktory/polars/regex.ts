/** A LIKE pattern as a regular expression over the whole text. */
export function likeToRegex(pattern: string, escape: string): string {
	let body = "";
	const chars = [...pattern];
	for (let i = 0; i < chars.length; i++) {
		const char = chars[i] as string;
		if (char === escape && i + 1 < chars.length) body += quoted(chars[++i] as string);
		else body += char === "%" ? ".*" : char === "_" ? "." : quoted(char);
	}
	return `(?s)^${body}$`;
}

const quoted = (char: string): string => (/[A-Za-z0-9_ ]/.test(char) || char > "\x7f" ? char : `\\${char}`);

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
