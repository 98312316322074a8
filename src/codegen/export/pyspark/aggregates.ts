import type { AliasExpr, CallExpr, Expr } from "../../../plan/expr.js";
import { childrenOf } from "../../../plan/expr.js";
import type { AggregateRelation } from "../../../plan/relation.js";
import { call, listOf, method, string } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { columnOf, literalValue, nameOrColumn } from "./expressions.js";
import { columnText, ownName, sameName } from "./names.js";
import { outputs } from "./outputs.js";
import { hasAggregate, type Query } from "./references.js";
import { scopeOf } from "./relations.js";
import { asQuery } from "./sqlText.js";
import type { Frame, Writer } from "./writer.js";

/** `groupBy(…).agg(…)`, and SQL's select list over groups. */
export function writeAggregate(node: AggregateRelation, writer: Writer, query: Query | undefined): Frame {
	const keys = keysOf(node, writer);
	if (node.pivot) return pivoted(node, keys, writer, query);
	if (node.keysInOutput) return grouped(node, keys, node.columns, writer, query);
	if (keys.length === 0 && node.grouping.kind === "plain")
		// Without a group a select list of aggregates is one row.
		return {
			py: method(
				writer.frame(node.input, query),
				"agg",
				outputs(node.columns, node, writer, scopeOf([node.input], query)),
			),
		};
	return selected(node, keys, writer, query);
}

/** The keys: `GROUP BY 1` and `GROUP BY alias` are columns of the select list, `GROUP BY ALL` what is no aggregate. */
export function keysOf(node: AggregateRelation, writer: Writer): readonly Expr[] {
	if (node.keysInOutput) return node.keys;
	if (node.grouping.kind === "all") return node.columns.filter((column) => !hasAggregate(column));
	const input = writer.ctx.columnsOf(node.input).fields;
	return node.keys.map((key) => {
		if (key.kind === "literal" && key.type.kind === "int") return node.columns[Number(key.value) - 1] ?? key;
		if (key.kind !== "column" || key.name.length > 1 || key.of !== undefined) return key;
		const [name] = key.name as [string];
		if (input.some((f) => sameName(f.name, name))) return key;
		return node.columns.find((c) => c.kind === "alias" && sameName(c.names[0] as string, name)) ?? key;
	});
}

export const unaliased = (expr: Expr): Expr => (expr.kind === "alias" ? expr.input : expr);
export const isSame = (a: Expr, b: Expr): boolean =>
	JSON.stringify(unaliased(a)).toLowerCase() === JSON.stringify(unaliased(b)).toLowerCase();

export function groupedBy(frame: PyExpr, { grouping }: AggregateRelation, keys: readonly PyExpr[]): PyExpr {
	switch (grouping.kind) {
		case "plain":
		case "all":
			return method(frame, "groupBy", keys);
		case "rollup":
		case "cube":
			return method(frame, grouping.kind, keys);
		case "sets":
			return method(frame, "groupingSets", [
				listOf(grouping.sets.map((set) => listOf(set.map((index) => keys[index] as PyExpr)))),
				...keys,
			]);
	}
}

/** The keys, then the columns. */
function grouped(
	node: AggregateRelation,
	keys: readonly Expr[],
	columns: readonly Expr[],
	writer: Writer,
	query: Query | undefined,
	names?: readonly (string | undefined)[],
): Frame {
	const frame = writer.frame(node.input, query);
	const scope = scopeOf([node.input], query);
	const fields = writer.ctx.columnsOf(node).fields;
	const own = names ?? fields.slice(fields.length - columns.length).map((f) => f.name);
	const keyNames = names ? keys.map(() => undefined) : fields.slice(0, keys.length).map((f) => f.name);
	const by = groupedBy(frame, node, outputs(keys, node, writer, scope, keyNames));
	const [only] = columns;
	if (!only) {
		const list = keyNames.map((name) => string(columnText([name ?? ""])));
		return { py: method(by, "agg", [countedRows(writer)]), select: list };
	}
	if (columns.length === 1 && isPlainCount(only)) return { py: method(by, "count") };
	return { py: method(by, "agg", outputs(columns, node, writer, scope, own)) };
}

