import { STRING } from "../../../core/dataTypes.js";
import type { Expr } from "../../../plan/expr.js";
import { latestOf, type Origin, originOf, sqlSourceOf } from "../../../plan/provenance.js";
import { nextId, type Relation, type TableRelation } from "../../../plan/relation.js";
import { tokenize } from "../../../plan/sql/lexer.js";
import { parseNamedExpression, parseQuery } from "../../../plan/sql/parse.js";
import { SqlSyntaxError } from "../../../plan/sql/problem.js";
import type { TableReference } from "../../../plan/sql/querySyntax.js";
import type { Statement } from "../../../plan/sql/statementSyntax.js";
import { parseStatements } from "../../../plan/sql/statements.js";
import type { Span } from "../../../plan/sql/syntax.js";
import type { Token } from "../../../plan/sql/tokens.js";
import type { SparkSqlContext } from "./context.js";
import { piece, within } from "./expressions.js";
import { indented, withoutIndentation } from "./indentation.js";
import { dotted, quoted, textLiteral } from "./names.js";
import { POWER } from "./operators.js";
import { Printer } from "./printer.js";
import { aliasFor, streamed, tableSql } from "./reads.js";
import { OPEN_SCOPE } from "./scope.js";

/** Text, and what the `{placeholders}` in it stand for. */
interface Given {
	readonly text: string;
	readonly frames: Readonly<Record<string, Relation>>;
	readonly values: Readonly<Record<string, Expr>>;
}

/**
 * The user's own SQL for a node, as text that the target takes: placeholders, parameters and the words of pipelines
 * (`LIVE.`, `STREAM`) rewritten, everything else as it was written. Undefined for what was not written as SQL. Of a
 * query in a SQL file the root alone may be given: a flow's relation.
 * @example sqlTextFor(flow.relation, ctx) // "SELECT origin -- of the leg\nFROM silver_flights"
 */
export function sqlTextFor(node: Expr | Relation, ctx: SparkSqlContext): string | undefined {
	const source = sqlSourceOf(node);
	const given = source ?? stretchOfFile(node);
	if (!given) return undefined;
	const syntax = syntaxOf(given.text, node);
	if (!syntax) return undefined;
	return withoutIndentation(new Rewriter(given, ctx, node).rewritten(syntax));
}

/** Undefined for a text that is no query or expression: what made the node has refused it. */
function syntaxOf(text: string, node: Expr | Relation): object | undefined {
	try {
		return "id" in node ? parseQuery(text) : parseNamedExpression(text);
	} catch (error) {
		if (error instanceof SqlSyntaxError) return undefined;
		throw error;
	}
}

/** The query of a statement of a pipeline's SQL file. */
function stretchOfFile(node: Expr | Relation): Given | undefined {
	const origin = fileOrigin(node);
	if (!origin) return undefined;
	if (!("id" in node)) return withoutVariables(origin.text.slice(origin.start, origin.end));
	const statements = statementsOf(origin.text);
	const found = statements.findIndex(
		(s) => "query" in s && s.query && s.query.at.start <= origin.start && origin.end <= s.query.at.end,
	);
	const statement = statements[found];
	if (!statement || !("query" in statement) || !statement.query) return undefined;
	// What USE and SET before it say is not in the statement's own text.
	if (statements.slice(0, found).some((s) => s.kind === "use")) return undefined;
	const { start, end } = statement.query.at;
	return withoutVariables(origin.text.slice(start, end));
}

/** What `${name}` stands for is said by the SET before it. */
function withoutVariables(text: string): Given | undefined {
	if (tokenize(text).some((token) => token.type === "variable")) return undefined;
	return { text, frames: {}, values: {} };
}

let lastFile: { readonly text: string; readonly statements: readonly Statement[] } | undefined;

/** The flows of a file come one after the other. */
function statementsOf(text: string): readonly Statement[] {
	if (lastFile?.text !== text) lastFile = { text, statements: parseStatements(text).statements };
	return lastFile.statements;
}

function fileOrigin(node: Expr | Relation): Extract<Origin, { kind: "sql" }> | undefined {
	const origin = originOf(node);
	return origin?.kind === "sql" && origin.parent?.kind === "file" ? origin : undefined;
}

interface Edit extends Span {
	readonly text: string;
}

type Node = { readonly kind?: unknown; readonly at?: Span } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

