import type { Expr, SortExpr } from "../expr.js";
import { bindExpr } from "./bindExpressions.js";
import { made, parsedIn, type SqlScope } from "./bindScope.js";
import { parseTableName } from "./parse.js";
import type { Ident, NamedExpression, SortItem } from "./syntax.js";

/** The parts of a name; IDENTIFIER('a.b') has two. */
export function partsOf(parts: readonly Ident[], scope: SqlScope): readonly Ident[] {
	if (!parts.some((part) => part.clause)) return parts;
	return parts.flatMap((part) =>
		part.clause
			? parsedIn({ ...scope, text: part.name }, parseTableName).map((inner) => ({ ...inner, at: part.at }))
			: [part],
	);
}

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
