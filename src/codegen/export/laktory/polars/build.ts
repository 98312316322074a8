import type { DataType } from "../../../../core/dataTypes.js";
import {
	attribute,
	call,
	dotted,
	keyword,
	method,
	NONE,
	name,
	number,
	string,
} from "../../../printers/python/build.js";
import type { PyBinary, PyExpr } from "../../../printers/python/nodes.js";
import { INT8, polarsType } from "./types.js";

/** Short ways to make Polars expressions. */
export const pl = (member: string, ...args: PyExpr[]): PyExpr => call(dotted(`pl.${member}`), args);
export const column = (text: string): PyExpr => pl("col", string(text));
export const lit = (value: PyExpr): PyExpr => pl("lit", value);
export const text = (value: string): PyExpr => lit(string(value));
export const integer = (value: number | bigint): PyExpr => number(String(value));
export const binary = (op: PyBinary, left: PyExpr, right: PyExpr): PyExpr => ({
	kind: "binary",
	op,
	left,
	right,
});
export const not = (operand: PyExpr): PyExpr => ({ kind: "unary", op: "~", operand });
export const and = (left: PyExpr, right: PyExpr): PyExpr => binary("&", left, right);
export const or = (left: PyExpr, right: PyExpr): PyExpr => binary("|", left, right);
export { method };

/** `x.str.member(args)`: a method in a namespace. */
export const within = (object: PyExpr, namespace: string, member: string, ...args: PyExpr[]): PyExpr =>
	method(attribute(object, namespace), member, args);

export const cast = (value: PyExpr, to: PyExpr): PyExpr => method(value, "cast", [to]);
/** What cannot be cast becomes NULL. */
export const tryCast = (value: PyExpr, to: PyExpr): PyExpr =>
	method(value, "cast", [to], [keyword("strict", { kind: "constant", value: "False" })]);
export const alias = (value: PyExpr, as: string): PyExpr => method(value, "alias", [string(as)]);
export const isNull = (value: PyExpr): PyExpr => method(value, "is_null");
export const isNotNull = (value: PyExpr): PyExpr => method(value, "is_not_null");
export const fillNull = (value: PyExpr, by: PyExpr): PyExpr => method(value, "fill_null", [by]);
export const boolean = (value: boolean): PyExpr => ({ kind: "constant", value: value ? "True" : "False" });
export const isTrue = (value: PyExpr): PyExpr => fillNull(value, boolean(false));

export interface Branch {
	readonly when: PyExpr;
	readonly then: PyExpr;
}

/** `pl.when(…).then(…)….otherwise(…)`; without a last value the rest is NULL. */
export function when(branches: readonly Branch[], otherwise?: PyExpr): PyExpr {
	const chain = branches.reduce<PyExpr>(
		(before, b, i) => method(method(i === 0 ? name("pl") : before, "when", [b.when]), "then", [b.then]),
		name("pl"),
	);
	return otherwise ? method(chain, "otherwise", [otherwise]) : chain;
}

/**
 * What mentions a value several times, with the value written once: nested calls would double their text with every level. `as` is
 * the value's name in what is made, which holds no other value of that name.
 * @example once(value, "number", (n) => binary("*", n, n)) // value.pipe(lambda number, pl=pl: number * number)
 */
export function once(value: PyExpr, as: string, make: (value: PyExpr) => PyExpr): PyExpr {
	if (isShort(value)) return make(value);
	// A lambda's body does not see Laktory's local name pl.
	return method(value, "pipe", [{ kind: "lambda", params: [as, "pl=pl"], body: make(name(as)) }]);
}

/** A name, a column, a constant. */
const isShort = (value: PyExpr): boolean =>
	value.kind === "name" ||
	(value.kind === "call" &&
		value.fn.kind === "attribute" &&
		value.fn.object.kind === "name" &&
		value.args.every((a) => a.kind === "string" || a.kind === "number" || a.kind === "constant"));

export const nullOf = (type: DataType): PyExpr => {
	const known = polarsType(type);
	return call(dotted("pl.lit"), [NONE], known ? [keyword("dtype", known)] : []);
};

/**
 * Polars has nothing that raises. A cast that cannot be made does, with the text in its message: this is NULL where `bad` is not
 * true, and ends the query where it is.
 */
export const raisesWhen = (bad: PyExpr, message: string): PyExpr =>
	cast(when([{ when: bad, then: text(message) }]), INT8);

/** The value, unless `bad` is true of a row: that ends the query. */
export const unlessBad = (value: PyExpr, bad: PyExpr, message: string): PyExpr =>
	when([{ when: isNull(raisesWhen(bad, message)), then: value }]);
