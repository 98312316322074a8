import { tableAlias } from "./aliases.js";
import { argument } from "./calls.js";
import { type Cursor, MAX_CHAIN, NONE, node } from "./cursor.js";
import { expression, namedExpression, valueExpression } from "./expressions.js";
import { interval } from "./intervals.js";
import { joins } from "./joins.js";
import { stringLiteral } from "./literals.js";
import { isName, startsExpression, startsQuery } from "./lookahead.js";
import { multipart } from "./primary.js";
import { refuse, unsupported } from "./problem.js";
import { continuesQuery, query, queryFrom } from "./queries.js";
import type {
	LateralView,
	Relation,
	TableFunctionArgument,
	TableOption,
	TableReference,
	Temporal,
	ValuesBody,
	Watermark,
} from "./querySyntax.js";
import { sample } from "./samples.js";
import type { Ident, SqlExpr } from "./syntax.js";

/** What FROM lists, and the lateral views after it. A join after a comma has all before it to its left. */
export function fromList(p: Cursor): { from: Relation; lateralViews: readonly LateralView[] } {
	const start = p.tok.start;
	let from = relation(p, true);
	for (let count = 0; p.take(","); count++) {
		if (count > MAX_CHAIN) p.tooDeep();
		const listed = commaJoin(from, relationPrimary(p, takeLateral(p, false)));
		from = p.nested((c) => joins(c, listed, start));
	}
	const lateralViews: LateralView[] = [];
	while (p.isAll("LATERAL", "VIEW")) lateralViews.push(lateralView(p));
	if (lateralViews.length > 0 && (p.isAll("PIVOT", "(") || p.isAll("UNPIVOT", "("))) {
		refuse(
			p.span(p.tok.start),
			p.tok.text,
			`${p.tok.text} cannot follow a LATERAL VIEW; put the FROM clause into a subquery`,
		);
	}
	return { from, lateralViews: Object.freeze(lateralViews) };
}

/** A comma is a join of every row with every row. */
function commaJoin(left: Relation, right: Relation): Relation {
	return node({ kind: "join", type: "cross", isNatural: false, left, right, using: NONE, at: right.at });
}

/** A relation with its joins and pivots. */
export function relation(p: Cursor, isFirst: boolean): Relation {
	return p.nested((c) => {
		const start = c.tok.start;
		return joins(c, relationPrimary(c, takeLateral(c, isFirst)), start);
	});
}

/** LATERAL before a subquery or a function. The first of a FROM list has nothing to its left; Spark lets the word pass there. */
export function takeLateral(p: Cursor, isFirst: boolean): boolean {
	if (!p.is("LATERAL")) return false;
	const next = p.peek();
	if (next.text !== "(" && !isName(next)) return false;
	const at = p.span(p.advanceKeyword().start);
	const isCall = isName(p.tok) && !p.is("VALUES") && p.peek().text === "(";
	if (isFirst || p.is("(") || isCall) return true;
	return refuse(at, '"LATERAL"', "LATERAL is followed by a subquery in parentheses or a table function");
}

export function relationPrimary(p: Cursor, isLateral: boolean): Relation {
	const start = p.tok.start;
	const { tok } = p;
	if (tok.type === "placeholder") {
		p.next();
		return placeholderTail(p, tok.value, false, start);
	}
	if (p.is("(")) return p.nested((c) => grouped(c, isLateral));
	if (p.is("VALUES") && startsExpression(p, 1)) return values(p);
	if (p.is("STREAM") && isStreamOperand(p)) return stream(p);
	if (p.is("UNNEST") && p.peek().text === "(") return unnest(p, isLateral);
	if (p.is("JSON_TABLE") && p.peek().text === "(") unsupported(p.span(start), "JSON_TABLE");
	if (!p.isIdent && tok.type !== "variable") p.fail("a table", "(");
	const parts = tableReference(p);
	if (p.is("(")) {
		if (parts.identifier) p.unsupported(parts.at, "IDENTIFIER() as a table function's name");
		return tableFunction(p, parts.parts, { isLateral, isStream: false }, start);
	}
	return tableTail(p, parts, false, start);
}

