import type { Expr, SortExpr } from "../expr.js";
import { bindExpr } from "./bindExpressions.js";
import { made, type SqlScope } from "./bindScope.js";
import type { NamedExpression, SortItem } from "./syntax.js";

/** `expression AS name`, `generator AS (a, b)`. */
export function bindNamed(named: NamedExpression, scope: SqlScope): Expr {
	const input = bindExpr(named.value, scope);
	const names = named.aliases.map((alias) => alias.name);
	if (names.length === 0) return input;
	return made(scope, named.at, { kind: "alias", input, names: Object.freeze(names) });
}

export function bindSortItem(item: SortItem, scope: SqlScope): SortExpr {
	return made<SortExpr>(scope, item.at, {
		kind: "sort",
		input: bindExpr(item.value, scope),
		direction: item.descending ? "desc" : "asc",
		...(item.nulls ? { nulls: item.nulls } : {}),
	});
}
