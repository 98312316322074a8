import { sparkError } from "./jsFunction.js";

/** A Java pattern as RE2 (DuckDB) and JavaScript have it. */
export interface TranslatedRegex {
	/** For DuckDB's own functions; absent when RE2 has no form of it with the same meaning. */
	readonly re2?: string;
	readonly js: RegExp;
	/** Number of capturing groups. */
	readonly groups: number;
	/** True when `$` stands in it: RE2's form eats a final newline, so only a test may use it. */
	readonly testOnly: boolean;
}

const POSIX: Readonly<Record<string, string>> = {
	Lower: "a-z",
	Upper: "A-Z",
	ASCII: "\\x00-\\x7F",
	Alpha: "A-Za-z",
	Digit: "0-9",
	Alnum: "A-Za-z0-9",
	Punct: "!-\\/:-@\\[-`\\{-~",
	Graph: "!-~",
	Print: " -~",
	Blank: " \\t",
	Cntrl: "\\x00-\\x1F\\x7F",
	XDigit: "0-9A-Fa-f",
	Space: " \\t\\n\\x0B\\f\\r",
};
const UNICODE: Readonly<Record<string, string>> = {
	IsAlphabetic: "Alphabetic",
	IsLowercase: "Lowercase",
	IsUppercase: "Uppercase",
	IsWhite_Space: "White_Space",
	IsDigit: "Nd",
	IsLetter: "L",
	IsPunctuation: "P",
	javaLowerCase: "Lowercase",
	javaUpperCase: "Uppercase",
};
const SPACE = " \\t\\n\\x0B\\f\\r";
const HORIZONTAL = " \\t\\u{A0}\\u{1680}\\u{180E}\\u{2000}-\\u{200A}\\u{202F}\\u{205F}\\u{3000}";
const END = "(?=\\n?(?![\\s\\S]))";

const cache = new Map<string, TranslatedRegex>();

/** Translates a pattern; a bad one raises Spark's condition, one that JavaScript cannot say is refused by name. */
export function javaRegex(pattern: string): TranslatedRegex {
	let found = cache.get(pattern);
	if (!found) {
		found = new Translator(pattern).run();
		if (cache.size > 1000) cache.clear();
		cache.set(pattern, found);
	}
	return found;
}

function invalid(pattern: string): Error {
	return sparkError("INVALID_PARAMETER_VALUE.PATTERN", `the regular expression '${pattern}' is not valid`);
}

class Translator {
	readonly #pattern: string;
	#at = 0;
	#re2: string | undefined = "";
	#js = "";
	#flags = "";
	#groups = 0;
	#testOnly = false;

	constructor(pattern: string) {
		this.#pattern = pattern;
	}

