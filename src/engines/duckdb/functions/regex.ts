import type { BoundCall } from "../../../plan/bound.js";
import { constantInt, constantText } from "../../../plan/coercion.js";
import type { REGEX } from "../../../plan/functions/regex.js";
import { quoteText } from "../sql.js";
import { javaRegex, type TranslatedRegex } from "./js/javaRegex.js";
import { replacement } from "./js/regex.js";
import type { DuckDbFunction } from "./types.js";

/** The pattern when it is a constant that RE2 can say; a bad constant raises when rows come, as in Spark. */
function constantPattern(call: BoundCall, index = 1): TranslatedRegex | undefined {
	const pattern = constantText(call.args[index]);
	if (pattern === undefined) return undefined;
	try {
		return javaRegex(pattern);
	} catch {
		return undefined;
	}
}

/** `s RLIKE pattern` */
export const javaRegexTest = ([text, pattern]: readonly string[], call: BoundCall): string => {
	const { re2 } = constantPattern(call) ?? {};
	return re2 === undefined
		? `aq_regex_matches(${text}, ${pattern})`
		: `regexp_matches(${text}, ${quoteText(re2)})`;
};

/** RE2's form where it finds the same matches as Java: not with `$`, not where nothing matches. */
function searchable(call: BoundCall): { readonly re2: string; readonly groups: number } | undefined {
	const found = constantPattern(call);
	if (found?.re2 === undefined || found.testOnly || found.js.test("")) return undefined;
	return { re2: found.re2, groups: found.groups };
}

const extract: DuckDbFunction = {
	sql: ([text, pattern, group = "1"], call) => {
		const found = searchable(call);
		const index = call.args[2] === undefined ? 1 : constantInt(call.args[2]);
		if (!found || index === undefined || index < 0 || index > found.groups)
			return `aq_regex_extract(${text}, ${pattern}, ${group})`;
		return `regexp_extract(${text}, ${quoteText(found.re2)}, ${index})`;
	},
};

const replace: DuckDbFunction = {
	sql: ([text, pattern, by, position = "1"], call) => {
		const found = searchable(call);
		const to = constantText(call.args[2]);
		if (found && to !== undefined && call.args[3] === undefined) {
			const rewritten = re2Replacement(to, found.groups);
			if (rewritten !== undefined)
				return `regexp_replace(${text}, ${quoteText(found.re2)}, ${quoteText(rewritten)}, 'g')`;
		}
		return `aq_regex_replace(${text}, ${pattern}, ${by}, ${position})`;
	},
};

/** `$1` as `\1`; undefined when it is bad or names a group. */
function re2Replacement(text: string, groups: number): string | undefined {
	try {
		let out = "";
		for (const part of replacement(text, groups)) {
			if (typeof part === "object" || (typeof part === "number" && part > 9)) return undefined;
			out += typeof part === "number" ? `\\${part}` : part === "\\" ? "\\\\" : part;
		}
		return out;
	} catch {
		return undefined;
	}
}

export const REGEX_ROWS = {
	regexp_like: { sql: javaRegexTest },
	regexp_replace: replace,
	regexp_extract: extract,
	regexp_extract_all: {
		sql: ([text, pattern, group = "1"]) => `aq_regex_extract_all(${text}, ${pattern}, ${group})`,
	},
	regexp_count: { sql: ([text, pattern]) => `aq_regex_count(${text}, ${pattern})` },
	// The group is taken and not looked at, as in Spark.
	// The group changes nothing, but without one there is no place.
	regexp_instr: {
		sql: ([text, pattern, group]) => {
			const place = `aq_regex_instr(${text}, ${pattern})`;
			return group === undefined ? place : `(CASE WHEN ${group} IS NOT NULL THEN ${place} END)`;
		},
	},
	regexp_substr: { sql: ([text, pattern]) => `nullif(aq_regex_find(${text}, ${pattern}), '')` },
	split: {
		sql: ([text, pattern, limit = "-1"], call) => {
			const plain = constantText(call.args[1]);
			// A separator without any meaning as a pattern needs none.
			if (plain !== undefined && /^[A-Za-z0-9,;:_/ -]+$/.test(plain) && call.args[2] === undefined)
				return `string_split(${text}, ${quoteText(plain)})`;
			return `aq_regex_split(${text}, ${pattern}, ${limit})`;
		},
	},
} as const satisfies Record<keyof typeof REGEX, DuckDbFunction>;