/** `count(*) AS count` is what `count()` gives. */
function isPlainCount(expr: Expr): expr is AliasExpr {
	if (expr.kind !== "alias" || expr.names.length !== 1 || expr.names[0] !== "count") return false;
	const { input } = expr;
	return (
		input.kind === "call" &&
		input.fn === "count" &&
		!input.distinct &&
		!input.filter &&
		input.args.length === 1 &&
		input.args[0]?.kind === "star"
	);
}

/** `GROUP BY window(ts, '5 minutes')` makes a column `window`, which the list may name. */
const WINDOWS: ReadonlySet<string> = new Set(["window", "session_window"]);
const isWindow = (expr: Expr): expr is CallExpr => expr.kind === "call" && WINDOWS.has(expr.fn);

/** The windows of time among the keys by the names of their columns, where the input has no such column. */
function windowsOf(
	node: AggregateRelation,
	keys: readonly Expr[],
	writer: Writer,
): ReadonlyMap<string, Expr> {
	const input = writer.ctx.columnsOf(node.input).fields;
	return new Map(
		keys.flatMap((key) =>
			isWindow(key) && !input.some((f) => sameName(f.name, key.fn)) ? [[key.fn, key] as const] : [],
		),
	);
}

/** The name of a plain column, in lower case. */
function ownColumn(expr: Expr): string | undefined {
	const inner = unaliased(expr);
	return inner.kind === "column" && inner.name.length === 1 ? inner.name[0]?.toLowerCase() : undefined;
}

const usesWindow = (expr: Expr, windows: ReadonlyMap<string, Expr>): boolean =>
	(expr.kind === "column" && windows.has((expr.name[0] as string).toLowerCase())) ||
	childrenOf(expr).some((child) => usesWindow(child, windows));

/** A select list over groups: the keys come first in PySpark, so another order needs a select. */
function selected(
	node: AggregateRelation,
	keys: readonly Expr[],
	writer: Writer,
	query: Query | undefined,
): Frame {
	const fields = writer.ctx.columnsOf(node).fields;
	if (fields.length !== node.columns.length)
		return { py: asQuery(node, writer, query, "a select list with * over groups", "name the columns") };
	const used = new Set<number>();
	const windows = windowsOf(node, keys, writer);
	// A key that the list has is named as the list has it.
	const named = keys.map((key): Expr => {
		const index = node.columns.findIndex(
			(c, i) => !used.has(i) && (isSame(c, key) || windows.get(ownColumn(c) ?? "") === key),
		);
		if (index < 0) return key;
		used.add(index);
		return { kind: "alias", input: unaliased(key), names: [fields[index]?.name as string] };
	});
	const simple = named.map((key) =>
		key.kind === "alias" && key.input.kind === "column" && key.input.name.at(-1) === key.names[0]
			? key.input
			: key,
	);
	const others = node.columns.flatMap((column, i) =>
		used.has(i) ? [] : [{ column, name: fields[i]?.name as string }],
	);
	// What is made of a window alone is no aggregate: it is selected afterwards.
	const ofWindows = others.filter(({ column }) => usesWindow(column, windows));
	const rest = others.filter((other) => !ofWindows.includes(other));
	const isApart =
		named.every((key) => key.kind !== "alias" || !isWindow(key.input) || key.names[0] === key.input.fn) &&
		ofWindows.every(({ column }) => !hasAggregate(column));
	if (ofWindows.length > 0 && !isApart)
		return {
			py: asQuery(node, writer, query, "an aggregate beside a window of its group", "give the window a name"),
		};
	const after = new Map(ofWindows.map(({ column, name }) => [name, column]));
	const selectList = (): readonly PyExpr[] =>
		fields.map(({ name }) => {
			const column = after.get(name);
			const plain = string(columnText([name]));
			if (!column) return plain;
			const py = columnOf(unaliased(column), writer, { ...scopeOf([node], query), inputs: [] });
			return method(py, "alias", [string(name)]);
		});
	const given = [...simple.map((key) => ownName(key)), ...rest.map((r) => r.name)];
	const order = fields.map((f) => f.name);
	const isInOrder = given.length === order.length && given.every((name, i) => name === order[i]);
	if (rest.length === 0) {
		const isPlain = node.grouping.kind === "plain" || node.grouping.kind === "all";
		// Groups alone are distinct rows.
		if (isPlain && after.size === 0 && used.size === keys.length && !writer.references.hidden.has(node)) {
			const scope = scopeOf([node.input], query);
			const frame = writer.frame(node.input, query);
			return { py: method(method(frame, "select", outputs(node.columns, node, writer, scope)), "distinct") };
		}
		const frame = writer.frame(node.input, query);
		const by = groupedBy(frame, node, outputs(simple, node, writer, scopeOf([node.input], query), []));
		return {
			py: method(by, "agg", [countedRows(writer)]),
			select: selectList(),
		};
	}
	const columns = rest.map(
		({ column, name }): Expr =>
			isInOrder || ownName(column) === name
				? column
				: { kind: "alias", input: unaliased(column), names: [name] },
	);
	const names = rest.map((r) => r.name);
	const frame = grouped(node, simple, columns, writer, query, names);
	if (isInOrder) return frame;
	const clash = order.find((name) => given.filter((g) => g !== undefined && sameName(g, name)).length > 1);
	if (clash !== undefined)
		return {
			py: asQuery(node, writer, query, `two columns ${clash} over groups`, "give one of them another name"),
		};
	return { py: frame.py, select: selectList() };
}

