import { typeName } from "../../../../src/core/dataTypes.js";
import type { Query, QueryBody, Relation } from "../../../../src/plan/sql/querySyntax.js";
import type { Ident, SortItem, SqlExpr, WindowSpec } from "../../../../src/plan/sql/syntax.js";

const names = (parts: readonly Ident[]): string => parts.map((p) => p.name).join(".");
const list = (items: readonly unknown[]): string => items.join(" ");

/** The tree of an expression as an s-expression, to compare shapes in tests. */
export function sexpr(e: SqlExpr): string {
	switch (e.kind) {
		case "literal":
			return e.type === "string" ? `'${e.value}'` : e.type === "null" ? "null" : `${e.value}:${e.type}`;
		case "interval":
			return `(interval ${list(e.parts.map((p) => `${p.value} ${p.unit}`))})`;
		case "intervalRange":
			return `(interval ${e.value} ${e.from} to ${e.to})`;
		case "parameter":
			return e.name === undefined ? `?${e.index}` : `:${e.name}`;
		case "placeholder":
			return `{${e.name}}`;
		case "variable":
			return `$${e.name}`;
		case "column":
			return names(e.parts);
		case "star":
			return `${e.qualifier.length ? `${names(e.qualifier)}.` : ""}*${e.except.length ? ` except ${list(e.except.map(names))}` : ""}`;
		case "unary":
			return `(${e.op} ${sexpr(e.operand)})`;
		case "binary":
			return `(${e.op} ${sexpr(e.left)} ${sexpr(e.right)})`;
		case "logical":
			return `(${e.op} ${list(e.operands.map(sexpr))})`;
		case "not":
			return `(not ${sexpr(e.operand)})`;
		case "is":
			return `(is${e.negated ? " not" : ""} ${e.test} ${sexpr(e.operand)})`;
		case "distinctFrom":
			return `(${e.negated ? "not-" : ""}distinct ${sexpr(e.left)} ${sexpr(e.right)})`;
		case "between":
			return `(${e.negated ? "not-" : ""}between ${sexpr(e.operand)} ${sexpr(e.low)} ${sexpr(e.high)})`;
		case "inList":
			return `(${e.negated ? "not-" : ""}in ${sexpr(e.operand)} ${list(e.items.map(sexpr))})`;
		case "inQuery":
			return `(${e.negated ? "not-" : ""}in ${sexpr(e.operand)} ${squery(e.query)})`;
		case "like":
			return `(${e.negated ? "not-" : ""}${e.op} ${sexpr(e.operand)} ${sexpr(e.pattern)}${e.escape === undefined ? "" : ` escape ${e.escape}`})`;
		case "likeMany":
			return `(${e.negated ? "not-" : ""}${e.op}-${e.quantifier} ${sexpr(e.operand)} ${list(e.patterns.map(sexpr))})`;
		case "case":
			return `(case ${e.operand ? `${sexpr(e.operand)} ` : ""}${list(e.whens.map((w) => `(${sexpr(w.condition)} ${sexpr(w.result)})`))}${e.otherwise ? ` ${sexpr(e.otherwise)}` : ""})`;
		case "cast":
			return `(${e.isTry ? "try_" : ""}cast ${sexpr(e.operand)} ${typeName(e.to.type)})`;
		case "collate":
			return `(collate ${sexpr(e.operand)} ${names(e.collation)})`;
		case "call": {
			const args = e.args.map((a) => `${a.name ? `${a.name.name}=>` : ""}${sexpr(a.value)}`);
			const tail = [
				e.withinGroup.length ? ` within ${list(e.withinGroup.map(sort))}` : "",
				e.filter ? ` filter ${sexpr(e.filter)}` : "",
				e.nulls ? ` ${e.nulls}-nulls` : "",
				e.over ? ` over ${window(e.over)}` : "",
			];
			return `(${names(e.name)}${e.distinct ? " distinct" : ""}${args.length ? ` ${list(args)}` : ""}${tail.join("")})`;
		}
		case "dateUnitCall":
			return `(date-${e.op} ${e.unit} ${list(e.args.map(sexpr))})`;
		case "extract":
			return `(extract ${e.field.name} ${sexpr(e.source)})`;
		case "trim":
			return `(trim ${e.side}${e.characters ? ` ${sexpr(e.characters)}` : ""} ${sexpr(e.source)})`;
		case "struct":
		case "row":
			return `(${e.kind} ${list(e.items.map((i) => [sexpr(i.value), ...i.aliases.map((a) => a.name)].join(" as ")))})`;
		case "lambda":
			return `(lambda (${list(e.params.map((p) => p.name))}) ${sexpr(e.body)})`;
		case "subscript":
			return `([] ${sexpr(e.base)} ${sexpr(e.index)})`;
		case "field":
			return `(. ${sexpr(e.base)} ${e.name.name})`;
		case "path":
			return `(: ${sexpr(e.base)} ${list(e.steps.map((s) => (s.kind === "key" ? s.key : s.index)))})`;
		case "exists":
			return `(exists ${squery(e.query)})`;
		case "subquery":
			return squery(e.query);
	}
}

const sort = (s: SortItem): string =>
	`${sexpr(s.value)}${s.descending ? " desc" : ""}${s.nulls ? ` nulls-${s.nulls}` : ""}`;

