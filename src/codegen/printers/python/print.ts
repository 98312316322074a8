import { printImports } from "./imports.js";
import type { PyExpr, PyFunction, PyKeyword, PyModule, PySection, PyStatement } from "./nodes.js";
import { blockLiteral, bytesLiteral, stringLiteral } from "./strings.js";

const INDENT = "    ";

/** How tightly each form binds, as Python's grammar has it: a part that binds less than its place needs parentheses. */
const LAMBDA = 1;
const NOT = 4;
const COMPARISON = 5;
const UNARY = 12;
const POSTFIX = 14;
const ATOM = 15;
const BINARY: Readonly<Record<Extract<PyExpr, { kind: "binary" }>["op"], number>> = {
	or: 2,
	and: 3,
	"==": COMPARISON,
	"!=": COMPARISON,
	"<": COMPARISON,
	"<=": COMPARISON,
	">": COMPARISON,
	">=": COMPARISON,
	in: COMPARISON,
	"|": 6,
	"^": 7,
	"&": 8,
	">>": 9,
	"+": 10,
	"-": 10,
	"*": 11,
	"/": 11,
	"%": 11,
};

/** The text of an expression, on one line but for blocks: where lines break is ruff's business. */
export function printExpr(expr: PyExpr): string {
	return printed(expr)[0];
}

type Printed = readonly [text: string, binds: number];
type Printers = {
	readonly [K in PyExpr["kind"]]: (expr: PyExpr & { readonly kind: K }) => Printed;
};

// TypeScript cannot correlate the key with the handler's parameter; the mapped type above guarantees it.
const printed = (expr: PyExpr): Printed => (EXPRESSIONS[expr.kind] as (expr: PyExpr) => Printed)(expr);

/** The text in a place that needs at least this binding. */
function within(expr: PyExpr, binds: number): string {
	const [text, own] = printed(expr);
	return own < binds ? `(${text})` : text;
}

const listed = (items: readonly PyExpr[]): string => items.map(printExpr).join(", ");

const EXPRESSIONS: Printers = {
	name: (e) => [e.name, ATOM],
	string: (e) => [e.block ? blockLiteral(e.value) : stringLiteral(e.value), ATOM],
	// `1.real` is no attribute of 1, and -1 is a minus before a number.
	number: (e) => [e.text, e.text.startsWith("-") ? UNARY : POSTFIX - 1],
	constant: (e) => [e.value, ATOM],
	bytes: (e) => [bytesLiteral(e.hex), ATOM],
	attribute: (e) => [`${within(e.object, POSTFIX)}.${e.name}`, POSTFIX],
	call: (e) => [`${within(e.fn, POSTFIX)}(${argumentsText(e.args, e.kwargs)})`, POSTFIX],
	index: (e) => [`${within(e.object, POSTFIX)}[${printExpr(e.key)}]`, POSTFIX],
	binary: (e) => {
		const binds = BINARY[e.op];
		// Comparisons chain in Python: a == b == c means something else.
		const left = within(e.left, binds === COMPARISON ? binds + 1 : binds);
		return [`${left} ${e.op} ${within(e.right, binds + 1)}`, binds];
	},
	unary: (e) => {
		if (e.op === "not") return [`not ${within(e.operand, NOT)}`, NOT];
		const operand = within(e.operand, UNARY);
		// --x looks like an operator that Python does not have.
		return [e.op === "-" && operand.startsWith("-") ? `-(${operand})` : `${e.op}${operand}`, UNARY];
	},
	list: (e) => [`[${listed(e.items)}]`, ATOM],
	tuple: (e) => [`(${listed(e.items)}${e.items.length === 1 ? "," : ""})`, ATOM],
	set: (e) => [e.items.length === 0 ? "set()" : `{${listed(e.items)}}`, ATOM],
	dict: (e) => [
		`{${e.entries.map(({ key, value }) => `${printExpr(key)}: ${printExpr(value)}`).join(", ")}}`,
		ATOM,
	],
	source: (e) => [e.text, LAMBDA],
	lambda: (e) => [
		e.params.length === 0
			? `lambda: ${printExpr(e.body)}`
			: `lambda ${e.params.join(", ")}: ${printExpr(e.body)}`,
		LAMBDA,
	],
	star: (e) => [`*${within(e.value, BINARY["|"])}`, ATOM],
};

