import type { JoinHow, JoinRelation } from "../../../plan/relation.js";
import { listOf, method, string } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { outerAstray, UNKNOWN_THERE } from "./correlated.js";
import { columnOf } from "./expressions.js";
import { keysOfJoin } from "./passing.js";
import { type Query, queryOf } from "./references.js";
import { scopeOf } from "./relations.js";
import { asQuery } from "./sqlText.js";
import type { Writer } from "./writer.js";

const HOW: Readonly<Record<JoinHow, string>> = {
	inner: "inner",
	cross: "cross",
	left: "left",
	right: "right",
	full: "full",
	left_semi: "left_semi",
	left_anti: "left_anti",
};

/** `left.join(right, on, how)`. */
export function writeJoin(node: JoinRelation, writer: Writer, query: Query | undefined): PyExpr {
	const left = writer.frame(node.left, query);
	const how = node.how === "inner" ? [] : [string(HOW[node.how])];
	if (node.lateral) {
		const inside = queryOf(node.right, writer.ctx);
		const astray = outerAstray(node.right, inside);
		if (astray !== undefined)
			return asQuery(node, writer, query, `the column of the query around in ${astray}`, UNKNOWN_THERE);
		const right = writer.frame(node.right, inside);
		const on = node.on ? [columnOf(node.on, writer, scopeOf([node.left, node.right], query))] : [];
		return withHow(left, "lateralJoin", right, on, how);
	}
	const right = writer.frame(node.right, query);
	if (node.using || node.natural) {
		const names = keysOfJoin(node, writer.ctx);
		if (names.length === 0) return method(left, "crossJoin", [right]);
		const listed = names.map((name) => writer.ctx.text(node, name));
		const on = listed.length === 1 ? (listed[0] as PyExpr) : listOf(listed);
		return method(left, "join", [right, on, ...how]);
	}
	if (!node.on) {
		if (node.how === "cross" || node.how === "inner") return method(left, "crossJoin", [right]);
		return withHow(left, "join", right, [], how);
	}
	const on = columnOf(node.on, writer, scopeOf([node.left, node.right], query));
	return withHow(left, "join", right, [on], node.how === "cross" ? [] : how);
}

function withHow(
	left: PyExpr,
	member: string,
	right: PyExpr,
	on: readonly PyExpr[],
	how: readonly PyExpr[],
): PyExpr {
	if (on.length > 0 || how.length === 0) return method(left, member, [right, ...on, ...how]);
	return {
		kind: "call",
		fn: { kind: "attribute", object: left, name: member },
		args: [right],
		kwargs: [{ name: "how", value: how[0] as PyExpr }],
	};
}
