import type { CallExpr, Expr, LiteralExpr } from "../../../plan/expr.js";
import { shownAs } from "../../../plan/shownAs.js";
import {
	expressionSql,
	membershipSql,
	type Piece,
	type Printing,
	piece,
	primary,
	sortSql,
	within,
} from "./expressions.js";
import { quoted, textLiteral } from "./names.js";
import { BINARY, POWER } from "./operators.js";
import type { Scope } from "./scope.js";

type Spelling = (call: CallExpr, p: Printing, scope: Scope) => Piece | undefined;

/** A function, operator or aggregate: by a sign or words where Spark has them, else `name(arguments)`. */
export function callSql(call: CallExpr, p: Printing, scope: Scope): Piece {
	const original = shownAs(call);
	// What a front end lowered, and Spark SQL can say.
	if (original?.kind === "call" && original.fn === "between") return betweenSql(original, "", p, scope);
	const range = rangeOf(call);
	if (range) return betweenSql(range, "", p, scope);
	const fn = call.fn.toLowerCase();
	const binary = BINARY[fn];
	if (binary && call.args.length === 2) return binarySql(call, binary, p, scope);
	const spelling = Object.hasOwn(SPELLINGS, fn) ? SPELLINGS[fn as keyof typeof SPELLINGS] : undefined;
	return spelling?.(call, p, scope) ?? primary(plainCall(call, p, scope));
}

/** `a >= 1 AND a <= 2` of one column. */
function rangeOf(call: CallExpr): CallExpr | undefined {
	const [low, high] = call.args;
	if (call.fn !== "and" || low?.kind !== "call" || high?.kind !== "call") return undefined;
	const [[value, from], [same, to]] = [low.args, high.args];
	if (low.fn !== ">=" || high.fn !== "<=" || !value || !from || !to) return undefined;
	if (value.kind !== "column" || JSON.stringify(value) !== JSON.stringify(same)) return undefined;
	return { kind: "call", fn: "between", args: [value, from, to] };
}

/** Words of functions are no names: some are reserved elsewhere (`struct`, `left`). */
const functionName = (fn: string): string => (/^[A-Za-z_]\w*$/.test(fn) ? fn : quoted(fn));

function plainCall(call: CallExpr, p: Printing, scope: Scope): string {
	// A struct's fields have names in SQL, those of arrays that are zipped have not.
	if (call.fn === "arrays_zip" && call.args.some((arg) => arg.kind === "alias"))
		return p.ctx.refuse(call, "arrays_zip with names of fields", "SQL takes them from columns alone");
	const args = call.args.map((a) => expressionSql(a, p, scope)).join(", ");
	return `${functionName(call.fn)}(${call.distinct ? "DISTINCT " : ""}${args})${suffix(call, p, scope)}`;
}

function suffix(call: CallExpr, p: Printing, scope: Scope): string {
	const { withinGroup, filter, nulls } = call;
	const order = (withinGroup ?? []).map((s) => sortSql(s, p, scope)).join(", ");
	return [
		order === "" ? "" : ` WITHIN GROUP (ORDER BY ${order})`,
		filter ? ` FILTER (WHERE ${expressionSql(filter, p, scope)})` : "",
		nulls ? ` ${nulls.toUpperCase()} NULLS` : "",
	].join("");
}

/** Operators lean to the left; comparisons do not chain in a way that anybody reads. */
function binarySql(
	{ args }: CallExpr,
	[sign, power]: readonly [string, number],
	p: Printing,
	scope: Scope,
): Piece {
	const [left, right] = args.map((a) => piece(a, p, scope)) as [Piece, Piece];
	const least = power === POWER.comparison ? power + 1 : power;
	return { text: `${within(left, least)} ${sign} ${within(right, power + 1)}`, power };
}

function betweenSql({ args }: CallExpr, not: string, p: Printing, scope: Scope): Piece {
	const [value, low, high] = args.map((a) => within(piece(a, p, scope), POWER.bitOr));
	return { text: `${value} ${not}BETWEEN ${low} AND ${high}`, power: POWER.predicate };
}

const infix =
	(word: string): Spelling =>
	(call, p, scope) => {
		if (call.args.length !== 2) return undefined;
		const [left, right] = call.args.map((a) => within(piece(a, p, scope), POWER.bitOr));
		return { text: `${left} ${word} ${right}`, power: POWER.predicate };
	};

const like =
	(word: string): Spelling =>
	(call, p, scope) => {
		const [, , escape] = call.args;
		const escaped = escape && oneCharacter(escape);
		if (escape && escaped === undefined) return undefined;
		const plain = infix(word)({ ...call, args: call.args.slice(0, 2) }, p, scope);
		return plain && { ...plain, text: `${plain.text}${escaped === undefined ? "" : ` ESCAPE ${escaped}`}` };
	};