/** `(query)` or `(relation)`; `((` is decided after the inner parenthesis. */
function grouped(p: Cursor, isLateral: boolean): Relation {
	const start = p.tok.start;
	p.expect("(");
	if (!p.is("(") && startsQuery(p, 0)) {
		const inner = query(p);
		p.expect(")");
		return node({ kind: "queryRelation", query: inner, isLateral, ...tail(p), at: p.span(start) });
	}
	const innerStart = p.tok.start;
	let inner: Relation;
	if (p.is("(")) {
		const first = p.nested((c) => grouped(c, false));
		const isPlain = first.kind === "queryRelation" && !first.alias && !first.sample && !first.watermark;
		if (isPlain && (continuesQuery(p) || p.is(")"))) {
			const body = node({ kind: "nested", query: first.query, at: first.at } as const);
			const whole = queryFrom(p, body, innerStart);
			p.expect(")");
			return node({ kind: "queryRelation", query: whole, isLateral, ...tail(p), at: p.span(start) });
		}
		inner = joins(p, first, innerStart);
	} else inner = relation(p, true);
	p.expect(")");
	return node({ kind: "groupedRelation", relation: inner, ...tail(p), at: p.span(start) });
}

/** TABLESAMPLE, WATERMARK and the alias. */
function tail(p: Cursor) {
	return { sample: sample(p), watermark: watermark(p), alias: tableAlias(p) };
}

function placeholderTail(p: Cursor, name: string, isStream: boolean, start: number): Relation {
	return node({ kind: "placeholderRelation", name, isStream, ...tail(p), at: p.span(start) });
}

function tableTail(p: Cursor, table: TableReference, isStream: boolean, start: number): Relation {
	if (p.is("CHANGES") && p.peek().text === "FROM") unsupported(p.span(p.tok.start), "CHANGES FROM");
	const version = isStream ? undefined : temporal(p);
	const withOptions = p.isAll("WITH", "(") ? options(p) : NONE;
	if (isStream && p.isAll("IDENTIFIED", "BY")) unsupported(p.span(p.tok.start), "IDENTIFIED BY");
	const rest = tail(p);
	return node({
		kind: "tableRelation",
		table,
		isStream,
		temporal: version,
		options: withOptions,
		...rest,
		at: p.span(start),
	});
}