function argumentsText(args: readonly PyExpr[], kwargs: readonly PyKeyword[]): string {
	return [...args.map(printExpr), ...kwargs.map((k) => `${k.name}=${printExpr(k.value)}`)].join(", ");
}

/** Statements at a depth of indentation, each ending with a line break. */
export function printStatements(body: readonly PyStatement[], depth = 0): string {
	return body.map((statement) => printStatement(statement, depth)).join("");
}

function printStatement(statement: PyStatement, depth: number): string {
	const indent = INDENT.repeat(depth);
	switch (statement.kind) {
		case "assign":
			return `${indent}${statement.name} = ${printExpr(statement.value)}${trailing(statement.comment)}\n`;
		case "expression":
			return `${indent}${printExpr(statement.value)}\n`;
		case "return":
			return `${indent}return ${printExpr(statement.value)}\n`;
		case "comment":
			return printComment(statement.text, indent);
		case "source":
			return `\n\n${statement.text.replace(/^(?=.)/gm, indent)}\n`;
		case "function":
			return printFunction(statement, depth);
	}
}

function printFunction(fn: PyFunction, depth: number): string {
	const indent = INDENT.repeat(depth);
	const inner = indent + INDENT;
	const docstring = fn.docstring === undefined ? "" : `${inner}${docstringText(fn.docstring, inner)}\n`;
	const body = printStatements(fn.body, depth + 1);
	return [
		...(depth === 0 ? ["\n\n"] : ["\n"]),
		...(fn.comments ?? []).map((line) => printComment(line, indent)),
		...fn.decorators.map((decorator) => `${indent}@${printExpr(decorator)}\n`),
		`${indent}def ${fn.name}(${fn.params.join(", ")}):\n`,
		docstring,
		body === "" && docstring === "" ? `${inner}pass\n` : body,
	].join("");
}

/** The text between triple quotes, its further lines indented as the first. */
function docstringText(text: string, indent: string): string {
	const lines = text.trim().split(/\r\n|\r|\n/);
	const indented = lines.map((line, i) => (i === 0 || line.trim() === "" ? line.trimEnd() : indent + line));
	return blockLiteral(lines.length > 1 ? `${indented.join("\n")}\n${indent}` : (lines[0] as string));
}

/** Lines of comment. What would end a line for Python is a line of its own. */
function printComment(text: string, indent: string): string {
	return text
		.split(/\r\n|[\r\n\f\v\u0085\u2028\u2029]/)
		.map((line) => `${indent}#${line.trim() === "" ? "" : ` ${visible(line).trimEnd()}`}\n`)
		.join("");
}

const trailing = (comment: string | undefined): string =>
	comment === undefined ? "" : `  # ${visible(comment.replace(/\s+/g, " ").trim())}`;

/** A comment has no escapes: what does not show is left out. */
const visible = (text: string): string =>
	text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, "");

/** The code of one section, without its title. */
export function printSection(section: PySection): string {
	return section.kind === "markdown" ? printComment(section.text, "") : printStatements(section.body);
}

/** In the first lines of a file these words say how its bytes are read, and that it is a notebook. */
const isMark = (text: string): boolean => /coding[:=]|Databricks notebook source/.test(text);

/**
 * A module as a file: docstring, imports, sections. Markdown is a comment here. Not formatted yet (format.ts).
 * @example printModule({ imports: [], sections: [{ kind: "code", body: [] }] })
 */
export function printModule(module: PyModule): string {
	const docstring = module.docstring === undefined ? "" : `${docstringText(module.docstring, "")}\n`;
	const sections = module.sections.map((section) => {
		const title =
			section.kind === "code" && section.title !== undefined ? printComment(section.title, "") : "";
		return `${title}${printSection(section)}`;
	});
	const header = (module.header ?? []).map((text) => printComment(text, ""));
	const imports = printImports(module.imports);
	const head = header.some(isMark) ? [docstring, imports, ...header] : [...header, docstring, imports];
	return [...head, ...sections].filter((part) => part !== "").join("\n");
}
