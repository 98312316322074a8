import type { Expr, FrameBound, SortExpr, WindowFrame } from "../expr.js";
import { inheritOrigin } from "../provenance.js";

/** The list with each item changed; the same list when none changes. */
export function mapItems<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
	let result: T[] | undefined;
	for (let i = 0; i < items.length; i++) {
		const item = items[i] as T;
		const next = change(item);
		if (result) result.push(next);
		else if (next !== item) result = [...items.slice(0, i), next];
	}
	return result ? Object.freeze(result) : items;
}

/** Rewrites the child expressions (a subquery's plan is not a child); the same node when none changes. */
export function mapExprChildren(expr: Expr, change: (expr: Expr) => Expr): Expr {
	const next = withChildren(expr, change);
	return next === expr ? expr : inheritOrigin(Object.freeze(next), expr);
}

/** `change` for each part that the node has, put together again. */
function withChildren(expr: Expr, change: (expr: Expr) => Expr): Expr {
	const sorts = (items: readonly SortExpr[]): readonly SortExpr[] =>
		mapItems(items, (s) => change(s) as SortExpr);
	switch (expr.kind) {
		case "literal":
		case "column":
		case "star":
		case "param":
		case "secret":
		case "currentTime":
			return expr;
		case "alias":
		case "cast":
		case "sort": {
			const input = change(expr.input);
			return input === expr.input ? expr : { ...expr, input };
		}
		case "call": {
			const args = mapItems(expr.args, change);
			const filter = expr.filter && change(expr.filter);
			const withinGroup = expr.withinGroup && sorts(expr.withinGroup);
			if (args === expr.args && filter === expr.filter && withinGroup === expr.withinGroup) return expr;
			return { ...expr, args, ...(filter ? { filter } : {}), ...(withinGroup ? { withinGroup } : {}) };
		}
		case "case": {
			const branches = mapItems(expr.branches, (b) => {
				const when = change(b.when);
				const then = change(b.then);
				return when === b.when && then === b.then ? b : Object.freeze({ when, then });
			});
			const otherwise = expr.otherwise && change(expr.otherwise);
			if (branches === expr.branches && otherwise === expr.otherwise) return expr;
			return { ...expr, branches, ...(otherwise ? { otherwise } : {}) };
		}
		case "extract": {
			const input = change(expr.input);
			const key = change(expr.key);
			return input === expr.input && key === expr.key ? expr : { ...expr, input, key };
		}
		case "updateFields": {
			const input = change(expr.input);
			const value = expr.value && change(expr.value);
			if (input === expr.input && value === expr.value) return expr;
			return { ...expr, input, ...(value ? { value } : {}) };
		}
		case "lambda": {
			const body = change(expr.body);
			return body === expr.body ? expr : { ...expr, body };
		}
		case "window": {
			const fn = change(expr.fn);
			const partitionBy = mapItems(expr.partitionBy, change);
			const orderBy = sorts(expr.orderBy);
			const frame = expr.frame && mapFrame(expr.frame, change);
			if (
				fn === expr.fn &&
				partitionBy === expr.partitionBy &&
				orderBy === expr.orderBy &&
				frame === expr.frame
			)
				return expr;
			return { ...expr, fn, partitionBy, orderBy, ...(frame ? { frame } : {}) };
		}
		case "subquery": {
			const values = expr.values && mapItems(expr.values, change);
			return values === expr.values ? expr : { ...expr, ...(values ? { values } : {}) };
		}
		case "namedArgument": {
			const value = change(expr.value);
			return value === expr.value ? expr : { ...expr, value };
		}
		case "udf": {
			const args = mapItems(expr.args, change);
			return args === expr.args ? expr : { ...expr, args };
		}
	}
}

function mapFrame(frame: WindowFrame, change: (expr: Expr) => Expr): WindowFrame {
	const bound = (b: FrameBound): FrameBound => {
		if (!("offset" in b)) return b;
		const offset = change(b.offset);
		return offset === b.offset ? b : Object.freeze({ ...b, offset });
	};
	const start = bound(frame.start);
	const end = bound(frame.end);
	return start === frame.start && end === frame.end ? frame : Object.freeze({ ...frame, start, end });
}

/**
 * Rewrites an expression from the leaves up; `change` sees each node with its children already rewritten. What does
 * not change stays the same object, and a rewritten node keeps its place in the user's code.
 */
export function mapExpr(expr: Expr, change: (expr: Expr) => Expr): Expr {
	const rebuilt = mapExprChildren(expr, (e) => mapExpr(e, change));
	const next = change(rebuilt);
	return next === rebuilt ? rebuilt : inheritOrigin(next, expr);
}
