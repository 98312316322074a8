import { createDataset, isDatasetHead } from "./createDataset.js";
import { type Cursor, node } from "./cursor.js";
import { tokenize } from "./lexer.js";
import { stringLiteral } from "./literals.js";
import { parseTokens } from "./parse.js";
import { multipart } from "./primary.js";
import { refuse, type SqlProblem, SqlSyntaxError, unsupported } from "./problem.js";
import { query } from "./queries.js";
import type { CreateFlow, ParsedFile, SetVariable, Statement, UseStatement } from "./statementSyntax.js";
import type { Token } from "./tokens.js";

/**
 * Parses a pipeline's SQL file: statements with semicolons between them. A wrong statement does not hide the others.
 * @example parseStatements("CREATE MATERIALIZED VIEW m AS SELECT 1 AS x;").statements[0]?.kind // "createDataset"
 */
export function parseStatements(text: string): ParsedFile {
	const statements: Statement[] = [];
	const problems: SqlProblem[] = [];
	const variables = new Map<string, string>();
	for (const tokens of split(text)) {
		try {
			const found = parseTokens(
				text,
				tokens.map((token) => substituted(token, variables)),
				statement,
			);
			if (found.kind === "set") variables.set(found.key, found.value);
			statements.push(found);
		} catch (error) {
			if (!(error instanceof SqlSyntaxError)) throw error;
			problems.push(error.problem);
		}
	}
	return Object.freeze({ statements: Object.freeze(statements), problems: Object.freeze(problems) });
}

/** Where the cells of a Databricks notebook begin, the first left out; none in other files. */
function cellStarts(text: string): number[] {
	if (!text.startsWith("-- Databricks notebook source")) return [];
	return [...text.matchAll(/^-- COMMAND -+\s*$/gm)].map((mark) => mark.index);
}

/** `${name}` inside a string stands for what an earlier SET gives; other names stay as they are. */
function substituted(token: Token, variables: ReadonlyMap<string, string>): Token {
	if (token.type !== "string" || variables.size === 0) return token;
	const value = token.value.replace(
		/\$\{([^{}]+)\}/g,
		(whole, name: string) => variables.get(name.trim()) ?? whole,
	);
	return value === token.value ? token : { ...token, value };
}

/** The tokens of each statement, each list with an end of its own. In a notebook a cell ends a statement too. */
function split(text: string): readonly (readonly Token[])[] {
	const parts: Token[][] = [];
	let current: Token[] = [];
	const finish = (at: number): void => {
		if (current.length > 0)
			parts.push([...current, { type: "end", text: "", value: "", start: at, end: at }]);
		current = [];
	};
	const cells = cellStarts(text);
	for (const token of tokenize(text)) {
		while (cells.length > 0 && (cells[0] as number) < token.start) finish(cells.shift() as number);
		if (token.text !== ";" && token.type !== "end") current.push(token);
		else finish(token.start);
	}
	return parts;
}

const STARTS = ["CREATE", "SET", "USE"];

function statement(p: Cursor): Statement {
	const start = p.tok.start;
	switch (p.tok.text) {
		case "SET":
			return setVariable(p);
		case "USE":
			return use(p);
		case "APPLY":
			if (p.isAll("APPLY", "CHANGES", "INTO")) return notYet(p, "APPLY CHANGES INTO");
			break;
		case "AUTO":
			if (p.isAll("AUTO", "CDC")) return notYet(p, "AUTO CDC");
			break;
		case "CREATE": {
			p.advanceKeyword();
			if (p.is("FLOW")) return createFlow(p, start);
			if (isDatasetHead(p)) return createDataset(p, start);
			return other(p, start, `CREATE ${p.next().value.toUpperCase()}`);
		}
	}
	if (OTHER_STATEMENTS.has(p.tok.text)) return other(p, start, p.next().value.toUpperCase());
	return p.fail(...STARTS);
}

