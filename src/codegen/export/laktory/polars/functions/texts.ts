import { string } from "../../../../printers/python/build.js";
import type { PyExpr } from "../../../../printers/python/nodes.js";
import { boolean, cast, fillNull, integer, isNotNull, pl, text, when, within } from "../build.js";
import { likeToRegex, mayMatchNothing, safeRegex } from "../regex.js";
import { INT32 } from "../types.js";

import { cannot, constant, count, type Handler, type Handlers, typeOf } from "./call.js";

const repeated: Handler = (c) => {
	const times = count(c, 1);
	if (typeOf(c, 0).kind !== "string" || !(times >= 1 && times <= 20))
		return cannot(c, "of a computed number");
	return pl("concat_str", ...Array.from({ length: times }, () => c.arg(0)));
};

const string1 =
	(...[member, ...args]: [string, ...PyExpr[]]): Handler =>
	(c) =>
		c.e.args.length === 1 && typeOf(c, 0).kind === "string"
			? within(c.arg(0), "str", member, ...args)
			: cannot(c, "of such arguments");

/** `startswith` and the like: of two texts. */
const search =
	(member: string): Handler =>
	(c) =>
		typeOf(c, 0).kind === "string" && typeOf(c, 1).kind === "string"
			? within(c.arg(0), "str", member, c.arg(1))
			: cannot(c, "of binaries");

const literalSearch: Handler = (c) =>
	typeOf(c, 0).kind !== "string" || typeOf(c, 1).kind !== "string"
		? cannot(c, "of binaries")
		: {
				kind: "call",
				fn: {
					kind: "attribute",
					object: { kind: "attribute", object: c.arg(0), name: "str" },
					name: "contains",
				},
				args: [c.arg(1)],
				kwargs: [{ name: "literal", value: boolean(true) }],
			};

const substring: Handler = (c) => {
	const start = count(c, 1);
	const length = c.e.args.length < 3 ? undefined : count(c, 2);
	if (typeOf(c, 0).kind !== "string" || !(start >= 0) || (length !== undefined && Number.isNaN(length)))
		return cannot(c, "with a computed or negative place");
	const from = integer(Math.max(0, start - 1));
	return within(
		c.arg(0),
		"str",
		"slice",
		from,
		...(length === undefined ? [] : [integer(Math.max(0, length))]),
	);
};

const ending =
	(member: "head" | "tail"): Handler =>
	(c) => {
		const length = count(c, 1);
		if (typeOf(c, 0).kind !== "string" || Number.isNaN(length)) return cannot(c, "with a computed length");
		if (length <= 0) return within(c.arg(0), "str", "slice", integer(0), integer(0));
		return within(c.arg(0), "str", member, integer(length));
	};

const padding =
	(member: "pad_start" | "pad_end"): Handler =>
	(c) => {
		const length = count(c, 1);
		const fill = c.e.args.length < 3 ? " " : constant(c, 2);
		if (typeOf(c, 0).kind !== "string" || !(length >= 0) || fill === undefined || [...fill].length !== 1)
			return cannot(c, "with anything but a constant length and one character");
		const cut = within(c.arg(0), "str", "slice", integer(0), integer(length));
		return within(cut, "str", member, integer(length), string(fill));
	};

const concatenated: Handler = (c) =>
	c.e.args.length > 0 && c.e.args.every((a) => a.type.kind === "string")
		? pl("concat_str", ...c.e.args.map((_, i) => c.arg(i)))
		: cannot(c, "of anything but texts");

const joined: Handler = (c) => {
	const separator = constant(c, 0);
	const rest = c.e.args.slice(1);
	if (separator === undefined || rest.length === 0 || rest.some((a) => a.type.kind !== "string"))
		return cannot(c, "of anything but texts with a constant between them");
	const value: PyExpr = {
		kind: "call",
		fn: { kind: "attribute", object: { kind: "name", name: "pl" }, name: "concat_str" },
		args: rest.map((_, i) => c.arg(i + 1)),
		kwargs: [
			{ name: "separator", value: string(separator) },
			{ name: "ignore_nulls", value: boolean(true) },
		],
	};
	return fillNull(value, text(""));
};

