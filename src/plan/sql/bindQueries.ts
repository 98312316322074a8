import type { StarExpr } from "../expr.js";
import type {
	AliasRelation,
	LimitRelation,
	OffsetRelation,
	Relation,
	RepartitionRelation,
	SetRelation,
	SortRelation,
	ValuesRelation,
} from "../relation.js";
import { bindExpr } from "./bindExpressions.js";
import { bindSortItem } from "./bindNames.js";
import { planOfPipe } from "./bindPipes.js";
import { planOfRecursive } from "./bindRecursive.js";
import { type CteEntry, made, relationAt, type SqlScope } from "./bindScope.js";
import { planOfSelect } from "./bindSelects.js";
import { planOfTable } from "./bindTables.js";
import { withWindows } from "./bindWindows.js";
import type {
	Organization,
	Query,
	QueryBody,
	SetOperationBody,
	TableAlias,
	ValuesBody,
} from "./querySyntax.js";
import type { SortItem, Span, SqlExpr } from "./syntax.js";

/** A whole query: its WITH clause, its body, and the order and number of rows. */
export function planOfQuery(query: Query, scope: SqlScope): Relation {
	const inner = withWindows(withCtes(query, scope), query.windows);
	return organized(planOfBody(query.body, inner), query, query.at, inner);
}

/** Rows in order, spread, skipped and counted. */
export function organized(
	input: Relation,
	query: Organization,
	at: Span,
	inner: SqlScope,
	piped = false,
): Relation {
	let plan = input;
	if (query.orderBy.length > 0) plan = sorted(plan, query.orderBy, { global: true, piped }, at, inner);
	const spread = query.clusterBy.length > 0 ? query.clusterBy : query.distributeBy;
	if (spread.length > 0) {
		const columns = Object.freeze(spread.map((key) => bindExpr(key, inner)));
		plan = relationAt<RepartitionRelation>(inner, at, {
			kind: "repartition",
			input: plan,
			columns,
			shuffle: true,
		});
	}
	const local = query.clusterBy.length > 0 ? query.clusterBy.map(ascending) : query.sortBy;
	if (local.length > 0) plan = sorted(plan, local, { global: false, piped }, at, inner);
	// As in Spark, rows are skipped before they are counted.
	if (query.offset)
		plan = relationAt<OffsetRelation>(inner, query.offset.at, {
			kind: "offset",
			input: plan,
			count: bindExpr(query.offset, inner),
		});
	if (query.limit)
		plan = relationAt<LimitRelation>(inner, query.limit.at, {
			kind: "limit",
			input: plan,
			count: bindExpr(query.limit, inner),
		});
	return plan;
}

const ascending = (value: SqlExpr): SortItem => ({
	kind: "sortItem",
	value,
	descending: false,
	at: value.at,
});

function sorted(
	input: Relation,
	items: readonly SortItem[],
	{ global, piped }: { readonly global: boolean; readonly piped: boolean },
	at: Span,
	scope: SqlScope,
): Relation {
	const order = items.map((item) => bindSortItem(item, scope));
	const [only] = items;
	const [key] = order;
	if (only && key && order.length === 1 && isAll(only.value)) {
		const star = made<StarExpr>(scope, only.at, { kind: "star" });
		order.splice(0, 1, made(scope, only.at, { ...key, input: star }));
	}
	return relationAt<SortRelation>(scope, at, {
		kind: "sort",
		input,
		order: Object.freeze(order),
		global,
		...(piped ? { piped: true } : {}),
	});
}

/** `ORDER BY ALL`: every column, from left to right. */
function isAll(value: SqlExpr): boolean {
	if (value.kind !== "column" || value.parts.length !== 1) return false;
	const part = value.parts[0];
	return part !== undefined && !part.quoted && part.name.toLowerCase() === "all";
}

/** Each query of a WITH clause sees those before it and those around; a name hides the same one outside. */
export function withCtes(query: Query, scope: SqlScope): SqlScope {
	let inner = scope;
	for (const cte of query.ctes) {
		const key = cte.name.name.toLowerCase();
		const around = { ...inner, windows: new Map() };
		const input = query.recursive ? planOfRecursive(cte, around) : planOfQuery(cte.query, around);
		const relation = relationAt<AliasRelation>(inner, cte.at, {
			kind: "subqueryAlias",
			input,
			name: cte.name.name,
			...(cte.columns.length > 0 ? { columns: Object.freeze(cte.columns.map((c) => c.name)) } : {}),
		});
		inner = withCte(inner, key, { kind: "query", relation });
	}
	return inner;
}

/** The scope with one more name. */
export function withCte(scope: SqlScope, key: string, entry: CteEntry): SqlScope {
	return { ...scope, ctes: new Map([...scope.ctes, [key, entry]]) };
}

/** The relation of a body, without its order. */
export function planOfBody(body: QueryBody, scope: SqlScope): Relation {
	switch (body.kind) {
		case "select":
			return planOfSelect(body, scope);
		case "setOperation":
			return setOf(body, planOfBody(body.left, scope), planOfBody(body.right, scope), body.at, scope);
		case "table":
			return planOfTable(body.table, { isStream: false, options: [] }, body.at, scope);
		case "values":
			return planOfValues(body, scope);
		case "nested":
			return planOfQuery(body.query, scope);
		case "pipe":
			return planOfPipe(body, scope);
	}
}

/** `left UNION [ALL] right` and its kin, matched by position. */
export function setOf(
	{ op, all }: Pick<SetOperationBody, "op" | "all">,
	left: Relation,
	right: Relation,
	at: Span,
	scope: SqlScope,
): Relation {
	return relationAt<SetRelation>(scope, at, {
		kind: "set",
		op,
		all,
		byName: false,
		allowMissingColumns: false,
		left,
		right,
	});
}

/** `VALUES (1, 'a'), (2, 'b')`: columns col1, col2 where the alias has no names. */
export function planOfValues(body: ValuesBody, scope: SqlScope): Relation {
	const rows = body.rows.map((row) => Object.freeze(cellsOf(row).map((cell) => bindExpr(cell, scope))));
	const width = rows[0]?.length ?? 0;
	const given = body.alias?.columns.map((column) => column.name) ?? [];
	const fits = given.length === width;
	const names = fits ? given : Array.from({ length: width }, (_, i) => `col${i + 1}`);
	const values = relationAt<ValuesRelation>(scope, body.at, {
		kind: "values",
		rows: Object.freeze(rows),
		names: Object.freeze(names),
	});
	return body.alias ? aliased(values, fits ? { ...body.alias, columns: [] } : body.alias, scope) : values;
}

function cellsOf(row: SqlExpr): readonly SqlExpr[] {
	return row.kind === "row" || row.kind === "struct" ? row.items.map((item) => item.value) : [row];
}

/** `… AS t (a, b)`. */
export function aliased(input: Relation, alias: TableAlias | undefined, scope: SqlScope): Relation {
	if (!alias) return input;
	return relationAt<AliasRelation>(scope, alias.at, {
		kind: "subqueryAlias",
		input,
		name: alias.name.name,
		...(alias.columns.length > 0 ? { columns: Object.freeze(alias.columns.map((c) => c.name)) } : {}),
	});
}