const AFTER_STREAM_TABLE = new Set(["WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "AS", "PIVOT", "WINDOW"]);

/** `STREAM t`, `STREAM(t)`; alone or before a clause STREAM is a table's name. */
function isStreamOperand(p: Cursor): boolean {
	const next = p.peek();
	if (next.text === "(" || next.type === "placeholder" || next.type === "variable") return true;
	if (next.type === "quoted") return true;
	return next.type === "word" && !AFTER_STREAM_TABLE.has(next.text) && !isJoinWord(next.text);
}

const JOIN_WORDS = new Set([
	"JOIN",
	"INNER",
	"CROSS",
	"LEFT",
	"RIGHT",
	"FULL",
	"SEMI",
	"ANTI",
	"NATURAL",
	"LATERAL",
	"ON",
	"USING",
	"UNION",
	"EXCEPT",
	"INTERSECT",
	"MINUS",
]);
const isJoinWord = (text: string): boolean => JOIN_WORDS.has(text);

function stream(p: Cursor): Relation {
	const start = p.tok.start;
	p.expect("STREAM");
	const isWrapped = p.take("(");
	if (p.tok.type === "placeholder") {
		const name = p.next().value;
		if (isWrapped) p.expect(")");
		return placeholderTail(p, name, true, start);
	}
	const table = tableReference(p);
	if (p.is("(")) {
		const call = tableFunction(p, table.parts, { isLateral: false, isStream: true }, start, isWrapped);
		return call;
	}
	if (isWrapped) p.expect(")");
	return tableTail(p, table, true, start);
}

/** A table's name, or `IDENTIFIER(expression)`. */
export function tableReference(p: Cursor): TableReference {
	const start = p.tok.start;
	if (p.isAll("IDENTIFIER", "(") && !(p.peek(2).type === "string" && p.peek(3).text === ")")) {
		p.expect("IDENTIFIER", "(");
		const identifier = expression(p);
		p.expect(")");
		return node({ kind: "tableReference", parts: NONE, identifier, at: p.span(start) });
	}
	const parts = [namePart(p)];
	while (p.is(".") && (isName(p.peek()) || p.peek().type === "variable")) {
		p.next();
		parts.push(namePart(p));
	}
	return node({ kind: "tableReference", parts: Object.freeze(parts), at: p.span(start) });
}

function namePart(p: Cursor): Ident {
	if (p.tok.type !== "variable") return p.ident("a table");
	const token = p.next();
	return node({ kind: "ident", name: token.value, quoted: false, variable: true, at: p.span(token.start) });
}

function temporal(p: Cursor): Temporal | undefined {
	const start = p.tok.start;
	if (p.is("@")) {
		p.next();
		const version = /^v(\d+)$/i.exec(p.tok.value);
		if (p.tok.type !== "number" && !version) p.fail("a version");
		const token = p.next();
		const at = p.span(token.start);
		const value = node({ kind: "literal", type: "string", value: version?.[1] ?? token.value, at } as const);
		return node({ kind: "temporal", by: version ? "version" : "timestamp", value, at: p.span(start) });
	}
	const n = p.is("FOR") ? 1 : 0;
	const word = p.peek(n).text;
	if (p.peek(n + 1).text !== "AS" || p.peek(n + 2).text !== "OF") return undefined;
	if (word === "VERSION" || word === "SYSTEM_VERSION") {
		if (n) p.take("FOR");
		p.expect(word, "AS", "OF");
		if (p.tok.type !== "string" && (p.tok.type !== "number" || p.tok.form !== "integer")) p.fail("a version");
		return node({ kind: "temporal", by: "version", value: valueExpression(p), at: p.span(start) });
	}
	if (word === "TIMESTAMP" || word === "SYSTEM_TIME") {
		if (n) p.take("FOR");
		p.expect(word, "AS", "OF");
		return node({ kind: "temporal", by: "timestamp", value: valueExpression(p), at: p.span(start) });
	}
	return undefined;
}

function options(p: Cursor): readonly TableOption[] {
	p.expect("WITH");
	return p.parenthesized((c) => {
		const start = c.tok.start;
		const key =
			c.tok.type === "string"
				? c.next().value
				: multipart(c)
						.map((part) => part.name)
						.join(".");
		const hasEquals = c.take("=");
		let value: string | undefined;
		if (c.tok.type === "string") value = stringLiteral(c).value;
		else if (c.tok.type === "number") value = c.next().value;
		else if (c.is("TRUE") || c.is("FALSE")) value = c.advanceKeyword().text.toLowerCase();
		else if (hasEquals) c.fail("a value");
		else refuse(c.span(start), key, `The option ${key} has no value`);
		return node({ kind: "option", key, value, at: c.span(start) } as const);
	});
}

function watermark(p: Cursor): Watermark | undefined {
	if (!p.is("WATERMARK") || !startsExpression(p, 1)) return undefined;
	const start = p.tok.start;
	p.advanceKeyword();
	const column = namedExpression(p);
	p.expect("DELAY", "OF");
	const delay = p.is("INTERVAL") ? interval(p) : undefined;
	if (!delay) p.fail("INTERVAL");
	return node({ kind: "watermark", column, delay, at: p.span(start) });
}

/** `VALUES (…), (…) [alias]`. */
export function values(p: Cursor): ValuesBody {
	const start = p.tok.start;
	p.expect("VALUES");
	const rows = p.list(expression);
	return node({ kind: "values", rows, alias: tableAlias(p), at: p.span(start) });
}

function tableFunction(
	p: Cursor,
	name: readonly Ident[],
	flags: { readonly isLateral: boolean; readonly isStream: boolean },
	start: number,
	isWrapped = false,
): Relation {
	p.expect("(");
	const args: readonly TableFunctionArgument[] = p.is(")") ? NONE : p.list(tableArgument);
	p.expect(")");
	if (isWrapped) p.expect(")");
	if (p.isAll("IDENTIFIED", "BY")) unsupported(p.span(p.tok.start), "IDENTIFIED BY");
	const mark = watermark(p);
	return node({
		kind: "functionRelation",
		name,
		args,
		...flags,
		watermark: mark,
		alias: tableAlias(p),
		at: p.span(start),
	});
}

function tableArgument(p: Cursor): TableFunctionArgument {
	const start = p.tok.start;
	const isNamed = p.isIdent && p.peek().text === "=>";
	if (!p.is("TABLE") && !(isNamed && p.peek(2).text === "TABLE")) {
		const { name, value } = argument(p);
		return node({ kind: "tableArgument", name, value, at: p.span(start) });
	}
	const next = p.peek(isNamed ? 3 : 1);
	if (!isName(next) && next.text !== "(") {
		const { name, value } = argument(p);
		return node({ kind: "tableArgument", name, value, at: p.span(start) });
	}
	let name: Ident | undefined;
	if (isNamed) {
		name = p.ident();
		p.next();
	}
	p.expect("TABLE");
	let table: TableFunctionArgument["table"];
	if (p.take("(")) {
		table = startsQuery(p, 0) ? query(p) : tableReference(p);
		p.expect(")");
	} else {
		table = tableReference(p);
		refuse(
			table.at,
			p.source.slice(table.at.start, table.at.end),
			"A table argument is in parentheses: TABLE(name)",
		);
	}
	if (p.is("PARTITION") || p.is("DISTRIBUTE") || p.isAll("WITH", "SINGLE")) {
		unsupported(p.span(p.tok.start), "PARTITION BY of a table argument");
	}
	return node({ kind: "tableArgument", name, table, at: p.span(start) });
}

function unnest(p: Cursor, isLateral: boolean): Relation {
	const start = p.tok.start;
	p.expect("UNNEST");
	const arrays = p.parenthesized(expression);
	const withOrdinality = p.takeAll("WITH", "ORDINALITY");
	return node({ kind: "unnest", arrays, withOrdinality, isLateral, alias: tableAlias(p), at: p.span(start) });
}

/** `LATERAL VIEW [OUTER] f(…) table [[AS] column, …]`. */
export function lateralView(p: Cursor): LateralView {
	const start = p.tok.start;
	p.expect("LATERAL", "VIEW");
	const isOuter = p.is("OUTER") && isName(p.peek()) && p.take("OUTER");
	const fn = multipart(p);
	p.expect("(");
	const args: readonly SqlExpr[] = p.is(")") ? NONE : p.list(expression);
	p.expect(")");
	const table = p.ident("a name for the view");
	let columns: readonly Ident[] = NONE;
	if (p.take("AS")) columns = p.list((c) => c.ident());
	else if (p.isIdent && !AFTER_LATERAL_VIEW.has(p.tok.text)) columns = p.list((c) => c.ident());
	return node({ kind: "lateralView", isOuter, function: fn, args, table, columns, at: p.span(start) });
}

const AFTER_LATERAL_VIEW = new Set([
	"LATERAL",
	"WHERE",
	"GROUP",
	"HAVING",
	"ORDER",
	"SORT",
	"CLUSTER",
	"DISTRIBUTE",
	"LIMIT",
	"OFFSET",
	"WINDOW",
	"QUALIFY",
	"UNION",
	"EXCEPT",
	"INTERSECT",
	"MINUS",
	"PIVOT",
	"UNPIVOT",
	"SELECT",
]);
