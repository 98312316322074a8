import { fault } from "../../core/errors/index.js";
import type { BoundJoin } from "../../plan/bound.js";
import { subqueriesOf } from "../../plan/boundWalk.js";
import type { JoinHow } from "../../plan/relation.js";
import { emitExpr } from "./expressions.js";
import { operandsOf } from "./functions/shortCircuit.js";
import { opened } from "./outerColumns.js";
import { compileRelation, type RelationFrame, scopeOf } from "./relations.js";
import type { Scope } from "./scope.js";
import { asFromItem, openForWhere, render, type Select, wrap } from "./select.js";

const KEYWORDS: Readonly<Record<JoinHow, string>> = {
	inner: "JOIN",
	cross: "JOIN",
	left: "LEFT JOIN",
	right: "RIGHT JOIN",
	full: "FULL JOIN",
	left_semi: "SEMI JOIN",
	left_anti: "ANTI JOIN",
};

export function joinSelect(node: BoundJoin, frame: RelationFrame): Select {
	if (node.lateral) return lateralSelect(node, frame);
	// DuckDB 1.5: "Cannot perform non-inner join on subquery", so such a condition moves into a WHERE.
	const holdsSubquery = node.on !== undefined && subqueriesOf(node.on).length > 0;
	// And within a subquery: "Unsupported join type for flattening correlated subquery".
	const isSemi = node.how === "left_semi" || node.how === "left_anti";
	if (holdsSubquery || (isSemi && node.on !== undefined && frame.outer !== undefined))
		return subqueryConditionSelect(node, frame);
	const { left, right, held } = sidesOf(node, frame);
	const joined = combine(left, right);
	const scope = { ...scopeOf(joined, frame), ...(held ? { held } : {}) };
	const on = node.on
		? operandsOf("and", node.on)
				.map((condition) => emitExpr(condition, frame.compilation, scope))
				.join(" AND ")
		: undefined;
	const inner = node.how === "inner" || node.how === "cross";
	const text =
		on === undefined && inner
			? `${left.from}\nCROSS JOIN ${right.from}`
			: `${left.from}\n${KEYWORDS[node.how]} ${right.from} ON ${on ?? "TRUE"}`;
	return {
		output: node.output,
		columns: columnsOf(node, left, joined),
		plain: true,
		from: text,
		fromShape: "join",
	};
}

/** The side whose rows all stay holds what the condition wants of the query around. */
function sidesOf(
	node: BoundJoin,
	frame: RelationFrame,
): { readonly left: Select; readonly right: Select; readonly held?: Scope["held"] } {
	const left = asFromItem(frame.compilation, compileRelation(node.left, frame), "left");
	const right = asFromItem(frame.compilation, compileRelation(node.right, frame), "right");
	const kept = node.how === "right" ? right : left;
	const { input, scope } = opened(kept, node, frame);
	if (input === kept) return { left, right };
	if (node.how === "full")
		throw fault("ENGINE_UNSUPPORTED", {
			engine: "duckdb",
			what: "A full join with this condition",
			reason: "it uses columns of the query around it, and DuckDB joins those by INNER, LEFT and RIGHT alone",
		});
	return { ...(node.how === "right" ? { left, right: input } : { left: input, right }), held: scope.held };
}

const combine = (left: Select, right: Select): Select => ({
	output: [...left.output, ...right.output],
	columns: new Map([...left.columns, ...right.columns]),
	plain: true,
});

const columnsOf = (node: BoundJoin, left: Select, joined: Select): Select["columns"] =>
	node.how === "left_semi" || node.how === "left_anti" ? left.columns : joined.columns;

/** The right side sees the left's columns as those of the query around it. */
function lateralSelect(node: BoundJoin, frame: RelationFrame): Select {
	const { compilation } = frame;
	const left = asFromItem(compilation, compileRelation(node.left, frame), "left");
	const around = scopeOf(left, frame);
	const inner = wrap(compilation, compileRelation(node.right, { compilation, outer: around }));
	const joined = combine(left, inner);
	const condition = node.on && `(${emitExpr(node.on, compilation, scopeOf(joined, frame))})`;
	return lateral(node, left, condition ? { ...inner, where: [condition] } : inner, frame);
}

/** `left [LEFT] JOIN LATERAL (SELECT of the right side with the condition in its WHERE)`. */
function lateral(node: BoundJoin, left: Select, right: Select, frame: RelationFrame): Select {
	const { compilation } = frame;
	if (node.how !== "inner" && node.how !== "cross" && node.how !== "left")
		throw fault("ENGINE_UNSUPPORTED", {
			engine: "duckdb",
			what: `A ${node.how} join with this condition`,
			reason:
				"its condition holds a subquery or its side is LATERAL, and DuckDB joins those by INNER and LEFT alone",
		});
	const item = wrap(compilation, right);
	const joined = combine(left, item);
	const text =
		node.how === "left"
			? `${left.from}\nLEFT JOIN LATERAL ${item.from} ON TRUE`
			: `${left.from}\nCROSS JOIN LATERAL ${item.from}`;
	return { output: node.output, columns: joined.columns, plain: true, from: text, fromShape: "join" };
}

function subqueryConditionSelect(node: BoundJoin, frame: RelationFrame): Select {
	const { compilation } = frame;
	const semi = node.how === "left_semi" || node.how === "left_anti";
	const flipped = node.how === "right";
	const first = compileRelation(flipped ? node.right : node.left, frame);
	const second = compileRelation(flipped ? node.left : node.right, frame);
	const left = semi ? openForWhere(compilation, first) : asFromItem(compilation, first, "left");
	const right = asFromItem(compilation, second, "right");
	const condition = `(${emitExpr(node.on as NonNullable<BoundJoin["on"]>, compilation, scopeOf(combine(left, right), frame))})`;
	if (semi) {
		const exists = `${node.how === "left_anti" ? "NOT " : ""}EXISTS (${render({ ...right, where: [condition] })})`;
		return { ...left, output: node.output, where: [...(left.where ?? []), exists] };
	}
	if (node.how === "inner" || node.how === "cross") {
		const joined = combine(left, right);
		const from = `${left.from}\nCROSS JOIN ${right.from}`;
		return {
			output: node.output,
			columns: joined.columns,
			plain: true,
			from,
			fromShape: "join",
			where: [condition],
		};
	}
	return lateral(flipped ? { ...node, how: "left" } : node, left, { ...right, where: [condition] }, frame);
}
