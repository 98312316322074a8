import { typeName } from "../../core/dataTypes.js";
import type { BoundExpr, BoundFrameBound, BoundSort } from "../bound.js";

let lastPlan = 0;
const plans = new WeakMap<object, number>();

function planKey(plan: object): number {
	let key = plans.get(plan);
	if (key === undefined) {
		key = ++lastPlan;
		plans.set(plan, key);
	}
	return key;
}

const text = JSON.stringify;

/**
 * A text that two expressions share exactly when they compute the same from the same columns. The spelling of a
 * column's name is no part of it (`group by A` covers `a`).
 */
export function exprKey(expr: BoundExpr): string {
	switch (expr.kind) {
		case "literal":
			return `${typeName(expr.type)}:${text(expr.value)}`;
		case "attribute":
			return `#${expr.id}`;
		case "variable":
			return `$${expr.name.toLowerCase()}`;
		case "call":
			return `${expr.fn}(${expr.args.map(exprKey).join(",")}):${typeName(expr.type)}`;
		case "aggregateCall":
			return `agg ${expr.fn}(${expr.distinct ? "distinct " : ""}${expr.args.map(exprKey).join(",")})[${
				expr.filter ? exprKey(expr.filter) : ""
			};${expr.orderBy.map(sortKey).join(",")};${expr.ignoreNulls}]`;
		case "cast":
			return `cast ${expr.mode}(${exprKey(expr.input)} as ${typeName(expr.type)})`;
		case "case":
			return `case(${expr.branches.map((b) => `${exprKey(b.when)}>${exprKey(b.then)}`).join(",")};${
				expr.otherwise ? exprKey(expr.otherwise) : ""
			})`;
		case "field":
			return `${exprKey(expr.input)}.${expr.index}`;
		case "lambda":
			return `(${expr.params.map((p) => p.name.toLowerCase()).join(",")})->${exprKey(expr.body)}`;
		case "window":
			return `over(${exprKey(expr.fn)};${expr.ignoreNulls};${expr.partitionBy.map(exprKey).join(",")};${expr.orderBy
				.map(sortKey)
				.join(",")};${
				expr.frame ? `${expr.frame.unit} ${frameKey(expr.frame.start)} ${frameKey(expr.frame.end)}` : ""
			})`;
		case "subquery":
			return `${expr.use} @${planKey(expr.plan)}(${expr.values.map(exprKey).join(",")})`;
		case "udf":
			return `udf ${text(expr.definition)}(${expr.args.map(exprKey).join(",")})`;
		case "currentTime":
			return expr.fn;
	}
}

const sortKey = (s: BoundSort): string => `${exprKey(s.input)} ${s.direction} ${s.nulls}`;
const frameKey = (b: BoundFrameBound): string => ("offset" in b ? `${b.at} ${exprKey(b.offset)}` : b.at);
