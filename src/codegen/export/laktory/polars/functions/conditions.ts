import { typeName } from "../../../../../core/dataTypes.js";
import type { BoundExpr } from "../../../../../plan/bound.js";
import { string } from "../../../../printers/python/build.js";
import type { PyBinary, PyExpr } from "../../../../printers/python/nodes.js";
import {
	and,
	binary,
	boolean,
	cast,
	fillNull,
	integer,
	isNotNull,
	isNull,
	isTrue,
	method,
	not,
	or,
	pl,
	text,
	when,
	within,
} from "../build.js";
import { inBranch, isFloat, isInteger } from "../context.js";
import { bareLiteral } from "../literals.js";
import { INT32, polarsType } from "../types.js";

import { COMPARABLE, cannot, constant, type Handler, type Handlers, typeOf } from "./call.js";

/** NULL where the value is not found and might be one of those that are missing. */
const listContains: Handler = (c) => {
	const type = typeOf(c, 0);
	if (type.kind !== "array" || !COMPARABLE.has(type.element.kind) || isFloat(type.element))
		return cannot(c, "of such values");
	const list = c.arg(0);
	const item = c.arg(1);
	const found = within(list, "list", "contains", item);
	const known = within(within(list, "list", "drop_nulls"), "list", "len");
	const isComplete = binary("==", known, within(list, "list", "len"));
	return when([{ when: and(isNotNull(item), or(found, isComplete)), then: found }]);
};

function comparison(op: PyBinary): Handler {
	return (c) => {
		const type = typeOf(c, 0);
		if (!COMPARABLE.has(type.kind)) return cannot(c, `of ${type.kind}`);
		if (type.kind === "boolean" && op !== "==") return cannot(c, "of booleans");
		const [left, right] = c.e.args as readonly [BoundExpr, BoundExpr];
		const bare = right.kind === "literal" && left.kind !== "literal" ? bareLiteral(right) : undefined;
		return binary(op, c.arg(0), bare ?? c.arg(1));
	};
}

const horizontal =
	(member: "max_horizontal" | "min_horizontal"): Handler =>
	(c) =>
		isInteger(c.e.type) || c.e.type.kind === "date" || c.e.type.kind === "timestamp"
			? pl(member, ...c.e.args.map((_, i) => c.arg(i)))
			: cannot(c, `of ${c.e.type.kind}`);

const coalesced: Handler = (c) => {
	let { at } = c;
	const values = c.e.args.map((_, i) => {
		const value = c.arg(i, at);
		at = inBranch(at, isNull(value));
		return value;
	});
	return values.length === 1 ? (values[0] as PyExpr) : pl("coalesce", ...values);
};

const conjunction =
	(op: "and" | "or"): Handler =>
	(c) => {
		const left = c.arg(0);
		// Spark looks at the right side only where the left one has not decided.
		const undecided = op === "and" ? fillNull(left, boolean(true)) : not(isTrue(left));
		return (op === "and" ? and : or)(left, c.arg(1, inBranch(c.at, undecided)));
	};

const membership: Handler = (c) =>
	c.e.args
		.slice(1)
		.map((item, i) => {
			const bare = item.kind === "literal" ? bareLiteral(item) : undefined;
			return binary("==", c.arg(0), bare ?? c.arg(i + 1));
		})
		.reduce(or);

/** Comparisons, conditions, and what is made of several values. */
export const CONDITIONS = {
	"=": comparison("=="),
	"<": comparison("<"),
	"<=": comparison("<="),
	">": comparison(">"),
	">=": comparison(">="),
	"<=>": (c) =>
		COMPARABLE.has(typeOf(c, 0).kind)
			? method(c.arg(0), "eq_missing", [c.arg(1)])
			: cannot(c, "of nested values"),
	equal_null: (c) =>
		COMPARABLE.has(typeOf(c, 0).kind)
			? method(c.arg(0), "eq_missing", [c.arg(1)])
			: cannot(c, "of nested values"),
	and: conjunction("and"),
	or: conjunction("or"),
	not: (c) => not(c.arg(0)),
	in: membership,
	isnull: (c) => isNull(c.arg(0)),
	isnotnull: (c) => isNotNull(c.arg(0)),
	isnan: (c) => isTrue(method(c.arg(0), "is_nan")),
	coalesce: coalesced,
	ifnull: coalesced,
	nvl2: (c) =>
		when(
			[{ when: isNotNull(c.arg(0)), then: c.arg(1, inBranch(c.at, isNotNull(c.arg(0)))) }],
			c.arg(2, inBranch(c.at, isNull(c.arg(0)))),
		),
	// The value, then both sides in the type that they are compared in.
	nullif: (c) => when([{ when: not(isTrue(binary("==", c.arg(1), c.arg(2)))), then: c.arg(0) }]),
	if: (c) => {
		const condition = isTrue(c.arg(0));
		return when(
			[{ when: condition, then: c.arg(1, inBranch(c.at, condition)) }],
			c.arg(2, inBranch(c.at, not(condition))),
		);
	},
	nullifzero: (c) => when([{ when: binary("!=", c.arg(0), integer(0)), then: c.arg(0) }]),
	zeroifnull: (c) => cast(fillNull(c.arg(0), integer(0)), polarsType(c.e.type) as PyExpr),
	greatest: horizontal("max_horizontal"),
	least: horizontal("min_horizontal"),
	typeof: (c) => text(typeName(typeOf(c, 0))),
	size: (c) =>
		typeOf(c, 0).kind === "array" ? cast(within(c.arg(0), "list", "len"), INT32) : cannot(c, "of a map"),
	array_contains: listContains,
	named_struct: (c) => {
		const fields: PyExpr[] = [];
		for (let i = 0; i < c.e.args.length; i += 2) {
			const name = constant(c, i);
			if (name === undefined) return cannot(c, "with a computed name");
			fields.push(method(c.arg(i + 1), "alias", [string(name)]));
		}
		return pl("struct", ...fields);
	},
} as const satisfies Handlers;
