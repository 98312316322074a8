import { generatorOf, isAggregateCall } from "../../../plan/analyze/registry.js";
import type { CallExpr, Expr } from "../../../plan/expr.js";
import type { AggregateRelation, FilterRelation } from "../../../plan/relation.js";
import { mapExprChildren } from "../../../plan/rewrite/index.js";
import { method, string } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { Names } from "../python/names.js";
import { hasWindow } from "../sparkSql/itemNames.js";
import { countedRows, groupedBy, isSame, keysOf, unaliased } from "./aggregates.js";
import { columnOf } from "./expressions.js";
import { columnText, ownName, sameName } from "./names.js";
import { isOutside, type Query } from "./references.js";
import { scopeOf } from "./relations.js";
import { asQuery } from "./sqlText.js";
import type { Frame, Writer } from "./writer.js";

/** HAVING below a select list with windows: they see the groups that are left. */
export function isBelowWindows(node: FilterRelation): node is FilterRelation & { input: AggregateRelation } {
	const { input } = node;
	return node.clause === "having" && input.kind === "aggregate" && input.columns.some(hasWindow);
}

/**
 * PySpark's `filter` after `agg` looks at what is in the list, windows among it, and takes no other aggregate (seen in
 * 4.3.0): groups, then their filter, then the list.
 */
export function writeHaving(
	node: FilterRelation & { readonly input: AggregateRelation },
	writer: Writer,
	query: Query | undefined,
): Frame {
	const { input } = node;
	const fields = writer.ctx.columnsOf(input).fields;
	const groups = new Groups(input, writer, query);
	const isPlain = input.grouping.kind === "plain" || input.grouping.kind === "all";
	const condition = groups.having(node.condition);
	const columns = input.columns.map((column) => groups.over(unaliased(column)));
	if (!isPlain || input.pivot || groups.isAstray || fields.length !== columns.length)
		return { py: asQuery(node, writer, query, "HAVING beside a window over groups", "filter a subquery") };
	const frame = writer.frame(input.input, query);
	const scope = scopeOf([input.input], query);
	const written = (parts: readonly Part[]): readonly PyExpr[] =>
		parts.map(({ expr, name }) => {
			const column = columnOf(expr, writer, scope);
			return ownName(expr) === name && expr.kind === "column"
				? string(columnText(expr.name))
				: method(column, "alias", [string(name)]);
		});
	const by = groupedBy(frame, input, written(groups.keys));
	const made = groups.aggregates.length > 0 ? written(groups.aggregates) : [countedRows(writer)];
	const after = scopeOf([], query && { ...query, names: new Set([...query.names, ...groups.taken]) });
	const filtered = method(method(by, "agg", made), "filter", [columnOf(condition, writer, after)]);
	const list = columns.map((column, i) => {
		const name = fields[i]?.name as string;
		if (column.kind === "column" && column.name[0] === name) return string(columnText([name]));
		return method(columnOf(column, writer, after), "alias", [string(name)]);
	});
	return { py: method(filtered, "select", list) };
}

interface Part {
	readonly expr: Expr;
	readonly name: string;
}

/** The columns of groups, and expressions over them. */
class Groups {
	readonly keys: readonly Part[];
	readonly aggregates: Part[] = [];
	/** Something has no name after the groups. */
	isAstray = false;
	readonly #items: readonly Expr[];
	readonly #open = new Set<Expr>();
	/** The names of its columns, in lower case. */
	readonly taken = new Names();
	readonly #query: Query | undefined;

	constructor(node: AggregateRelation, writer: Writer, query: Query | undefined) {
		this.#items = node.columns;
		this.#query = query;
		this.keys = keysOf(node, writer).map((key): Part => {
			const item = node.columns.find((column) => isSame(column, key));
			return { expr: unaliased(key), name: this.#fresh(ownName(item ?? key) ?? "key") };
		});
	}

	over(expr: Expr): Expr {
		const key = this.keys.find((part) => isSame(part.expr, expr));
		if (key) return column(key.name);
		// HAVING comes after a generator of the list.
		if (expr.kind === "subquery" || expr.kind === "star" || generatorOf(expr)) this.isAstray = true;
		if (expr.kind === "column")
			return this.#query && isOutside(expr, this.#query) ? expr : this.#item(expr.name);
		if (expr.kind === "window") {
			const fn = mapExprChildren(expr.fn, (child) => (child.kind === "star" ? child : this.over(child)));
			return mapExprChildren(expr, (child) => (child === expr.fn ? fn : this.over(child)));
		}
		if (isAggregateCall(expr)) return this.#made(expr);
		return mapExprChildren(expr, (child) => this.over(child));
	}

	/** In HAVING a name is an item of the list first. */
	having(expr: Expr): Expr {
		if (expr.kind === "column") {
			const item = this.#itemCalled(expr.name);
			if (item && hasWindow(item)) this.isAstray = true;
			return this.over(item ? unaliased(item) : expr);
		}
		if (
			isAggregateCall(expr) ||
			expr.kind === "subquery" ||
			this.keys.some((part) => isSame(part.expr, expr))
		)
			return this.over(expr);
		return mapExprChildren(expr, (child) => this.having(child));
	}

	#itemCalled([first = "", ...more]: readonly string[]): Expr | undefined {
		if (more.length > 0) return undefined;
		return this.#items.find((one) => one.kind === "alias" && sameName(one.names[0] as string, first));
	}

	/** The item of the list that the name is the alias of. */
	#item(name: readonly string[]): Expr {
		const item = this.#itemCalled(name);
		if (!item || this.#open.has(item) || hasWindow(item)) {
			this.isAstray = true;
			return column(name[0] as string);
		}
		this.#open.add(item);
		const over = this.over(unaliased(item));
		this.#open.delete(item);
		return over;
	}

	#made(expr: CallExpr): Expr {
		const text = JSON.stringify(expr);
		const known = this.aggregates.find((part) => JSON.stringify(part.expr) === text);
		if (known) return column(known.name);
		const item = this.#items.find((one) => one.kind === "alias" && JSON.stringify(one.input) === text);
		const part = { expr, name: this.#fresh((item && ownName(item)) ?? expr.fn) };
		this.aggregates.push(part);
		return column(part.name);
	}

	#fresh(base: string): string {
		const plain = base.toLowerCase();
		const name = this.taken.take(plain);
		return name === plain ? base : name;
	}
}

const column = (name: string): Expr => ({ kind: "column", name: [name] });