class Rewriter {
	readonly #given: Given;
	readonly #ctx: SparkSqlContext;
	readonly #node: Expr | Relation;
	#tokenList: readonly Token[] | undefined;
	readonly #edits: Edit[] = [];
	readonly #ctes = new Set<string>();

	constructor(given: Given, ctx: SparkSqlContext, node: Expr | Relation) {
		this.#given = given;
		this.#ctx = ctx;
		this.#node = node;
	}

	get #tokens(): readonly Token[] {
		this.#tokenList ??= tokenize(this.#given.text);
		return this.#tokenList;
	}

	rewritten(syntax: object): string {
		if (/\bwith\b/i.test(this.#given.text)) this.#collectCtes(syntax);
		this.#visit(syntax as Node);
		const { text } = this.#given;
		if (text.includes("${")) this.#withoutSubstitution();
		let out = "";
		let at = 0;
		for (const edit of this.#edits.sort((a, b) => a.start - b.start)) {
			out += text.slice(at, edit.start) + edit.text;
			at = edit.end;
		}
		return out + text.slice(at);
	}

	#collectCtes(value: unknown): void {
		if (!isNode(value)) return;
		if (Array.isArray(value["ctes"]))
			for (const cte of value["ctes"] as { readonly name: { readonly name: string } }[])
				this.#ctes.add(cte.name.name.toLowerCase());
		for (const part of Object.values(value)) this.#collectCtes(part);
	}

	#visit(value: Node): void {
		switch (value.kind) {
			case "placeholderRelation":
				this.#frame(value as unknown as PlaceholderNode);
				break;
			case "tableRelation":
				this.#table(value as unknown as TableNode);
				break;
			case "placeholder":
			case "parameter":
				this.#value(value as unknown as ValueNode);
				break;
			case "variable":
				this.#replace(value.at as Span, this.#ctx.param(parameter(value["name"] as string)));
				break;
			case "functionRelation":
				this.#function(value as unknown as FunctionNode);
				break;
		}
		for (const part of Object.values(value)) if (isNode(part)) this.#visit(part);
	}

	/** Spark puts settings in for `${…}` before it reads a text, inside of literals, names and comments too. */
	#withoutSubstitution(): void {
		const { text } = this.#given;
		const before = [...this.#edits];
		for (let at = text.indexOf("${"); at !== -1; at = text.indexOf("${", at + 1)) {
			const isIn = (span: Span): boolean => span.start <= at && at < span.end;
			if (before.some(isIn)) continue;
			const token = this.#tokens.find(isIn);
			if (!token) this.#replace({ start: at, end: at + 1 }, "$ ");
			else if (token.type === "string") {
				this.#replace(token, textLiteral(token.value));
				at = token.end - 1;
			} else if (token.type === "quoted")
				this.#ctx.refuse(
					this.#node,
					`The name ${token.value}`,
					"Spark puts settings in for ${…} in SQL text",
				);
		}
	}

	#replace(at: Span, text: string): void {
		this.#edits.push({ start: at.start, end: at.end, text });
	}

	/** `{frame}`, `STREAM {frame}`, `STREAM({frame})`. */
	#frame({ name, at, isStream, alias }: PlaceholderNode): void {
		const span = this.#operand(at, (t) => t.type === "placeholder");
		const given = this.#given.frames[name];
		const value = this.#given.values[name];
		if (!given) {
			const text = value?.kind === "param" ? `IDENTIFIER(${this.#ctx.param(value)})` : "NULL";
			this.#replace(span, streamed(text, isStream, this.#ctx));
			return;
		}
		const frame = latestOf(given);
		const isTable = frame.kind === "table";
		const text = isTable
			? tableSql({ ...frame, streaming: frame.streaming || isStream }, this.#ctx)
			: `(\n${indented(new Printer(frame, this.#ctx).query(frame))}\n)`;
		// Columns may be named with the placeholder's name, which is no table's.
		const isNamed = alias || (isTable && text === quoted(name)) || !this.#names(name);
		this.#replace(span, isNamed ? text : `${text} AS ${quoted(name)}`);
	}

	/** Whether the text speaks of `name.column`. */
	#names(name: string): boolean {
		return this.#tokens.some(
			(t, i) =>
				(t.type === "word" || t.type === "quoted") &&
				t.value.toLowerCase() === name.toLowerCase() &&
				this.#tokens[i + 1]?.text === ".",
		);
	}

	/** `LIVE.t`, `STREAM t`, `STREAM(t)`: other tables stay as they are written, unless the target calls them otherwise. */
	#table({ table, at, isStream, alias }: TableNode): void {
		const [first, ...more] = table.parts;
		if (!first || table.identifier) return;
		if (more.length === 0 && !first.variable && this.#ctes.has(first.name.toLowerCase())) return;
		const variable = table.parts.find((part) => part.variable);
		if (variable) {
			const text = `IDENTIFIER(${this.#ctx.param(parameter(variable.name))})`;
			this.#replace(this.#whole(table, at, isStream), streamed(text, isStream, this.#ctx));
			return;
		}
		const all = table.parts.map((part) => part.name);
		const isLive = all.length === 2 && first.name.toUpperCase() === "LIVE";
		const parts = isLive ? all.slice(1) : all;
		const read: TableRelation = { kind: "table", id: nextId(), name: parts, streaming: isStream };
		if (this.#isPath(table)) return;
		const written = this.#given.text.slice(table.at.start, table.at.end);
		const isSame = this.#ctx.tableName(read) === dotted(parts) && !isLive;
		if (isSame && !isStream) return;
		const shown = isSame ? streamed(written, isStream, this.#ctx) : tableSql(read, this.#ctx);
		const name = alias ? undefined : aliasFor(read, this.#ctx);
		const named = name !== undefined && this.#names(name) ? `${shown} AS ${quoted(name)}` : shown;
		this.#replace(this.#whole(table, at, isStream), named);
	}

	/** Files by their path: json.`data/orders`. */
	#isPath({ parts }: TableReference): boolean {
		const [format, path, ...more] = parts;
		return more.length === 0 && format !== undefined && path?.quoted === true && /[/\\*]/.test(path.name);
	}

	#whole(table: TableReference, at: Span, isStream: boolean): Span {
		return isStream ? this.#operand(at, (t) => t.start === table.at.start, table.at.end) : table.at;
	}

	/** From STREAM, if it is there, to the closing parenthesis that belongs to it. */
	#operand(at: Span, isOperand: (token: Token) => boolean, until?: number): Span {
		const start = this.#tokens.findIndex((t) => t.start >= at.start);
		const operand = this.#tokens.findIndex((t, i) => i >= start && isOperand(t));
		const last = this.#tokens.findLastIndex(
			(t) => t.end <= (until ?? (this.#tokens[operand]?.end as number)),
		);
		const isWrapped = this.#tokens[start]?.text === "STREAM" && this.#tokens[start + 1]?.text === "(";
		const end = this.#tokens[isWrapped ? last + 1 : last]?.end ?? at.end;
		return { start: this.#tokens[start]?.start ?? at.start, end };
	}

	/** `{value}`, `:value`. */
	#value({ name, at }: ValueNode): void {
		const value = name === undefined ? undefined : this.#given.values[name];
		if (!value) {
			this.#ctx.refuse(this.#node, "A marker without a name", "give the value by name: {value}");
			return;
		}
		const printing = {
			ctx: this.#ctx,
			subquery: (plan: Relation) => new Printer(plan, this.#ctx).query(plan),
		};
		const shown = piece(value, printing, OPEN_SCOPE);
		this.#replace(at, value.kind === "alias" ? shown.text : within(shown, POWER.primary));
	}

	#function({ name }: FunctionNode): void {
		const fn = name.at(-1)?.name.toLowerCase();
		if (fn === "read_files" && this.#ctx.dialect === "spark")
			this.#ctx.refuse(
				this.#node,
				"read_files",
				"open source Spark does not have it; read the files in Python, or from a table",
			);
	}
}

interface PlaceholderNode {
	readonly name: string;
	readonly at: Span;
	readonly isStream: boolean;
	readonly alias?: object;
}
interface TableNode {
	readonly table: TableReference;
	readonly at: Span;
	readonly isStream: boolean;
	readonly alias?: object;
}
interface ValueNode {
	readonly name?: string;
	readonly at: Span;
}
interface FunctionNode {
	readonly name: readonly { readonly name: string }[];
}

const parameter = (name: string) => ({ kind: "param", name, type: STRING }) as const;
