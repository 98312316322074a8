import { fault } from "../core/errors/index.js";
import { columnsProxy } from "./boundColumns.js";
import { node } from "./calls.js";
import type { Expr } from "./expr.js";
import { isColumn, relationOf } from "./marks.js";
import { badArgument, call, columnOfCallback, describeValue, onlyColumn, wrongWord } from "./operands.js";
import { type JoinHow, type JoinRelation, nextId } from "./relation.js";

/** Spark drops underscores and letter case. */
const HOW: Readonly<Record<string, JoinHow>> = {
	inner: "inner",
	cross: "cross",
	outer: "full",
	full: "full",
	fullouter: "full",
	left: "left",
	leftouter: "left",
	right: "right",
	rightouter: "right",
	semi: "left_semi",
	leftsemi: "left_semi",
	anti: "left_anti",
	leftanti: "left_anti",
};

function howOf(text: unknown): JoinHow {
	const how = typeof text === "string" ? HOW[text.toLowerCase().replaceAll("_", "")] : undefined;
	if (how) return how;
	const types = [...new Set(Object.values(HOW))];
	const problem = `no join type ${describeValue(text)}; there are ${types.join(", ")}`;
	throw fault("PLAN_BAD_ARGUMENT", { name: "join", problem }, wrongWord(text, types));
}

/** `left.join(right, on, how)` as a node. */
export function joinOf(left: object, right: object, on: unknown, how: unknown): JoinRelation {
	return node({
		kind: "join",
		id: nextId(),
		left: relationOf(left),
		right: relationOf(right),
		how: howOf(how ?? "inner"),
		...condition(left, right, on),
	});
}

function condition(left: object, right: object, on: unknown): Pick<JoinRelation, "on" | "using"> {
	if (on === undefined || on === null) return {};
	if (typeof on === "function") {
		const sides = [left, right].map((side) => columnsProxy(relationOf(side).id));
		return { on: columnOfCallback(on as (...columns: never[]) => unknown, sides, "join") };
	}
	const items: readonly unknown[] = Array.isArray(on) ? on : [on];
	if (items.length === 0) throw badArgument("join", "the list of columns to join on is empty");
	if (items.every((item) => typeof item === "string"))
		return { using: Object.freeze([...items] as string[]) };
	if (items.some((item) => isColumn(item)) && items.some((item) => typeof item === "string"))
		throw badArgument("join", "give either names, or conditions, not both");
	const conditions = items.map((item): Expr => onlyColumn(item, "join"));
	return { on: conditions.reduce((all, next) => call("and", all, next)) };
}
