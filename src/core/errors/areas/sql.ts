import { define } from "../define.js";

/** Spark SQL text: what the parser and its binder say. */
export const sqlErrors = {
	SQL_SYNTAX: define<{ found: string; expected: readonly string[]; detail?: string }>({
		message: (p) =>
			p.detail ??
			`Syntax error at ${p.found}${p.expected.length > 0 ? `; expected ${p.expected.join(" or ")}` : ""}`,
		explain:
			"The text is not Spark SQL. The message names the token at which the parser stopped and what could have stood there. aqueduck accepts and refuses what Spark 4.3's own parser does.",
		sparkCondition: "PARSE_SYNTAX_ERROR",
	}),
	SQL_UNSUPPORTED: define<{ construct: string; reason?: string }>({
		message: (p) => `${p.construct} is not supported${p.reason ? `: ${p.reason}` : ""}`,
		explain:
			"The text is Spark SQL, but the plan cannot express this construct. The message names it; write the query without it.",
	}),
	SQL_UNKNOWN_PLACEHOLDER: define<{ name: string; known: readonly string[] }>({
		message: (p) => `Nothing is given for the placeholder {${p.name}}`,
		hint: (p) =>
			p.known.length > 0
				? `the query was given ${p.known.map((k) => `{${k}}`).join(", ")}`
				: `pass it: spark.sql(text, { ${p.name}: frame })`,
		explain:
			"`spark.sql(text, {df})` replaces `{df}` by the frame or value of that key. A placeholder without a key is an error; braces in string literals stay as they are.",
	}),
} as const;
