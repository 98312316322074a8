import { typeDdl } from "../../../core/dataTypes.js";
import { isAggregateCall } from "../../../plan/analyze/registry.js";
import type { Expr, FrameBound, SortExpr, SubqueryExpr, WindowExpr } from "../../../plan/expr.js";
import { frameBoundText } from "../../../plan/frameBounds.js";
import type { Relation } from "../../../plan/relation.js";
import { shownAs } from "../../../plan/shownAs.js";
import { callSql } from "./calls.js";
import type { SparkSqlContext } from "./context.js";
import { indented } from "./indentation.js";
import { lambdaNames } from "./lambdas.js";
import { literalSql } from "./literals.js";
import { dotted, quoted, textLiteral } from "./names.js";
import { POWER } from "./operators.js";
import { columnSql, type Scope } from "./scope.js";

/** A piece of text, and how tightly it holds together. */
export interface Piece {
	readonly text: string;
	readonly power: number;
}

/** What expressions need of the printer of queries. */
export interface Printing {
	readonly ctx: SparkSqlContext;
	/** A query inside an expression, without its parentheses. */
	readonly subquery: (plan: Relation, outer: Scope) => string;
}

export const primary = (text: string): Piece => ({ text, power: POWER.primary });

/** The piece, in parentheses when it is looser than `power`. */
export const within = (piece: Piece, power: number): string =>
	piece.power < power ? `(${piece.text})` : piece.text;

type Printers = {
	readonly [K in Expr["kind"]]: (expr: Extract<Expr, { kind: K }>, p: Printing, scope: Scope) => Piece;
};

const printers: Printers = {
	literal: (e, p) => {
		const text = literalSql(e.type, e.value);
		if (text === undefined)
			return primary(p.ctx.refuse(e, `A literal of ${typeDdl(e.type)}`, "the type has no literals"));
		return { text, power: text.startsWith("-") ? POWER.unary : POWER.primary };
	},
	column: (e, _p, s) => primary(columnSql(e, s)),
	star: (e) => {
		const all = e.qualifier ? `${dotted(e.qualifier)}.*` : "*";
		return primary(e.except ? `${all} EXCEPT (${e.except.map(dotted).join(", ")})` : all);
	},
	alias: (e, p, s) => primary(`${expressionSql(e.input, p, s)} AS ${aliasNames(e.names)}`),
	call: callSql,
	cast: (e, p, s) => {
		const original = shownAs(e);
		// A time without zone is that of the session: a literal which only the run knows the value of.
		if (original?.kind === "literal" && e.input.kind === "literal" && e.type.kind === "timestamp")
			return primary(`TIMESTAMP ${textLiteral((e.input.value ?? "").replace(/\.0+(?=$| )/, ""))}`);
		const word = e.mode === "try" ? "try_cast" : "CAST";
		return primary(`${word}(${expressionSql(e.input, p, s)} AS ${typeDdl(e.type)})`);
	},
	case: (e, p, s) => {
		const branches = e.branches.map(
			(b) => `WHEN ${expressionSql(b.when, p, s)} THEN ${expressionSql(b.then, p, s)}`,
		);
		const otherwise = e.otherwise ? [`ELSE ${expressionSql(e.otherwise, p, s)}`] : [];
		return primary(["CASE", ...branches, ...otherwise, "END"].join(" "));
	},
	extract: (e, p, s) =>
		primary(`${within(piece(e.input, p, s), POWER.primary)}[${expressionSql(e.key, p, s)}]`),
	updateFields: (e, p) =>
		primary(
			p.ctx.refuse(
				e,
				e.value ? "Column.withField" : "Column.dropFields",
				"SQL has no form of it; build the struct with F.struct and name its fields",
			),
		),
	lambda: (e, p, s) => {
		const names = lambdaNames(e, s);
		const variables = new Map([
			...s.variables,
			...e.params.map((name, i) => [name.toLowerCase(), quoted(names[i] as string)] as const),
		]);
		const body = expressionSql(e.body, p, { ...s, variables });
		const params = names.map(quoted).join(", ");
		return { text: `${names.length === 1 ? params : `(${params})`} -> ${body}`, power: POWER.lambda };
	},
	window: (e, p, s) => primary(`${within(piece(e.fn, p, s), POWER.primary)} OVER (${windowSql(e, p, s)})`),
	sort: (e, p, s) => primary(sortSql(e, p, s)),
	subquery: (e, p, s) => {
		switch (e.use) {
			case "scalar":
				return primary(querySql(e, p, s));
			case "exists":
				return { text: `EXISTS ${querySql(e, p, s)}`, power: POWER.not };
			case "in":
				return membershipSql(e, "", p, s);
		}
	},
	namedArgument: (e, p, s) => primary(`${quoted(e.name)} => ${expressionSql(e.value, p, s)}`),
	param: (e, p) => primary(p.ctx.param(e)),
	secret: (e, p) => {
		const { secret, refuse } = p.ctx;
		const reason = "SQL text has no place for a secret here; read it in the source";
		return primary(secret ? secret(e) : refuse(e, `secret(${JSON.stringify(e.name)})`, reason));
	},
	udf: (e, p) =>
		primary(
			p.ctx.refuse(
				e,
				`The udf ${e.definition.name}`,
				"a function of the user's is not registered for SQL text",
			),
		),
	currentTime: (e) => primary(`${e.fn}()`),
};

