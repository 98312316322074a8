import { matchName, type ScopeColumn } from "../../../plan/analyze/scope.js";
import { childrenOf, type Expr } from "../../../plan/expr.js";
import type { AggregateRelation } from "../../../plan/relation.js";
import { aliasNames, expressionSql } from "./expressions.js";
import { hasWindow } from "./itemNames.js";
import { freshName, quoted } from "./names.js";
import type { At } from "./printer.js";
import { itemOf, itemsOf } from "./projections.js";
import type { Scope } from "./scope.js";
import {
	CLAUSE,
	columnItem,
	type Item,
	type Select,
	selectFrom,
	sourceLevels,
	sourceText,
} from "./select.js";

export function printAggregate(node: AggregateRelation, at: At): Select {
	const { p, analysed } = at;
	const input = p.input(at);
	if (node.pivot) return pivoted(node, node.pivot, input, at);
	const select = input.clause <= CLAUSE.where ? input : p.wrap(input);
	const scope = p.scope(at, sourceLevels(select));
	const outputs = analysed.columns;
	const keyItems = node.keysInOutput
		? node.keys.map((key, i) => itemOf(key, [outputs[i] as ScopeColumn], scope, at))
		: [];
	const rest = outputs.slice(keyItems.length);
	const items: readonly Item[] = [...keyItems, ...itemsOf(node.columns, select, rest, at, scope)];
	const groupBy = groupByClause(node, scope, at);
	return {
		...select,
		items: items.map((i) => ({ ...i, special: true as const })),
		outputs,
		...(groupBy === undefined ? {} : { groupBy }),
		...(node.columns.some(hasWindow) ? { windows: true as const } : {}),
		clause: CLAUSE.group,
	};
}

function groupByClause(node: AggregateRelation, scope: Scope, at: At): string | undefined {
	const { grouping } = node;
	if (grouping.kind === "all") return "GROUP BY ALL";
	const keys = node.keys.map((key, i) => {
		const inner = key.kind === "alias" ? key.input : key;
		// A number would be the place of a column.
		if (node.keysInOutput && inner.kind === "literal") return String(i + 1);
		return expressionSql(inner, at.p, scope);
	});
	switch (grouping.kind) {
		case "plain":
			return keys.length === 0 ? undefined : `GROUP BY ${keys.join(", ")}`;
		case "rollup":
			return `GROUP BY ROLLUP (${keys.join(", ")})`;
		case "cube":
			return `GROUP BY CUBE (${keys.join(", ")})`;
		case "sets": {
			const sets = grouping.sets.map((set) => `(${set.map((i) => keys[i] as string).join(", ")})`);
			return `GROUP BY GROUPING SETS (${sets.join(", ")})`;
		}
	}
}

/** PIVOT groups by what it does not mention, so its input has the keys and what it mentions, and nothing else. */
function pivoted(
	node: AggregateRelation,
	pivot: NonNullable<AggregateRelation["pivot"]>,
	input: Select,
	at: At,
): Select {
	const { p, analysed } = at;
	const isAll = !node.keysInOutput && node.keys.length === 0;
	const base =
		isAll && input.clause === CLAUSE.from && !input.closed ? input : isAll ? p.wrap(input) : undefined;
	if (node.keys.some(isSession)) {
		const reason = "PIVOT groups by columns that are there already, and sessions come of grouping";
		return { ...input, body: at.p.ctx.refuse(node, "A pivot by session windows", reason) };
	}
	const mentioned = base ? { from: base } : onlyMentioned(node, pivot, input, at);
	const { from } = mentioned;
	const scope = p.scope(at, sourceLevels(from));
	const aggregates = node.columns.map((c) => namedSql(c, scope, at)).join(", ");
	const column = mentioned.column ?? valueSql(pivot.column, scope, at);
	const values = pivot.values.map((v) => namedSql(v, scope, at)).join(", ");
	if (from.from === undefined) return { ...from, body: p.ctx.refuse(node, "PIVOT", "it has no input") };
	const text = `${sourceText(from.from)}\nPIVOT (\n  ${aggregates}\n  FOR ${column} IN (${values})\n)`;
	return { ...selectFrom(text, analysed.columns), closed: true };
}

function namedSql(expr: Expr, scope: Scope, at: At): string {
	if (expr.kind !== "alias") return valueSql(expr, scope, at);
	return `${valueSql(expr.input, scope, at)} AS ${aliasNames(expr.names)}`;
}

/** A value of several columns is a list in parentheses. */
function valueSql(expr: Expr, scope: Scope, at: At): string {
	if (expr.kind !== "call" || expr.fn !== "struct") return expressionSql(expr, at.p, scope);
	const fields = expr.args.map((a) => expressionSql(a.kind === "alias" ? a.input : a, at.p, scope));
	return `(${fields.join(", ")})`;
}

/** The input of a pivot, and its column's name there where it was an expression. */
interface Mentioned {
	readonly from: Select;
	readonly column?: string;
}

function onlyMentioned(
	node: AggregateRelation,
	pivot: NonNullable<AggregateRelation["pivot"]>,
	input: Select,
	at: At,
): Mentioned {
	const { p } = at;
	const select = input.clause <= CLAUSE.where ? input : p.wrap(input);
	const scope = p.scope(at, sourceLevels(select));
	const keys = node.keys.map((key, i) => itemOf(key, [at.analysed.columns[i] as ScopeColumn], scope, at));
	const given = p.inputOf(at).columns;
	const mentioned = new Map<number, ScopeColumn>();
	const match = pivot.column.kind === "column" ? matchName(given, pivot.column.name) : undefined;
	const isName = match?.kind === "found" && match.path.length === 0;
	for (const expr of [...(isName ? [pivot.column] : []), ...node.columns])
		for (const name of namesIn(expr)) {
			const match = matchName(given, name);
			if (match?.kind === "found") mentioned.set(match.column.attribute.id, match.column);
		}
	const keyNames = new Set(keys.flatMap((k) => k.columns.map((c) => c.attribute.name.toLowerCase())));
	const clash = [...mentioned.values()].find((c) => keyNames.has(c.attribute.name.toLowerCase()));
	if (clash) {
		const reason = `PIVOT groups by what it does not mention, and ${clash.attribute.name} is both; copy the column first`;
		return { from: { ...select, body: p.ctx.refuse(node, "A pivot over one of its group keys", reason) } };
	}
	const others = [...mentioned.values()].map((c) => columnItem(c, c.attribute.name, select));
	const taken = new Set(
		[...keys, ...others].flatMap((i) => i.columns.map((c) => c.attribute.name.toLowerCase())),
	);
	const name = freshName("pivoted", taken);
	const computed: readonly Item[] = isName
		? []
		: [{ text: expressionSql(pivot.column, p, scope), columns: [], names: [name] }];
	const items = [...keys, ...computed, ...others];
	const outputs = items.flatMap((i) => i.columns);
	const from = p.wrap({ ...select, items, outputs, clause: CLAUSE.select });
	return isName ? { from } : { from, column: quoted(name) };
}

const namesIn = (expr: Expr): readonly (readonly string[])[] =>
	expr.kind === "column" ? [expr.name] : childrenOf(expr).flatMap(namesIn);

/** `session_window(…)`, under whatever name. */
const isSession = (key: Expr): boolean =>
	(key.kind === "call" && key.fn === "session_window") || childrenOf(key).some(isSession);
