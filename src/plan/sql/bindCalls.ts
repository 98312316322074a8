import {
	BIGINT,
	BINARY,
	BOOLEAN,
	DATE,
	type DataType,
	DOUBLE,
	decimal,
	FLOAT,
	INT,
	SMALLINT,
	STRING,
	TIMESTAMP,
	TINYINT,
	time,
} from "../../core/dataTypes.js";
import type { CallExpr as Call, CaseExpr, CastExpr, CurrentTimeExpr, Expr, WindowExpr } from "../expr.js";
import { lookupFunction } from "../functions.js";
import { literalOf } from "../literals.js";
import { showAs } from "../shownAs.js";
import { bindExpr } from "./bindExpressions.js";
import { columnOfIdentifier } from "./bindIdentifiers.js";
import { textAt } from "./bindLiterals.js";
import { bindSortItem } from "./bindNames.js";
import { callAt, made, refuseAt, type SqlScope } from "./bindScope.js";
import { bindWindow } from "./bindWindows.js";
import type { Argument, CallExpr, DateUnitCallExpr, ExtractExpr, TrimExpr } from "./syntax.js";

/** What gives the time of the update; each may have empty parentheses. */
const CURRENT_TIME: Readonly<Record<string, CurrentTimeExpr["fn"]>> = {
	current_timestamp: "current_timestamp",
	now: "current_timestamp",
	current_date: "current_date",
	curdate: "current_date",
	localtimestamp: "localtimestamp",
	current_timezone: "current_timezone",
};

/** Types whose names are functions: `int(x)` is CAST(x AS INT). */
const CASTS: Readonly<Record<string, DataType>> = {
	boolean: BOOLEAN,
	tinyint: TINYINT,
	smallint: SMALLINT,
	int: INT,
	bigint: BIGINT,
	float: FLOAT,
	double: DOUBLE,
	decimal: decimal(10, 0),
	date: DATE,
	time: time(),
	timestamp: TIMESTAMP,
	binary: BINARY,
	string: STRING,
};

/** `trim(characters, text)` in Spark SQL; the registry has the text first. */
const TEXT_LAST: ReadonlySet<string> = new Set(["trim", "ltrim", "rtrim"]);

export function bindCall(expr: CallExpr, scope: SqlScope): Expr {
	const fn = functionName(expr, scope);
	const only = expr.args[0];
	const isPlain =
		!expr.distinct && !expr.filter && !expr.over && expr.withinGroup.length === 0 && !expr.nulls;
	if (isPlain && expr.args.length === 0 && Object.hasOwn(CURRENT_TIME, fn))
		return currentTime(fn, expr, scope);
	if (isPlain && only && expr.args.length === 1 && !only.name) {
		if (fn === "identifier") return columnOfIdentifier(only.value, expr.at, scope);
		if (Object.hasOwn(CASTS, fn) && !lookupFunction(fn))
			return castBy(CASTS[fn] as DataType, only, expr, scope);
	}
	const args = expr.args.map((argument) => bindArgument(argument, scope));
	if (fn === "decode" && args.length > 2) return decodeCase(expr, args, scope);
	const call: Call = {
		kind: "call",
		fn,
		args: Object.freeze(TEXT_LAST.has(fn) && args.length === 2 ? args.toReversed() : args),
		...(expr.distinct ? { distinct: true } : {}),
		...(expr.filter ? { filter: bindExpr(expr.filter, scope) } : {}),
		...(expr.withinGroup.length > 0
			? { withinGroup: Object.freeze(expr.withinGroup.map((item) => bindSortItem(item, scope))) }
			: {}),
		...(expr.nulls ? { nulls: expr.nulls } : {}),
	};
	const bound = made(scope, expr.at, call);
	if (!expr.over) return bound;
	return made<WindowExpr>(scope, expr.at, { kind: "window", fn: bound, ...bindWindow(expr.over, scope) });
}

/** In names such a cast is not seen: `int(a)` is called `a`. */
function castBy(type: DataType, argument: Argument, expr: CallExpr, scope: SqlScope): Expr {
	const input = bindExpr(argument.value, scope);
	return showAs(made<CastExpr>(scope, expr.at, { kind: "cast", input, type, mode: "ansi" }), input);
}

function currentTime(fn: string, expr: CallExpr, scope: SqlScope): Expr {
	const time = made<CurrentTimeExpr>(scope, expr.at, {
		kind: "currentTime",
		fn: CURRENT_TIME[fn] as CurrentTimeExpr["fn"],
	});
	return fn === "now" ? showAs(time, callAt(scope, expr.at, fn, [])) : time;
}

/** Spark's own functions may be written with their schema: `builtin.sum`, `system.builtin.sum`. */
function functionName(expr: CallExpr, scope: SqlScope): string {
	const only = expr.name[0];
	if (only && expr.name.length === 1) return only.name.toLowerCase();
	const parts = expr.name.map((part) => part.name.toLowerCase());
	const path = parts.slice(0, -1).join(".");
	if (path === "" || path === "builtin" || path === "system.builtin") return parts.at(-1) as string;
	return refuseAt(
		scope,
		expr.at,
		`The function ${expr.name.map((part) => part.name).join(".")}`,
		"functions of a catalog are not known here; write it without a schema, or as a udf",
	);
}

function bindArgument(argument: Argument, scope: SqlScope): Expr {
	const value = bindExpr(argument.value, scope);
	if (!argument.name) return value;
	return made(scope, argument.at, { kind: "namedArgument", name: argument.name.name, value });
}

/** `decode(x, 1, 'a', 2, 'b', 'else')`: a CASE in which NULL equals NULL. */
function decodeCase(expr: CallExpr, args: readonly Expr[], scope: SqlScope): Expr {
	const [value, ...rest] = args as [Expr, ...Expr[]];
	const pairs = rest.length >> 1;
	const branches = Array.from({ length: pairs }, (_, i) =>
		Object.freeze({
			when: callAt(scope, expr.at, "<=>", [value, rest[2 * i] as Expr]),
			then: rest[2 * i + 1] as Expr,
		}),
	);
	// Without an ELSE, Spark's NULL is a text: decode(x, 1, 5) is a bigint.
	const otherwise = rest.length % 2 === 1 ? (rest.at(-1) as Expr) : literalOf(STRING, null);
	const lowered = made<CaseExpr>(scope, expr.at, {
		kind: "case",
		branches: Object.freeze(branches),
		otherwise,
	});
	return showAs(lowered, callAt(scope, expr.at, "decode", args));
}

export function bindDateUnitCall(expr: DateUnitCallExpr, scope: SqlScope): Expr {
	const unit = textAt(scope, expr.at, expr.unit.toUpperCase());
	return callAt(scope, expr.at, expr.op === "add" ? "timestampadd" : "timestampdiff", [
		unit,
		...expr.args.map((argument) => bindExpr(argument, scope)),
	]);
}

export function bindExtract(expr: ExtractExpr, scope: SqlScope): Expr {
	return callAt(scope, expr.at, "extract", [
		textAt(scope, expr.field.at, expr.field.name),
		bindExpr(expr.source, scope),
	]);
}

const TRIMS: Readonly<Record<TrimExpr["side"], string>> = {
	both: "trim",
	leading: "ltrim",
	trailing: "rtrim",
};

export function bindTrim(expr: TrimExpr, scope: SqlScope): Expr {
	const characters = expr.characters ? [bindExpr(expr.characters, scope)] : [];
	return callAt(scope, expr.at, TRIMS[expr.side], [bindExpr(expr.source, scope), ...characters]);
}
