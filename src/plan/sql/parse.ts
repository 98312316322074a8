import type { DataType, StructType } from "../../core/dataTypes.js";
import type { Cursor } from "./cursor.js";
import { namedExpression } from "./expressions.js";
import { tokenize } from "./lexer.js";
import { multipart } from "./primary.js";
import { refuse, SqlSyntaxError, unsupported } from "./problem.js";
import { query } from "./queries.js";
import type { Query } from "./querySyntax.js";
import { readAnyWay } from "./readings.js";
import type { Ident, NamedExpression, SqlExpr } from "./syntax.js";
import type { Token } from "./tokens.js";
import { columnList, dataType } from "./types.js";

/**
 * Parses one query; a semicolon may follow it.
 * @example parseQuery("SELECT a FROM t WHERE a > 1").body.kind // "select"
 */
export function parseQuery(text: string): Query {
	return whole(text, wholeQuery);
}

function wholeQuery(p: Cursor): Query {
	const result = query(p);
	while (p.is(";")) p.next();
	return result;
}

/**
 * Parses one expression without an alias.
 * @example parseExpression("a + 1").kind // "binary"
 */
export function parseExpression(text: string): SqlExpr {
	const named = parseNamedExpression(text);
	const alias = named.aliases[0];
	if (alias) {
		throw new SqlSyntaxError({
			code: "SQL_SYNTAX",
			at: alias.at,
			found: `"${alias.name}"`,
			expected: ["end of text"],
			final: true,
		});
	}
	return named.value;
}

/**
 * Parses one expression with an optional alias, as `selectExpr` takes it.
 * @example parseNamedExpression("sum(a) AS total").aliases[0]?.name // "total"
 */
export function parseNamedExpression(text: string): NamedExpression {
	return whole(text, namedExpression);
}

/**
 * Parses a schema string.
 * @example parseSchema("id INT NOT NULL, tags ARRAY<STRING>").fields.length // 2
 */
export function parseSchema(text: string): StructType {
	return whole(text, wholeSchema);
}

const wholeSchema = (p: Cursor): StructType => columnList(p, true);

/**
 * Parses a type.
 * @example parseDataType("decimal(10,2)").kind // "decimal"
 */
export function parseDataType(text: string): DataType {
	return whole(text, wholeType);
}

const wholeType = (p: Cursor): DataType => dataType(p).type;

/**
 * Parses a table's name, one to any number of parts.
 * @example parseTableName("raw.`my table`").map((part) => part.name) // ["raw", "my table"]
 */
export function parseTableName(text: string): readonly Ident[] {
	return whole(text, multipart);
}

/**
 * A definition is called twice with the same texts, an export reads all of them once more, and many definitions have types
 * and schemas in common.
 */
const KEPT = 2000;
const kept = new Map<(p: Cursor) => unknown, Map<string, unknown>>();

/** Parses all of a text. What was parsed lately is kept: syntax is never changed, and the same for the same text. */
function whole<T>(text: string, parse: (p: Cursor) => T): T {
	let known = kept.get(parse) as Map<string, T> | undefined;
	if (!known) kept.set(parse, (known = new Map()));
	const before = known.get(text);
	if (before !== undefined) return before;
	const parsed = parseAnew(text, parse);
	if (known.size >= KEPT) known.clear();
	known.set(text, parsed);
	return parsed;
}

function parseAnew<T>(text: string, parse: (p: Cursor) => T): T {
	const all = tokenize(text);
	const first = all[0];
	if (first?.type === "end") {
		const at = { start: first.start, end: first.end };
		refuse(at, "end of text", "There is nothing to parse in this text", "PARSE_EMPTY_STATEMENT");
	}
	return parseTokens(text, all, parse);
}

/** Parses all of these tokens of a text, in any reading of its keywords. */
export function parseTokens<T>(text: string, all: readonly Token[], parse: (p: Cursor) => T): T {
	return readAnyWay(text, all, (p) => {
		const result = parse(p);
		if (p.tok.type !== "end") p.fail("end of text");
		if (p.refusal) unsupported(p.refusal.at, p.refusal.construct);
		return result;
	});
}
