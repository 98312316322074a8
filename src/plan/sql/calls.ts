import { nearest } from "../../core/names.js";
import { type Cursor, NONE, node } from "./cursor.js";
import { expression, namedExpression, predicateFrom, sortItem, valueExpression } from "./expressions.js";
import { isName } from "./lookahead.js";
import { refuse, refuseWord } from "./problem.js";
import type { Argument, CallExpr, Ident, SqlExpr, TrimExpr } from "./syntax.js";
import { dataType } from "./types.js";
import { windowSpec } from "./windows.js";

/** Calls with a syntax of their own. Undefined when the word is an ordinary function's name; the word's `(` is next. */
export function specialCall(p: Cursor): SqlExpr | undefined {
	switch (p.tok.text) {
		case "CAST":
		case "TRY_CAST":
			return cast(p);
		case "STRUCT":
			return p.peek(2).text === "DISTINCT" || p.peek(3).text === "=>" ? undefined : structCall(p);
		case "EXTRACT":
			return isName(p.peek(2)) && p.peek(3).text === "FROM" ? extract(p) : undefined;
		case "POSITION":
		case "SUBSTR":
		case "SUBSTRING":
		case "OVERLAY":
		case "TRIM":
		case "FIRST":
		case "LAST":
		case "ANY_VALUE":
			return openForm(p);
		default:
			return undefined;
	}
}

function cast(p: Cursor): SqlExpr {
	const start = p.tok.start;
	const isTry = p.advanceKeyword().text === "TRY_CAST";
	p.expect("(");
	const operand = expression(p);
	p.expect("AS");
	const to = dataType(p);
	p.expect(")");
	return node({ kind: "cast", operand, to, isTry, at: p.span(start) });
}

function structCall(p: Cursor): SqlExpr {
	const start = p.tok.start;
	p.advanceKeyword();
	p.expect("(");
	const items = p.is(")") ? NONE : p.list(namedExpression);
	p.expect(")");
	return node({ kind: "struct", items, at: p.span(start) });
}

function extract(p: Cursor): SqlExpr {
	const start = p.tok.start;
	p.expect("EXTRACT", "(");
	const field = p.ident("a field");
	p.expect("FROM");
	const source = valueExpression(p);
	p.expect(")");
	return node({ kind: "extract", field, source, at: p.span(start) });
}

const TRIM_SIDES: Readonly<Record<string, TrimExpr["side"]>> = {
	BOTH: "both",
	LEADING: "leading",
	TRAILING: "trailing",
};

/**
 * Functions that also take words between their arguments. The first argument is read as any call's; the word after it tells
 * the forms apart.
 */
function openForm(p: Cursor): SqlExpr | undefined {
	const after = p.peek(2).text;
	if (after === ")" || after === "DISTINCT" || after === "ALL" || p.peek(3).text === "=>") return undefined;
	const start = p.tok.start;
	const word = p.tok.text;
	const name = Object.freeze([p.ident()]);
	p.next();
	if (word === "TRIM") {
		const side = TRIM_SIDES[p.tok.text];
		const next = p.peek().text;
		if ((side && next !== ")" && next !== "," && next !== ".") || p.is("FROM")) {
			if (side) p.advanceKeyword();
			return trim(p, side ?? "both", p.is("FROM") ? undefined : valueExpression(p), start);
		}
	}
	const at = p.tok.start;
	const value = valueExpression(p);
	switch (word) {
		case "TRIM":
			if (p.is("FROM")) return trim(p, "both", value, start);
			break;
		case "POSITION":
			if (p.take("IN")) return closeForm(p, named(name, "locate"), [value, valueExpression(p)], start);
			break;
		case "SUBSTR":
		case "SUBSTRING":
			if (p.take("FROM")) {
				const args = [value, valueExpression(p)];
				if (p.take("FOR") || p.take(",")) args.push(valueExpression(p));
				return closeForm(p, named(name, "substring"), args, start);
			}
			break;
		case "OVERLAY":
			if (p.take("PLACING")) {
				const args = [value, valueExpression(p)];
				p.expect("FROM");
				args.push(valueExpression(p));
				if (p.take("FOR")) args.push(valueExpression(p));
				return closeForm(p, name, args, start);
			}
			break;
	}
	const first = node({ kind: "argument", value: predicateFrom(p, value, at), at: p.span(at) } as const);
	if (p.isAll("IGNORE", "NULLS", ")") && (word === "FIRST" || word === "LAST" || word === "ANY_VALUE")) {
		p.expect("IGNORE", "NULLS", ")");
		return node({
			kind: "call",
			name,
			args: Object.freeze([first]),
			distinct: false,
			withinGroup: NONE,
			nulls: "ignore",
			at: p.span(start),
		});
	}
	const args: Argument[] = [first];
	if (word.startsWith("SUBSTR") && p.is(",")) {
		p.next();
		args.push(argument(p));
		// The third argument may follow FOR even after a comma.
		if (p.is("FOR")) {
			p.advanceKeyword();
			args.push(argument(p));
		}
	}
	while (p.take(",")) args.push(argument(p));
	p.expect(")");
	return callTail(p, name, Object.freeze(args), false, start);
}

function trim(p: Cursor, side: TrimExpr["side"], characters: SqlExpr | undefined, start: number): SqlExpr {
	p.expect("FROM");
	const source = valueExpression(p);
	p.expect(")");
	return node({ kind: "trim", side, characters, source, at: p.span(start) });
}

/** The forms with words are known by one name each. */
function named([ident]: readonly Ident[], name: string): readonly Ident[] {
	return Object.freeze([Object.freeze({ ...(ident as Ident), name })]);
}

