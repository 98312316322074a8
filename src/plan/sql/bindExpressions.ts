import { BOOLEAN } from "../../core/dataTypes.js";
import type { CallExpr, CaseExpr, ColumnExpr, Expr, LambdaExpr, StarExpr, SubqueryExpr } from "../expr.js";
import { showAs } from "../shownAs.js";
import { bindCall, bindDateUnitCall, bindExtract, bindTrim } from "./bindCalls.js";
import { bindInterval, bindIntervalRange, bindLiteral, literalAt, textAt } from "./bindLiterals.js";
import { bindNamed, partsOf } from "./bindNames.js";
import { bindPath } from "./bindPath.js";
import { parameterValue, placeholderValue, variableValue } from "./bindPlaceholders.js";
import { planOfQuery } from "./bindQueries.js";
import { callAt, made, refuseAt, type SqlScope } from "./bindScope.js";
import type { BinaryOp, NamedExpression, Span, SqlExpr, StarExpr as SqlStar, UnaryExpr } from "./syntax.js";

type Binders = {
	readonly [K in SqlExpr["kind"]]: (expr: Extract<SqlExpr, { kind: K }>, scope: SqlScope) => Expr;
};

/** The function of an operator. `<>` is the negated `=`. */
const OPERATORS: Readonly<Record<Exclude<BinaryOp, "<>">, string>> = {
	"*": "*",
	"/": "/",
	"%": "%",
	div: "div",
	"+": "+",
	"-": "-",
	"||": "concat",
	"<<": "shiftleft",
	">>": "shiftright",
	">>>": "shiftrightunsigned",
	"&": "&",
	"^": "^",
	"|": "|",
	"=": "=",
	"<": "<",
	"<=": "<=",
	">": ">",
	">=": ">=",
	"<=>": "<=>",
};
const UNARY: Readonly<Record<UnaryExpr["op"], string>> = { "-": "negative", "+": "positive", "~": "~" };

const binders: Binders = {
	literal: bindLiteral,
	interval: bindInterval,
	intervalRange: bindIntervalRange,
	parameter: parameterValue,
	placeholder: placeholderValue,
	variable: variableValue,
	column: (e, s) =>
		made<ColumnExpr>(s, e.at, {
			kind: "column",
			name: Object.freeze(partsOf(e.parts, s).map((part) => part.name)),
		}),
	star: bindStar,
	unary: (e, s) => {
		const args = [bindExpr(e.operand, s)];
		const call = callAt(s, e.at, UNARY[e.op], args);
		// In names the sign is not the function of that meaning.
		return e.op === "-" ? showAs(call, callAt(s, e.at, "-", args)) : call;
	},
	binary: (e, s) => {
		const args = [bindExpr(e.left, s), bindExpr(e.right, s)];
		if (e.op === "<>") return callAt(s, e.at, "not", [callAt(s, e.at, "=", args)]);
		const call = callAt(s, e.at, OPERATORS[e.op], args);
		return e.op.startsWith("<<") || e.op.startsWith(">>") ? showAs(call, callAt(s, e.at, e.op, args)) : call;
	},
	logical: (e, s) =>
		chain(
			e.op,
			e.operands.map((operand) => bindExpr(operand, s)),
			e.at,
			s,
		),
	not: (e, s) => callAt(s, e.at, "not", [bindExpr(e.operand, s)]),
	is: (e, s) => {
		const operand = bindExpr(e.operand, s);
		if (e.test === "null" || e.test === "unknown")
			return callAt(s, e.at, e.negated ? "isnotnull" : "isnull", [operand]);
		return negated(e, callAt(s, e.at, "<=>", [operand, literalAt(s, e.at, BOOLEAN, e.test)]), s);
	},
	distinctFrom: (e, s) => {
		const same = callAt(s, e.at, "<=>", [bindExpr(e.left, s), bindExpr(e.right, s)]);
		return e.negated ? same : callAt(s, e.at, "not", [same]);
	},
	between: (e, s) => {
		const operand = bindExpr(e.operand, s);
		const low = bindExpr(e.low, s);
		const high = bindExpr(e.high, s);
		const both = [callAt(s, e.at, ">=", [operand, low]), callAt(s, e.at, "<=", [operand, high])];
		const between = showAs(callAt(s, e.at, "and", both), callAt(s, e.at, "between", [operand, low, high]));
		return negated(e, between, s);
	},
	inList: (e, s) => {
		const operands = [e.operand, ...e.items].map((item) => bindExpr(item, s));
		return negated(e, callAt(s, e.at, "in", operands), s);
	},
	inQuery: (e, s) => {
		const values =
			e.operand.kind === "row"
				? e.operand.items.map((item) => bindExpr(item.value, s))
				: [bindExpr(e.operand, s)];
		const plan = planOfQuery(e.query, s);
		return negated(
			e,
			made<SubqueryExpr>(s, e.at, { kind: "subquery", use: "in", plan, values: Object.freeze(values) }),
			s,
		);
	},
	like: (e, s) => {
		const escape = e.escape === undefined ? [] : [textAt(s, e.at, e.escape)];
		return negated(e, callAt(s, e.at, e.op, [bindExpr(e.operand, s), bindExpr(e.pattern, s), ...escape]), s);
	},
	// NOT LIKE ALL: like none of them; NOT LIKE ANY: some pattern that it is not like.
	likeMany: (e, s) => {
		const operand = bindExpr(e.operand, s);
		const tests = e.patterns.map((p) => negated(e, callAt(s, e.at, e.op, [operand, bindExpr(p, s)]), s));
		const shown = callAt(s, e.at, `${e.negated ? "not" : ""}${e.op}${e.quantifier}`, [operand]);
		const all = chain(e.quantifier === "all" ? "and" : "or", tests, e.at, s);
		return showAs(all, shown);
	},
	case: (e, s) => {
		const operand = e.operand && bindExpr(e.operand, s);
		const branches = e.whens.map((when) => {
			const condition = bindExpr(when.condition, s);
			return Object.freeze({
				when: operand ? callAt(s, when.condition.at, "=", [operand, condition]) : condition,
				then: bindExpr(when.result, s),
			});
		});
		const otherwise = e.otherwise && bindExpr(e.otherwise, s);
		return made<CaseExpr>(s, e.at, {
			kind: "case",
			branches: Object.freeze(branches),
			...(otherwise ? { otherwise } : {}),
		});
	},
	cast: (e, s) =>
		made(s, e.at, {
			kind: "cast",
			input: bindExpr(e.operand, s),
			type: e.to.type,
			mode: e.isTry ? "try" : "ansi",
		}),
	collate: (e, s) => {
		const name = e.collation.map((part) => part.name).join(".");
		if (/(^|\.)utf8_binary$/i.test(name)) return bindExpr(e.operand, s);
		return refuseAt(s, e.at, `The collation ${name}`, "texts compare by their bytes (UTF8_BINARY)");
	},
	call: bindCall,
	dateUnitCall: bindDateUnitCall,
	extract: bindExtract,
	trim: bindTrim,
	struct: (e, s) => structOf(e.items, e.at, s),
	row: (e, s) => {
		const row = structOf(e.items, e.at, s);
		return showAs(
			row,
			callAt(
				s,
				e.at,
				"named_struct",
				row.args.flatMap((arg, i) => fieldOf(arg, i, e.at, s)),
			),
		);
	},
	lambda: (e, s) =>
		made<LambdaExpr>(s, e.at, {
			kind: "lambda",
			params: Object.freeze(e.params.map((param) => param.name)),
			body: bindExpr(e.body, s),
		}),
	subscript: (e, s) =>
		made(s, e.at, { kind: "extract", input: bindExpr(e.base, s), key: bindExpr(e.index, s) }),
	field: (e, s) =>
		made(s, e.at, { kind: "extract", input: bindExpr(e.base, s), key: textAt(s, e.name.at, e.name.name) }),
	path: bindPath,
	exists: (e, s) =>
		made<SubqueryExpr>(s, e.at, { kind: "subquery", use: "exists", plan: planOfQuery(e.query, s) }),
	subquery: (e, s) =>
		made<SubqueryExpr>(s, e.at, { kind: "subquery", use: "scalar", plan: planOfQuery(e.query, s) }),
};

