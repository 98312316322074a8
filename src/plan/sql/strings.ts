const SIMPLE: Readonly<Record<string, string>> = {
	"0": "\u0000",
	b: "\b",
	n: "\n",
	r: "\r",
	t: "\t",
	Z: "\u001a",
	// A LIKE pattern needs its backslash: `\%` and `\_` stay as they are.
	"%": "\\%",
	_: "\\_",
};

/** The content of a string literal: Spark's escapes, and the doubled quote for one. `body` stands between the quotes. */
export function unescapeString(body: string, quote: string): string {
	if (!body.includes("\\") && !body.includes(quote)) return body;
	let out = "";
	for (let i = 0; i < body.length; i++) {
		const c = body[i] as string;
		if (c === quote) {
			out += quote;
			i++;
			continue;
		}
		if (c !== "\\" || i === body.length - 1) {
			out += c;
			continue;
		}
		const code = codeEscape(body, i + 1);
		if (code) {
			out += code.text;
			i += code.length;
			continue;
		}
		const escaped = body[i + 1] as string;
		out += Object.hasOwn(SIMPLE, escaped) ? SIMPLE[escaped] : escaped;
		i++;
	}
	return out;
}

/** `\u00e9`, `\U0001F600`, `\101` (octal, three digits up to 177). */
function codeEscape(body: string, at: number): { text: string; length: number } | undefined {
	const short = /^u[0-9A-Fa-f]{4}/.exec(body.slice(at, at + 5));
	if (short) return { text: String.fromCharCode(Number.parseInt(short[0].slice(1), 16)), length: 5 };
	const long = /^U[0-9A-Fa-f]{8}/.exec(body.slice(at, at + 9));
	if (long) {
		const code = Number.parseInt(long[0].slice(1), 16);
		// Beyond Unicode Spark takes the two halves as UTF-16 units.
		const text =
			code <= 0x10ffff ? String.fromCodePoint(code) : String.fromCharCode(code >>> 16, code & 0xffff);
		return { text, length: 9 };
	}
	const octal = /^[01][0-7]{2}/.exec(body.slice(at, at + 3));
	if (octal) return { text: String.fromCharCode(Number.parseInt(octal[0], 8)), length: 3 };
	return undefined;
}
