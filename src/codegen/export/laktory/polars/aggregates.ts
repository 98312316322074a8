import type { BoundAggregateCall, BoundExpr } from "../../../../plan/bound.js";
import type { FunctionName } from "../../../../plan/functions.js";
import { NONE } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import {
	and,
	binary,
	cast,
	integer,
	isNotNull,
	isNull,
	isTrue,
	lit,
	method,
	once,
	pl,
	when,
} from "./build.js";
import { type At, inBranch, isFloat, isInteger, refused } from "./context.js";
import { expression } from "./expressions.js";
import { inEveryRow, readsColumns } from "./rows.js";
import { decimalType, FLOAT64, INT64, INT128, polarsType } from "./types.js";

interface Group {
	readonly e: BoundAggregateCall;
	readonly at: At;
	/** The first argument, NULL in rows that the call's filter leaves out. */
	readonly value: PyExpr;
}
type Handler = (group: Group) => PyExpr;

/** An aggregate of a group of rows as Polars has it, in the type that Spark gives it. */
export function aggregate(e: BoundAggregateCall, at: At): PyExpr {
	const handler = AGGREGATES[e.fn];
	if (!handler) return refused(at, `The aggregate ${e.fn}`);
	if (e.orderBy.length > 0) return refused(at, `${e.fn} in an order`);
	if (e.distinct && e.fn !== "count" && e.fn !== "min" && e.fn !== "max")
		return refused(at, `${e.fn} of distinct values`);
	return handler({ e, at, value: valueOf(e, at) });
}

function valueOf(e: BoundAggregateCall, at: At): PyExpr {
	const [first] = e.args;
	if (!first) return lit(integer(1));
	const value = expression(first, inFilter(e, at));
	if (!e.filter) return inEveryRow(value, first);
	return inEveryRow(when([{ when: expression(e.filter, at), then: value }]), first, e.filter);
}

/** Spark computes arguments for the rows alone that the filter leaves. */
const inFilter = ({ filter }: BoundAggregateCall, at: At): At =>
	filter ? inBranch(at, isTrue(expression(filter, at))) : at;

const inputType = ({ e }: Group): BoundExpr["type"] => (e.args[0] as BoundExpr).type;
/** Polars counts the NULLs of a constant that is repeated in a group. */
const valueCount = ({ e, value }: Group): PyExpr =>
	[...e.args, ...(e.filter ? [e.filter] : [])].some(readsColumns)
		? method(value, "count")
		: method(isNotNull(value), "sum");
const hasValues = (g: Group): PyExpr => binary(">", valueCount(g), integer(0));
const count64 = (value: PyExpr): PyExpr => cast(value, INT64);

/** Rows, or rows in which every argument has a value. */
const count: Handler = (g) => {
	const { e, at, value } = g;
	if (e.distinct) {
		if (e.args.length !== 1) return refused(at, "count of several distinct values");
		// NULL is one of the values. drop_nulls().n_unique() miscounts beside a group of NULL alone.
		return once(value, "value", (v) =>
			binary("-", count64(method(v, "n_unique")), count64(method(isNull(v), "any"))),
		);
	}
	const isRow = e.args.every((a) => a.kind === "literal" && a.value !== null);
	if (isRow && !e.filter) return count64(pl("len"));
	if (isRow) {
		const filter = e.filter as BoundExpr;
		return count64(method(inEveryRow(isTrue(expression(filter, at)), filter), "sum"));
	}
	if (e.args.length === 1) return count64(valueCount(g));
	const all = e.args.map((a) => isNotNull(expression(a, inFilter(e, at)))).reduce(and);
	const counted = e.filter ? and(all, isTrue(expression(e.filter, at))) : all;
	return count64(method(inEveryRow(counted, ...e.args, ...(e.filter ? [e.filter] : [])), "sum"));
};

/** Polars gives 0 for no values, and wraps around where Spark raises. */
const sum: Handler = (g) => {
	const type = inputType(g);
	const result = polarsType(g.e.type) as PyExpr;
	const total = (): PyExpr | undefined => {
		if (isFloat(type)) return method(cast(g.value, FLOAT64), "sum");
		if (isInteger(type))
			return cast(method(cast(g.value, type.kind === "bigint" ? INT128 : INT64), "sum"), result);
		if (type.kind !== "decimal" || type.precision > 28) return undefined;
		return cast(method(cast(g.value, decimalType(38, type.scale)), "sum"), result);
	};
	const found = total();
	return found ? when([{ when: hasValues(g), then: found }]) : refused(g.at, `sum of ${type.kind}`);
};

const average: Handler = (g) => {
	const type = inputType(g);
	return isInteger(type) || isFloat(type)
		? method(cast(g.value, FLOAT64), "mean")
		: refused(g.at, `avg of ${type.kind}`, "Spark rounds it to digits of its own");
};

const ORDERED = new Set(
	"tinyint smallint int bigint decimal string date timestamp timestamp_ntz boolean".split(" "),
);

/** NaN is the largest number for Spark. Polars' max and min leave it out, and its drop_nans fails beside a group of NaN alone. */
const extreme =
	(member: "min" | "max"): Handler =>
	(g) => {
		const type = inputType(g);
		if (ORDERED.has(type.kind)) return method(g.value, member);
		if (!isFloat(type)) return refused(g.at, `${member} of ${type.kind}`);
		if (member === "max") return method(g.value, "nan_max");
		return pl("coalesce", method(method(g.value, "fill_nan", [NONE]), "min"), method(g.value, "max"));
	};

const decided =
	(member: "all" | "any"): Handler =>
	(g) =>
		when([{ when: hasValues(g), then: method(method(g.value, "drop_nulls"), member) }]);

export const AGGREGATES: { readonly [F in FunctionName]?: Handler } = {
	count,
	count_if: (g) => count64(method(isTrue(g.value), "sum")),
	sum,
	avg: average,
	min: extreme("min"),
	max: extreme("max"),
	bool_and: decided("all"),
	bool_or: decided("any"),
};