/** The expression of the plan; only its names are left to the analysis. */
export function bindExpr(expr: SqlExpr, scope: SqlScope): Expr {
	return (binders[expr.kind] as (e: SqlExpr, s: SqlScope) => Expr)(expr, scope);
}

function negated(expr: SqlExpr & { readonly negated: boolean }, positive: Expr, scope: SqlScope): Expr {
	return expr.negated ? callAt(scope, expr.at, "not", [positive]) : positive;
}

/** Longer chains than people write are split in the middle: a tree as deep as it is long would exhaust the stack. */
const LONG_CHAIN = 64;

function chain(fn: "and" | "or", operands: readonly Expr[], at: Span, scope: SqlScope): Expr {
	if (operands.length <= LONG_CHAIN)
		return operands.reduce((all, next) => callAt(scope, at, fn, [all, next]));
	const middle = operands.length >> 1;
	return callAt(scope, at, fn, [
		chain(fn, operands.slice(0, middle), at, scope),
		chain(fn, operands.slice(middle), at, scope),
	]);
}

function structOf(items: readonly NamedExpression[], at: Span, scope: SqlScope): CallExpr {
	return callAt(
		scope,
		at,
		"struct",
		items.map((item) => bindNamed(item, scope)),
	);
}

/** A field of a row as `named_struct` has it: its name, then its value. */
function fieldOf(argument: Expr, index: number, at: Span, scope: SqlScope): readonly Expr[] {
	const value = argument.kind === "alias" ? argument.input : argument;
	const name =
		argument.kind === "alias"
			? argument.names[0]
			: argument.kind === "column"
				? argument.name.at(-1)
				: undefined;
	return [textAt(scope, at, name ?? `col${index + 1}`), value];
}

function bindStar(star: SqlStar, scope: SqlScope): Expr {
	const names = (parts: SqlStar["qualifier"]): readonly string[] =>
		Object.freeze(parts.map((part) => part.name));
	return made<StarExpr>(scope, star.at, {
		kind: "star",
		...(star.qualifier.length > 0 ? { qualifier: names(star.qualifier) } : {}),
		...(star.except.length > 0 ? { except: Object.freeze(star.except.map(names)) } : {}),
	});
}