function window(w: WindowSpec): string {
	if (w.ref) return w.ref.name;
	const bound = (b: { bound: string; value?: SqlExpr }) =>
		b.value ? `${sexpr(b.value)} ${b.bound}` : b.bound;
	return `(${[
		w.partitionBy.length ? `by ${list(w.partitionBy.map(sexpr))}` : "",
		w.orderBy.length ? `order ${list(w.orderBy.map(sort))}` : "",
		w.frame ? `${w.frame.unit} ${bound(w.frame.start)}${w.frame.end ? ` to ${bound(w.frame.end)}` : ""}` : "",
	]
		.filter(Boolean)
		.join("; ")})`;
}

/** The same of a query. */
export function squery(q: Query): string {
	const parts = [
		...q.ctes.map(
			(c) =>
				`(with ${c.name.name}${c.columns.length ? `(${list(c.columns.map((i) => i.name))})` : ""} ${squery(c.query)})`,
		),
		body(q.body),
		q.orderBy.length ? `order ${list(q.orderBy.map(sort))}` : "",
		q.sortBy.length ? `sort ${list(q.sortBy.map(sort))}` : "",
		q.clusterBy.length ? `cluster ${list(q.clusterBy.map(sexpr))}` : "",
		q.distributeBy.length ? `distribute ${list(q.distributeBy.map(sexpr))}` : "",
		q.limit ? `limit ${sexpr(q.limit)}` : "",
		q.offset ? `offset ${sexpr(q.offset)}` : "",
	].filter(Boolean);
	return parts.length === 1 ? (parts[0] as string) : `(query ${list(parts)})`;
}

function body(b: QueryBody): string {
	switch (b.kind) {
		case "select":
			return `(select${b.distinct ? " distinct" : ""} ${list(b.items.map((i) => [sexpr(i.value), ...i.aliases.map((a) => a.name)].join(" as ")))}${[
				b.from ? ` from ${srelation(b.from)}` : "",
				...b.lateralViews.map(
					(v) =>
						` (view${v.isOuter ? " outer" : ""} ${names(v.function)} ${list(v.args.map(sexpr))} ${v.table.name} ${list(v.columns.map((c) => c.name))})`,
				),
				b.where ? ` where ${sexpr(b.where)}` : "",
				b.groupBy ? ` group ${b.groupBy.kind}` : "",
				b.having ? ` having ${sexpr(b.having)}` : "",
				b.qualify ? ` qualify ${sexpr(b.qualify)}` : "",
			].join("")})`;
		case "setOperation":
			return `(${b.op}${b.all ? " all" : ""} ${body(b.left)} ${body(b.right)})`;
		case "table":
			return `(table ${names(b.table.parts)})`;
		case "values":
			return srelation(b);
		case "nested":
			return squery(b.query);
		case "pipe":
			return `(${b.step.kind} ${body(b.input)})`;
	}
}

/** The same of a relation. */
export function srelation(r: Relation): string {
	const alias = (a: { name: Ident; columns: readonly Ident[] } | undefined) =>
		a ? ` as ${a.name.name}${a.columns.length ? `(${list(a.columns.map((c) => c.name))})` : ""}` : "";
	switch (r.kind) {
		case "tableRelation":
			return `${r.isStream ? "stream " : ""}${names(r.table.parts)}${r.temporal ? ` ${r.temporal.by}-of` : ""}${r.sample ? ` sample-${r.sample.by}` : ""}${alias(r.alias)}`;
		case "placeholderRelation":
			return `${r.isStream ? "stream " : ""}{${r.name}}${alias(r.alias)}`;
		case "queryRelation":
			return `${r.isLateral ? "lateral " : ""}${squery(r.query)}${alias(r.alias)}`;
		case "values":
			return `(values ${list(r.rows.map(sexpr))})${alias(r.alias)}`;
		case "functionRelation":
			return `${r.isLateral ? "lateral " : ""}(${names(r.name)} ${list(r.args.map((a) => (a.value ? sexpr(a.value) : "table")))})${alias(r.alias)}`;
		case "unnest":
			return `(unnest ${list(r.arrays.map(sexpr))})${alias(r.alias)}`;
		case "groupedRelation":
			return `(${srelation(r.relation)})${alias(r.alias)}`;
		case "join":
			return `(${r.isNatural ? "natural " : ""}${r.type} ${srelation(r.left)} ${srelation(r.right)}${r.on ? ` on ${sexpr(r.on)}` : ""}${r.using.length ? ` using ${list(r.using.map((u) => u.name))}` : ""})`;
		case "pipedRelation":
			return body(r.body);
		case "pivot":
			return `(pivot ${srelation(r.source)} ${list(r.aggregates.map((a) => sexpr(a.value)))} for ${list(r.columns.map((c) => c.name))} in ${list(r.values.map((v) => `${sexpr(v.value)}${v.alias ? ` as ${v.alias.name}` : ""}`))})`;
		case "unpivot":
			return `(unpivot ${srelation(r.source)} ${list(r.valueColumns.map((c) => c.name))} for ${r.nameColumn.name} in ${list(r.sets.map((s) => s.columns.map(names).join(",")))}${r.includeNulls ? " nulls" : ""})`;
	}
}