export function piece(expr: Expr, p: Printing, scope: Scope): Piece {
	const inner = aggregateScope(expr, scope);
	return (printers[expr.kind] as (e: Expr, p: Printing, s: Scope) => Piece)(expr, p, inner);
}

export const expressionSql = (expr: Expr, p: Printing, scope: Scope): string => piece(expr, p, scope).text;

/** In HAVING and ORDER BY the arguments of an aggregate are columns of what was grouped. */
function aggregateScope(expr: Expr, scope: Scope): Scope {
	const { aggregateArguments } = scope;
	if (!aggregateArguments || !isAggregateCall(expr)) return scope;
	return { ...aggregateArguments, variables: scope.variables };
}

/** The names after AS: one, or several for the columns of a generator. */
export const aliasNames = (names: readonly string[]): string =>
	names.length === 1 ? quoted(names[0] as string) : `(${names.map(quoted).join(", ")})`;

const querySql = (e: SubqueryExpr, p: Printing, scope: Scope): string =>
	`(\n${indented(p.subquery(e.plan, scope))}\n)`;

/** `x IN (SELECT …)`. */
export const membershipSql = (e: SubqueryExpr, not: string, p: Printing, scope: Scope): Piece => ({
	text: `${memberSql(e.values ?? [], p, scope)} ${not}IN ${querySql(e, p, scope)}`,
	power: POWER.predicate,
});

function memberSql(values: readonly Expr[], p: Printing, scope: Scope): string {
	const [only] = values;
	if (only && values.length === 1) return within(piece(only, p, scope), POWER.bitOr);
	return `(${values.map((v) => expressionSql(v, p, scope)).join(", ")})`;
}

/** One key of an order; `*` is ALL. */
export function sortSql(sort: SortExpr, p: Printing, scope: Scope): string {
	const key =
		sort.input.kind === "star" && !sort.input.qualifier ? "ALL" : expressionSql(sort.input, p, scope);
	const direction = sort.direction === "desc" ? " DESC" : "";
	return `${key}${direction}${sort.nulls ? ` NULLS ${sort.nulls.toUpperCase()}` : ""}`;
}

function windowSql(window: WindowExpr, p: Printing, scope: Scope): string {
	const list = (exprs: readonly Expr[]): string => exprs.map((e) => expressionSql(e, p, scope)).join(", ");
	const parts = [
		...(window.partitionBy.length > 0 ? [`PARTITION BY ${list(window.partitionBy)}`] : []),
		...(window.orderBy.length > 0 ? [`ORDER BY ${list(window.orderBy)}`] : []),
	];
	const { frame } = window;
	const bound = (b: FrameBound): string => frameBoundText(b, (offset) => expressionSql(offset, p, scope));
	if (frame) parts.push(`${frame.unit.toUpperCase()} BETWEEN ${bound(frame.start)} AND ${bound(frame.end)}`);
	return parts.join(" ");
}