function closeForm(p: Cursor, name: readonly Ident[], values: readonly SqlExpr[], start: number): SqlExpr {
	p.expect(")");
	const args = Object.freeze(values.map((value) => node({ kind: "argument", value, at: value.at } as const)));
	return node({ kind: "call", name, args, distinct: false, withinGroup: NONE, at: p.span(start) });
}

/** An ordinary call, whose `(` is next. */
export function call(p: Cursor, name: readonly Ident[], start: number): SqlExpr {
	p.expect("(");
	let distinct = false;
	let args: readonly Argument[] = NONE;
	if (!p.is(")")) {
		const after = p.peek().text;
		if (
			(p.is("DISTINCT") || p.is("ALL")) &&
			after !== ")" &&
			after !== "," &&
			after !== "(" &&
			after !== "."
		) {
			distinct = p.advanceKeyword().text === "DISTINCT";
		} else if (p.is("DISTINCT") && after === "(") {
			p.advanceKeyword();
			distinct = true;
		}
		args = p.list(argument);
	}
	if (p.is("AS")) misspeltCast(name);
	if (!p.is(")")) p.fail(",", ")");
	p.next();
	const unit = dateUnitCall(p, name, args, start);
	return unit ?? callTail(p, name, args, distinct, start);
}

/** Only CAST and TRY_CAST have AS after their argument; a name that is nearly one of them is at fault, not AS. */
function misspeltCast(name: readonly Ident[]): void {
	const [only] = name;
	const names = ["cast", "try_cast"];
	if (!only || name.length > 1 || nearest(only.name, names).length === 0) return;
	refuseWord(
		{ at: only.at, written: only.name, found: only.name },
		`${only.name}(… AS …) does not exist`,
		names,
	);
}

/** `value` or `name => value`. */
export function argument(p: Cursor): Argument {
	const start = p.tok.start;
	if (p.isIdent && p.peek().text === "=>") {
		const name = p.ident();
		p.next();
		return node({ kind: "argument", name, value: expression(p), at: p.span(start) });
	}
	const value = expression(p);
	return node({ kind: "argument", value, at: value.at });
}

/** WITHIN GROUP, FILTER, IGNORE NULLS and OVER after the parenthesis. */
function callTail(
	p: Cursor,
	name: readonly Ident[],
	args: readonly Argument[],
	distinct: boolean,
	start: number,
): CallExpr {
	let withinGroup: CallExpr["withinGroup"] = NONE;
	if (p.tok.type !== "word")
		return node({
			kind: "call",
			name,
			args,
			distinct,
			withinGroup,
			filter: undefined,
			nulls: undefined,
			over: undefined,
			at: p.span(start),
		});
	if (p.takeAll("WITHIN", "GROUP", "(")) {
		p.expect("ORDER", "BY");
		withinGroup = p.list(sortItem);
		p.expect(")");
	}
	let filter: SqlExpr | undefined;
	if (p.takeAll("FILTER", "(")) {
		p.expect("WHERE");
		filter = expression(p);
		p.expect(")");
	}
	let nulls: CallExpr["nulls"];
	if (p.takeAll("IGNORE", "NULLS")) nulls = "ignore";
	else if (p.takeAll("RESPECT", "NULLS")) nulls = "respect";
	const over =
		p.is("OVER") && (p.peek().text === "(" || isName(p.peek())) && p.take("OVER") ? windowSpec(p) : undefined;
	return node({ kind: "call", name, args, distinct, withinGroup, filter, nulls, over, at: p.span(start) });
}

const UNIT_CALLS: Readonly<Record<string, "add" | "diff">> = {
	TIMESTAMPADD: "add",
	DATEADD: "add",
	DATE_ADD: "add",
	TIMESTAMPDIFF: "diff",
	DATEDIFF: "diff",
	DATE_DIFF: "diff",
	TIMEDIFF: "diff",
};
const DATETIME_UNITS = new Set([
	"YEAR",
	"QUARTER",
	"MONTH",
	"WEEK",
	"DAY",
	"DAYOFYEAR",
	"HOUR",
	"MINUTE",
	"SECOND",
	"MILLISECOND",
	"MICROSECOND",
]);

/** `DATEADD(DAY, 1, d)`: three arguments of which the first is a unit. Otherwise it is a plain call. */
function dateUnitCall(
	p: Cursor,
	path: readonly Ident[],
	args: readonly Argument[],
	start: number,
): SqlExpr | undefined {
	if (args.length !== 3 || path.length !== 1) return undefined;
	const [name] = path as readonly [Ident];
	const [unit, first, second] = args as readonly [Argument, Argument, Argument];
	const op = UNIT_CALLS[name.name.toUpperCase()];
	if (!op || name.quoted) return undefined;
	if (unit.name || first.name || second.name) return undefined;
	if (unit.value.kind === "literal" && unit.value.type === "string") {
		refuse(unit.at, `'${unit.value.value}'`, `The unit of ${name.name} is a word without quotes, e.g. DAY`);
	}
	if (unit.value.kind !== "column" || unit.value.parts.length !== 1) return undefined;
	const word = unit.value.parts[0] as Ident;
	if (word.quoted || !DATETIME_UNITS.has(word.name.toUpperCase())) return undefined;
	const values = Object.freeze([first.value, second.value] as const);
	return node({
		kind: "dateUnitCall",
		op,
		name,
		unit: word.name.toLowerCase(),
		args: values,
		at: p.span(start),
	});
}