/** Statements that do something at once: a pipeline's file only declares. */
const OTHER_STATEMENTS = new Set([
	"ALTER",
	"ANALYZE",
	"CACHE",
	"CALL",
	"DELETE",
	"DESCRIBE",
	"DROP",
	"EXECUTE",
	"EXPLAIN",
	"FROM",
	"GRANT",
	"INSERT",
	"MERGE",
	"OPTIMIZE",
	"REFRESH",
	"RESTORE",
	"SELECT",
	"SHOW",
	"TRUNCATE",
	"UPDATE",
	"VACUUM",
	"VALUES",
	"WITH",
]);

function other(p: Cursor, start: number, words: string): never {
	return unsupported(
		p.span(start),
		`The statement ${words} in a pipeline's SQL file (it takes CREATE STREAMING TABLE, MATERIALIZED VIEW, VIEW and FLOW, SET and USE)`,
	);
}

/** Takes the rest of the statement. */
function notYet(p: Cursor, feature: string): Statement {
	const start = p.tok.start;
	for (const _word of feature.split(" ")) p.advanceKeyword();
	const at = p.span(start);
	takeRest(p);
	return node({ kind: "notYet", feature, at });
}

function takeRest(p: Cursor): void {
	if (p.tok.type === "end") p.fail("a value");
	for (let last = p.next(); last.type !== "end"; last = p.next());
}

function createFlow(p: Cursor, start: number): CreateFlow | Statement {
	p.expect("FLOW");
	const name = multipart(p);
	const comment = p.take("COMMENT") ? stringLiteral(p).value : undefined;
	p.expect("AS");
	if (p.isAll("AUTO", "CDC")) return notYet(p, "AUTO CDC");
	if (p.isAll("APPLY", "CHANGES")) return notYet(p, "APPLY CHANGES");
	p.expect("INSERT", "INTO");
	const once = p.is("ONCE") && p.peek().text !== "BY" && p.take("ONCE");
	p.take("TABLE");
	const target = multipart(p);
	if (!p.takeAll("BY", "NAME"))
		refuse(p.here, "INSERT INTO", "A flow inserts by name: INSERT INTO target BY NAME SELECT …");
	const about = comment === undefined ? {} : { comment };
	return node({ kind: "createFlow", name, target, once, ...about, query: query(p), at: p.span(start) });
}

/** The value is the rest of the statement as it is written, without the quotes around all of it. */
function setVariable(p: Cursor): SetVariable {
	const start = p.tok.start;
	p.expect("SET");
	const keyStart = p.tok.start;
	while (p.tok.text !== "=" && p.tok.type !== "end") p.next();
	const keyEnd = p.span(keyStart).end;
	const key = p.source.slice(keyStart, keyEnd).trim().replaceAll("`", "");
	if (key === "" || !p.is("=")) p.fail(key === "" ? "a setting's name" : "=");
	p.next();
	const valueStart = p.tok.start;
	const only = p.peek().type === "end" && p.tok.type === "string" ? p.tok : undefined;
	takeRest(p);
	const valueAt = p.span(valueStart);
	const value = only?.value ?? p.source.slice(valueAt.start, valueAt.end);
	return node({ kind: "set", key, value, valueAt, at: p.span(start) });
}

function use(p: Cursor): UseStatement {
	const start = p.tok.start;
	p.expect("USE");
	const isNamed = p.peek().type !== "end" && p.peek().text !== ".";
	if (isNamed && p.take("CATALOG")) {
		const catalog = p.tok.type === "string" ? stringLiteral(p).value : p.ident().name;
		return node({ kind: "use", catalog, at: p.span(start) });
	}
	if (isNamed) for (const word of ["SCHEMA", "DATABASE", "NAMESPACE"]) if (p.take(word)) break;
	const parts = multipart(p);
	if (parts.length > 2) p.fail("a schema");
	const schema = parts.at(-1)?.name ?? "";
	const catalog = parts.length === 2 ? parts[0]?.name : undefined;
	return node({ kind: "use", schema, ...(catalog === undefined ? {} : { catalog }), at: p.span(start) });
}
