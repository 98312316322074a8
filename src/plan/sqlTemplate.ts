// biome-ignore-all lint/suspicious/noExplicitAny: nothing in SQL text is known to the compiler.
import { tracked } from "./calls.js";
import { column } from "./column.js";
import type { Column, Literal } from "./columnTypes.js";
import { frame } from "./dataframe.js";
import type { DataFrame } from "./frameTypes.js";
import { language } from "./languageDoor.js";
import { badArgument } from "./operands.js";
import { parsing } from "./schemas.js";
import { bindSqlExpression, bindSqlQuery, givenOf } from "./sqlDoor.js";

/** A frame when the text is a query, else a column. */
export type SqlResult = Column<any, string, never> & DataFrame<any>;

/** What may stand in `${…}`. */
export type SqlPart = Literal | readonly Literal[] | Column | DataFrame;

/** The n-th `${…}` of a template as a placeholder of the text. */
const placeholder = (index: number): string => `_${index + 1}`;

function compose(strings: TemplateStringsArray, parts: readonly unknown[]): string {
	return strings
		.map((chunk, i) => {
			if (chunk === undefined)
				throw badArgument("sql", "a backslash in the text is no escape of JavaScript's; write two");
			return i < parts.length ? `${chunk}{${placeholder(i)}}` : chunk;
		})
		.join("");
}

/** Inside quotes a value would be text like any other: `'${x}'` is a mistake. */
function checkPlaces(text: string, count: number): void {
	const found = new Set(
		parsing(text, language().tokenize).flatMap((token) =>
			token.type === "placeholder" ? [token.value] : [],
		),
	);
	for (let i = 0; i < count; i++)
		if (!found.has(placeholder(i)))
			throw badArgument(
				"sql",
				`the value number ${i + 1} stands inside quotes or a comment; write it without quotes`,
			);
}

function isQuery(text: string): boolean {
	const { parseQuery, SqlSyntaxError, tokenize } = language();
	const first = tokenize(text).find((token) => token.text !== "(")?.text;
	switch (first) {
		case "SELECT":
		case "WITH":
			if (!text.trimStart().startsWith("(")) return true;
			break;
		case "FROM":
		case "TABLE":
		case "VALUES":
			break;
		default:
			return false;
	}
	// `(SELECT …) > 1` is an expression, and so may be what starts with one of the other words.
	try {
		parseQuery(text);
		return true;
	} catch (error) {
		if (error instanceof SqlSyntaxError) return false;
		throw error;
	}
}

/**
 * Spark SQL with frames, columns and values put in as such, never pasted as text: a frame when the text is a query,
 * else a column.
 * @example dp.read("orders").filter(sql`amount > ${limit} AND ${col("day")} IS NOT NULL`)
 * @example sql`SELECT origin, count(*) AS legs FROM ${dp.read("flights")} GROUP BY origin`
 */
export const sql = tracked("sql", (strings: TemplateStringsArray, ...parts: unknown[]) => {
	if (!Array.isArray(strings) || !("raw" in strings))
		throw badArgument(
			"sql",
			"is a template: sql`…`. For text in a variable use expr(text) or spark.sql(text)",
		);
	const text = compose(strings, parts);
	checkPlaces(text, parts.length);
	const given = givenOf(Object.fromEntries(parts.map((part, i) => [placeholder(i), part])), "sql");
	return isQuery(text)
		? frame(bindSqlQuery(text, given))
		: column(bindSqlExpression(text, { named: true, given }));
}) as (strings: TemplateStringsArray, ...parts: SqlPart[]) => SqlResult;