	run(): TranslatedRegex {
		this.#leadingFlags();
		while (this.#at < this.#pattern.length) this.#step();
		const flags = this.#flags;
		let js: RegExp;
		try {
			js = new RegExp(this.#js, `v${flags}`);
		} catch (cause) {
			throw Object.assign(invalid(this.#pattern), { cause });
		}
		const re2 = this.#re2 === undefined ? {} : { re2: (flags ? `(?${flags})` : "") + this.#re2 };
		return { ...re2, js, groups: this.#groups, testOnly: this.#testOnly };
	}

	#out(re2: string | undefined, js: string): undefined {
		this.#js += js;
		this.#re2 = this.#re2 === undefined || re2 === undefined ? undefined : this.#re2 + re2;
	}

	#unsupported(what: string): Error {
		return sparkError(
			"AQUEDUCK_UNSUPPORTED_REGEX",
			`${what} in the regular expression '${this.#pattern}' has no equivalent here`,
		);
	}

	#leadingFlags(): undefined {
		const match = /^\(\?([ismu]+)\)/.exec(this.#pattern);
		if (!match) return;
		this.#flags = [...new Set((match[1] as string).replace("u", ""))].join("");
		this.#at = match[0].length;
	}

	#step(): undefined {
		const p = this.#pattern;
		const char = String.fromCodePoint(p.codePointAt(this.#at) as number);
		this.#at += char.length;
		switch (char) {
			case "\\":
				return this.#escape();
			case "[":
				return this.#class();
			case "(":
				return this.#group();
			case ".":
				return this.#flags.includes("s")
					? this.#out(".", ".")
					: this.#out("[^\\n\\r\\x{85}\\x{2028}\\x{2029}]", "[^\\n\\r\\u{85}\\u{2028}\\u{2029}]");
			case "$":
				if (this.#flags.includes("m")) return this.#out("$", "$");
				this.#testOnly = true;
				return this.#out("(?:\\n?\\z)", END);
			case "*":
			case "+":
			case "?":
				return this.#quantifier(char);
			case "{": {
				const match = /^\{\d+(?:,\d*)?\}/.exec(p.slice(this.#at - 1));
				if (!match) throw invalid(p);
				this.#at += match[0].length - 1;
				return this.#quantifier(match[0]);
			}
			case "}":
			case "]":
				return this.#out(`\\${char}`, `\\${char}`);
			default:
				return this.#out(char, char === "/" ? "\\/" : char);
		}
	}

	#quantifier(text: string): undefined {
		const next = this.#pattern[this.#at];
		if (next === "+") throw this.#unsupported("a possessive quantifier");
		if (next === "?") {
			this.#at++;
			text += "?";
		}
		this.#out(text, text);
	}

	#group(): undefined {
		const rest = this.#pattern.slice(this.#at);
		if (!rest.startsWith("?")) {
			this.#groups++;
			return this.#out("(", "(");
		}
		const look = /^\?(?:=|!|<=|<!)/.exec(rest);
		const named = /^\?<([A-Za-z][A-Za-z0-9]*)>/.exec(rest);
		if (look) {
			this.#at += look[0].length;
			return this.#out(undefined, `(${look[0]}`);
		}
		if (named) {
			this.#groups++;
			this.#at += named[0].length;
			return this.#out(`(?P<${named[1]}>`, `(?<${named[1]}>`);
		}
		if (rest.startsWith("?:")) {
			this.#at += 2;
			return this.#out("(?:", "(?:");
		}
		if (rest.startsWith("?>")) throw this.#unsupported("an atomic group");
		if (/^\?[a-zA-Z-]+[):]/.test(rest)) throw this.#unsupported("a flag in the middle");
		throw invalid(this.#pattern);
	}

	#escape(): undefined {
		const p = this.#pattern;
		const char = p[this.#at];
		if (char === undefined) throw invalid(p);
		this.#at++;
		if (char === "Q") {
			const end = p.indexOf("\\E", this.#at);
			const text = p.slice(this.#at, end < 0 ? undefined : end);
			this.#at = end < 0 ? p.length : end + 2;
			for (const c of text) this.#literal(c);
			return;
		}
		if (/[1-9]/.test(char)) return this.#out(undefined, `\\${char}`);
		if (char === "k") {
			const name = /^<\w+>/.exec(p.slice(this.#at));
			if (!name) throw invalid(p);
			this.#at += name[0].length;
			return this.#out(undefined, `\\k${name[0]}`);
		}
		switch (char) {
			case "A":
				return this.#out("\\A", "(?<![\\s\\S])");
			case "z":
				return this.#out("\\z", "(?![\\s\\S])");
			case "Z":
				this.#testOnly = true;
				return this.#out("(?:\\n?\\z)", END);
			case "b":
			case "B":
				return this.#out(`\\${char}`, `\\${char}`);
			case "G":
			case "X":
				throw this.#unsupported(`\\${char}`);
			case "R":
				return this.#out(
					"(?:\\r\\n|[\\n-\\r\\x{85}\\x{2028}\\x{2029}])",
					"(?:\\r\\n|[\\n-\\r\\u{85}\\u{2028}\\u{2029}])",
				);
		}
		const set = this.#setEscape(char);
		if (set) return this.#out(set.re2 === undefined ? undefined : `[${set.re2}]`, `[${set.js}]`);
		const code = this.#charEscape(char);
		this.#literal(code);
	}

	#literal(char: string): undefined {
		const syntax = /[\\^$.*+?()[\]{}|/]/.test(char);
		const code = char.codePointAt(0) as number;
		if (code < 32) return this.#out(`\\x{${code.toString(16)}}`, `\\u{${code.toString(16)}}`);
		this.#out(syntax && char !== "/" ? `\\${char}` : char, syntax ? `\\${char}` : char);
	}

	/** `\d`, `\p{L}` … as what stands inside brackets. */
	#setEscape(char: string): { readonly re2?: string; readonly js: string } | undefined {
		switch (char) {
			case "d":
				return { re2: "0-9", js: "0-9" };
			case "D":
				return { re2: "\\D", js: "\\D" };
			case "w":
				return { re2: "0-9A-Za-z_", js: "0-9A-Za-z_" };
			case "W":
				return { re2: "\\W", js: "\\W" };
			case "s":
				return { re2: SPACE, js: SPACE };
			case "S":
				// RE2's \S holds the vertical tab, Java's does not.
				return { re2: "\\S", js: `[^${SPACE}]` };
			case "h":
				return { re2: HORIZONTAL.replace(/\\u\{/g, "\\x{"), js: HORIZONTAL };
			case "H":
				return { js: `[^${HORIZONTAL}]` };
			case "v":
				return { re2: "\\n-\\r\\x{85}\\x{2028}\\x{2029}", js: "\\n-\\r\\u{85}\\u{2028}\\u{2029}" };
			case "p":
			case "P":
				return this.#property(char === "P");
			default:
				return undefined;
		}
	}

	#property(negated: boolean): { readonly re2?: string; readonly js: string } {
		const match = /^(?:\{(\^?)([A-Za-z_=]+)\}|([A-Za-z]))/.exec(this.#pattern.slice(this.#at));
		if (!match) throw invalid(this.#pattern);
		this.#at += match[0].length;
		const name = (match[2] ?? match[3]) as string;
		const not = negated !== (match[1] === "^");
		const posix = POSIX[name];
		if (posix !== undefined) return { ...(not ? {} : { re2: posix }), js: not ? `[^${posix}]` : posix };
		const plain = UNICODE[name] ?? name.replace(/^Is/, "");
		const letter = not ? "P" : "p";
		const isCategory = /^[A-Z][a-z]?$/.test(plain);
		if (isCategory) return { re2: `\\${letter}{${plain}}`, js: `\\${letter}{${plain}}` };
		const script = name.startsWith("Is") && UNICODE[name] === undefined ? `Script=${plain}` : plain;
		return { js: `\\${letter}{${script}}` };
	}

	#charEscape(char: string): string {
		const p = this.#pattern;
		const take = (expression: RegExp): string => {
			const match = expression.exec(p.slice(this.#at));
			if (!match) throw invalid(p);
			this.#at += match[0].length;
			return match[1] as string;
		};
		switch (char) {
			case "t":
				return "\t";
			case "n":
				return "\n";
			case "r":
				return "\r";
			case "f":
				return "\f";
			case "a":
				return "\x07";
			case "e":
				return "\x1b";
			case "0":
				return String.fromCodePoint(Number.parseInt(take(/^([0-3]?[0-7]{1,2})/), 8));
			case "x":
				return String.fromCodePoint(
					Number.parseInt(p[this.#at] === "{" ? take(/^\{([0-9A-Fa-f]+)\}/) : take(/^([0-9A-Fa-f]{2})/), 16),
				);
			case "u":
				return String.fromCodePoint(Number.parseInt(take(/^([0-9A-Fa-f]{4})/), 16));
			default:
				if (/[A-Za-z]/.test(char)) throw invalid(p);
				return char;
		}
	}

	/** A bracketed set, with Java's nested sets and `&&`. */
	#class(): undefined {
		const { js, re2 } = this.#classBody();
		this.#out(re2 === undefined ? undefined : `[${re2}]`, `[${js}]`);
	}

	#classBody(): { readonly js: string; readonly re2: string | undefined } {
		const p = this.#pattern;
		let js = "";
		let re2: string | undefined = "";
		if (p[this.#at] === "^") {
			js = re2 = "^";
			this.#at++;
		}
		for (let first = true; ; first = false) {
			if (this.#at >= p.length) throw invalid(p);
			const char = String.fromCodePoint(p.codePointAt(this.#at) as number);
			this.#at += char.length;
			if (char === "]" && !first) return { js: unionBeforeIntersection(js), re2 };
			if (char === "[") {
				const inner = this.#classBody();
				js += `[${inner.js}]`;
				re2 = undefined;
			} else if (char === "&" && p[this.#at] === "&") {
				this.#at++;
				js += "&&";
				re2 = undefined;
			} else if (char === "-") {
				// A range when something stands on both sides, else itself.
				const range = !first && js !== "^" && p[this.#at] !== "]" && p[this.#at] !== undefined;
				js += range ? "-" : "\\-";
				if (re2 !== undefined) re2 += range ? "-" : "\\-";
			} else {
				const set = char === "\\" ? this.#setEscapeAt() : undefined;
				if (set) {
					js += set.js;
					re2 = re2 === undefined || set.re2 === undefined ? undefined : re2 + set.re2;
				} else {
					const literal = char === "\\" ? this.#charEscape(p[this.#at++] as string) : char;
					js += classLiteral(literal, "u");
					if (re2 !== undefined) re2 += classLiteral(literal, "x");
				}
			}
		}
	}

	#setEscapeAt(): { readonly re2?: string; readonly js: string } | undefined {
		const char = this.#pattern[this.#at];
		if (char === undefined) throw invalid(this.#pattern);
		this.#at++;
		const set = this.#setEscape(char);
		if (!set) this.#at--;
		return set;
	}
}

function classLiteral(char: string, prefix: "u" | "x"): string {
	const code = char.codePointAt(0) as number;
	return /[A-Za-z0-9 _]/.test(char) ? char : `\\${prefix}{${code.toString(16)}}`;
}

/** JavaScript wants one operand on each side of `&&`: `a-z&&[^b]` becomes `[a-z]&&[^b]`. */
function unionBeforeIntersection(js: string): string {
	if (!js.includes("&&")) return js;
	const negated = js.startsWith("^");
	const operands = (negated ? js.slice(1) : js)
		.split("&&")
		.map((o) => (/^\[[^[\]]*\]$/.test(o) ? o : `[${o}]`));
	return (negated ? "^" : "") + operands.join("&&");
}