const replaced: Handler = (c) => {
	const search = constant(c, 1);
	const by = c.e.args.length < 3 ? "" : constant(c, 2);
	if (search === undefined || search === "" || by === undefined)
		return cannot(c, "of anything but constants");
	return {
		kind: "call",
		fn: {
			kind: "attribute",
			object: { kind: "attribute", object: c.arg(0), name: "str" },
			name: "replace_all",
		},
		args: [string(search), string(by)],
		kwargs: [{ name: "literal", value: boolean(true) }],
	};
};

const likeness =
	(isFolded: boolean): Handler =>
	(c) => {
		const pattern = constant(c, 1);
		const escape = c.e.args.length < 3 ? "\\" : constant(c, 2);
		if (pattern === undefined || escape === undefined) return cannot(c, "with a computed pattern");
		const regex = likeToRegex(isFolded ? pattern.toLowerCase() : pattern, escape);
		if (regex === undefined) return cannot(c, `with the pattern ${JSON.stringify(pattern)}`);
		const value = isFolded ? within(c.arg(0), "str", "to_lowercase") : c.arg(0);
		return within(value, "str", "contains", string(regex));
	};

const regexMatch: Handler = (c) => {
	const pattern = constant(c, 1);
	const safe = pattern === undefined ? undefined : safeRegex(pattern, true);
	return safe === undefined
		? cannot(c, `with the pattern ${JSON.stringify(pattern)}`)
		: within(c.arg(0), "str", "contains", string(safe));
};

const regexReplace: Handler = (c) => {
	const pattern = constant(c, 1);
	const by = constant(c, 2);
	const safe = pattern === undefined ? undefined : safeRegex(pattern, false);
	const start = c.e.args.length < 4 ? "1" : constant(c, 3);
	if (safe === undefined || by === undefined || /[$\\]/.test(by) || start !== "1")
		return cannot(c, `with the pattern ${JSON.stringify(pattern)}`);
	if (mayMatchNothing(safe))
		return cannot(c, `with the pattern ${JSON.stringify(pattern)}, which matches the empty text`);
	return within(c.arg(0), "str", "replace_all", string(safe), string(by));
};

const regexExtract: Handler = (c) => {
	const pattern = constant(c, 1);
	const group = c.e.args.length < 3 ? 1 : count(c, 2);
	const safe = pattern === undefined ? undefined : safeRegex(pattern, false);
	if (safe === undefined || Number.isNaN(group))
		return cannot(c, `with the pattern ${JSON.stringify(pattern)}`);
	const found = within(c.arg(0), "str", "extract", string(safe), integer(group));
	return when([{ when: isNotNull(c.arg(0)), then: fillNull(found, text("")) }]);
};

const split: Handler = (c) => {
	const by = constant(c, 1);
	return by !== undefined &&
		/^[A-Za-z0-9 ,;:/_-]+$/.test(by) &&
		c.e.args.slice(2).every((a) => a.kind === "literal" && a.value === "-1")
		? within(c.arg(0), "str", "split", string(by))
		: cannot(c, "by a pattern");
};

/** Texts, and patterns over them. */
export const TEXTS = {
	like: likeness(false),
	ilike: likeness(true),
	rlike: regexMatch,
	upper: string1("to_uppercase"),
	lower: string1("to_lowercase"),
	length: (c) =>
		typeOf(c, 0).kind === "string"
			? cast(within(c.arg(0), "str", "len_chars"), INT32)
			: cannot(c, "of binaries"),
	octet_length: (c) =>
		typeOf(c, 0).kind === "string"
			? cast(within(c.arg(0), "str", "len_bytes"), INT32)
			: cannot(c, "of binaries"),
	trim: string1("strip_chars", string(" ")),
	btrim: string1("strip_chars", string(" ")),
	ltrim: string1("strip_chars_start", string(" ")),
	rtrim: string1("strip_chars_end", string(" ")),
	substring: substring,
	left: ending("head"),
	right: ending("tail"),
	lpad: padding("pad_start"),
	rpad: padding("pad_end"),
	repeat: repeated,
	concat: concatenated,
	concat_ws: joined,
	replace: replaced,
	startswith: search("starts_with"),
	endswith: search("ends_with"),
	contains: literalSearch,
	regexp_replace: regexReplace,
	regexp_extract: regexExtract,
	split,
} as const satisfies Handlers;
