/** Python's string and bytes literals. */

/** Characters that do not show, or that change how the text around them shows: written as escapes. */
const HIDDEN =
	/[\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(char: string): string {
	const code = char.charCodeAt(0);
	return (
		SHORT[char] ??
		(code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`)
	);
}

const withoutHidden = (text: string): string => text.replace(HIDDEN, escaped);

/**
 * A string on one line. Double quotes, unless single ones save escapes (as black has it).
 * @example stringLiteral('say "hi"') // "'say \"hi\"'"
 */
export function stringLiteral(value: string): string {
	const quote = value.includes('"') && !value.includes("'") ? "'" : '"';
	const body = withoutHidden(value.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`));
	return `${quote}${body}${quote}`;
}

/** A string over several lines, between triple quotes. Its line breaks stay line breaks. */
export function blockLiteral(value: string): string {
	const quoted = value
		.replaceAll("\\", "\\\\")
		.replace(/"{3,}|"+$/g, (quotes) => '\\"'.repeat(quotes.length));
	return `"""${quoted.split("\n").map(withoutHidden).join("\n")}"""`;
}

/** Hexadecimal digits as a bytes literal: what is printable ASCII stands for itself. */
export function bytesLiteral(hex: string): string {
	const body = (hex.match(/../g) ?? []).map((pair) => {
		const char = String.fromCharCode(Number.parseInt(pair, 16));
		if (char === '"' || char === "\\") return `\\${char}`;
		return char >= " " && char <= "~" ? char : `\\x${pair}`;
	});
	return `b"${body.join("")}"`;
}