/** PySpark's `agg` wants an aggregate. */
export const countedRows = (writer: Writer): PyExpr =>
	method(call(writer.f("count"), [string("*")]), "alias", [string("rows")]);

/** `groupBy(…).pivot("column", [values]).agg(…)`. */
function pivoted(
	node: AggregateRelation,
	keys: readonly Expr[],
	writer: Writer,
	query: Query | undefined,
): Frame {
	const { pivot } = node as AggregateRelation & { pivot: NonNullable<AggregateRelation["pivot"]> };
	const frame = writer.frame(node.input, query);
	const scope = scopeOf([node.input], query);
	const column = nameOrColumn(pivot.column, writer, scope);
	const values = pivot.values.map((value) =>
		value.kind === "literal" && value.value !== null ? literalValue(value, writer) : undefined,
	);
	if (values.some((value) => value === undefined) || pivot.column.kind !== "column")
		return { py: asQuery(node, writer, query, "this pivot", "PySpark pivots a column by plain values") };
	const mentioned = node.columns.flatMap(columnsIn);
	const by: readonly Expr[] = node.keysInOutput
		? keys
		: // SQL's PIVOT groups by what it does not mention.
			writer.ctx
				.columnsOf(node.input)
				.fields.map((f) => f.name)
				.filter(
					(name) => ![...mentioned, ownName(pivot.column)].some((m) => m !== undefined && sameName(m, name)),
				)
				.map((name): Expr => ({ kind: "column", name: [name] }));
	const grouped = groupedBy(
		frame,
		node,
		by.map((key) => nameOrColumn(key, writer, scope)),
	);
	const listed = listOf(values as PyExpr[]);
	const spread = method(grouped, "pivot", [column, listed]);
	const [only] = node.columns;
	if (only && node.columns.length === 1 && isPlainCount(only)) return { py: method(spread, "count") };
	return {
		py: method(
			spread,
			"agg",
			node.columns.map((c) => nameOrColumn(countingRows(c), writer, scope)),
		),
	};
}

/** A pivot takes no star (seen in 4.3.0). */
function countingRows(expr: Expr): Expr {
	if (expr.kind === "alias") return { ...expr, input: countingRows(expr.input) };
	if (expr.kind !== "call" || expr.fn !== "count" || expr.args[0]?.kind !== "star") return expr;
	return { ...expr, args: [{ kind: "literal", type: { kind: "int" }, value: "1" }] };
}

const columnsIn = (expr: Expr): readonly string[] =>
	expr.kind === "column" ? [expr.name.at(-1) as string] : childrenOf(expr).flatMap(columnsIn);