const oneCharacter = (expr: Expr): string | undefined =>
	expr.kind === "literal" && expr.value?.length === 1 ? textLiteral(expr.value) : undefined;

const prefix =
	(sign: string): Spelling =>
	({ args: [arg] }, p, scope) => {
		if (!arg) return undefined;
		const inner = piece(arg, p, scope);
		// A number with its sign is one literal, and two signs begin a comment.
		const bare = arg.kind === "literal" || /^[-+]/.test(inner.text);
		return {
			text: `${sign}${bare ? `(${inner.text})` : within(inner, POWER.unary)}`,
			power: POWER.unary,
		};
	};

const test =
	(words: string): Spelling =>
	({ args: [arg] }, p, scope) =>
		arg && { text: `${within(piece(arg, p, scope), POWER.bitOr)} ${words}`, power: POWER.predicate };

const trim =
	(side: string): Spelling =>
	({ args }, p, scope) => {
		if (args.length !== 2) return undefined;
		const [text, characters] = args.map((a) => within(piece(a, p, scope), POWER.comparison));
		return primary(`trim(${side} ${characters} FROM ${text})`);
	};

const word = (expr: Expr | undefined): string | undefined =>
	expr?.kind === "literal" && /^[A-Za-z]+$/.test(expr.value ?? "")
		? ((expr as LiteralExpr).value as string)
		: undefined;

const withUnit: Spelling = (call, p, scope) => {
	const [unit, ...rest] = call.args;
	const name = word(unit);
	if (name === undefined) return undefined;
	return primary(`${call.fn}(${[name, ...rest.map((a) => expressionSql(a, p, scope))].join(", ")})`);
};

function memberSql(call: CallExpr, not: string, p: Printing, scope: Scope): Piece | undefined {
	const [value, ...items] = call.args;
	if (!value || items.length === 0) return undefined;
	const list = items.map((i) => expressionSql(i, p, scope)).join(", ");
	return {
		text: `${within(piece(value, p, scope), POWER.bitOr)} ${not}IN (${list})`,
		power: POWER.predicate,
	};
}

/** `NOT` goes into the predicate where Spark has a form for that. */
const not: Spelling = ({ args: [arg] }, p, scope) => {
	if (!arg) return undefined;
	const negated = negatedSql(arg, p, scope);
	return negated ?? { text: `NOT ${within(piece(arg, p, scope), POWER.not)}`, power: POWER.not };
};

function negatedSql(arg: Expr, p: Printing, scope: Scope): Piece | undefined {
	if (arg.kind === "subquery" && arg.use === "in") return membershipSql(arg, "NOT ", p, scope);
	if (arg.kind !== "call") return undefined;
	const original = shownAs(arg);
	if (original?.kind === "call" && original.fn === "between") return betweenSql(original, "NOT ", p, scope);
	if (original) return undefined;
	const range = rangeOf(arg);
	if (range) return betweenSql(range, "NOT ", p, scope);
	switch (arg.fn) {
		case "=":
			return binarySql(arg, ["<>", POWER.comparison], p, scope);
		case "in":
			return memberSql(arg, "NOT ", p, scope);
		case "like":
		case "ilike":
			return like(`NOT ${arg.fn.toUpperCase()}`)(arg, p, scope);
		case "rlike":
			return infix("NOT RLIKE")(arg, p, scope);
	}
	return undefined;
}

/** Functions that Spark SQL writes in a form of their own; `undefined` from one: as any call. */
const SPELLINGS = {
	not,
	negative: prefix("-"),
	positive: prefix("+"),
	"~": prefix("~"),
	isnull: test("IS NULL"),
	isnotnull: test("IS NOT NULL"),
	in: (call, p, scope) => memberSql(call, "", p, scope),
	like: like("LIKE"),
	ilike: like("ILIKE"),
	rlike: infix("RLIKE"),
	"[]": ({ args: [base, key] }, p, scope) =>
		base &&
		key &&
		primary(`${within(piece(base, p, scope), POWER.primary)}[${expressionSql(key, p, scope)}]`),
	trim: trim("BOTH"),
	ltrim: trim("LEADING"),
	rtrim: trim("TRAILING"),
	timestampadd: withUnit,
	timestampdiff: withUnit,
	extract: ({ args: [field, source] }, p, scope) => {
		const name = word(field);
		return name === undefined || !source
			? undefined
			: primary(`extract(${name} FROM ${expressionSql(source, p, scope)})`);
	},
} as const satisfies Readonly<Record<string, Spelling>>;
