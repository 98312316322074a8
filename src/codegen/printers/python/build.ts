import type { PyExpr, PyKeyword } from "./nodes.js";

/** Short ways to make nodes. */
export const name = (text: string): PyExpr => ({ kind: "name", name: text });
export const string = (value: string): PyExpr => ({ kind: "string", value });
/** SQL and the like: between triple quotes when it has several lines. */
export const block = (value: string): PyExpr =>
	value.includes("\n") ? { kind: "string", value, block: true } : string(value);
export const number = (text: string): PyExpr => ({ kind: "number", text });
export const NONE: PyExpr = { kind: "constant", value: "None" };
export const TRUE: PyExpr = { kind: "constant", value: "True" };
export const FALSE: PyExpr = { kind: "constant", value: "False" };
export const boolean = (value: boolean): PyExpr => (value ? TRUE : FALSE);

export const attribute = (object: PyExpr, member: string): PyExpr => ({
	kind: "attribute",
	object,
	name: member,
});

export const call = (
	fn: PyExpr,
	args: readonly PyExpr[] = [],
	kwargs: readonly PyKeyword[] = [],
): PyExpr => ({ kind: "call", fn, args, kwargs });

/** `object.member(args)`. */
export const method = (
	object: PyExpr,
	member: string,
	args: readonly PyExpr[] = [],
	kwargs: readonly PyKeyword[] = [],
): PyExpr => call(attribute(object, member), args, kwargs);

/** A dotted name: `dotted("spark.read.table")`. */
export const dotted = (path: string): PyExpr => {
	const [first, ...rest] = path.split(".");
	return rest.reduce(attribute, name(first as string));
};

export const keyword = (key: string, value: PyExpr): PyKeyword => ({ name: key, value });
export const listOf = (items: readonly PyExpr[]): PyExpr => ({ kind: "list", items });
export const strings = (values: readonly string[]): PyExpr => listOf(values.map(string));
/** A dict with text for keys. */
export const dict = (values: Readonly<Record<string, PyExpr>>): PyExpr => ({
	kind: "dict",
	entries: Object.entries(values).map(([key, value]) => ({ key: string(key), value })),
});
