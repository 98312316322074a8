import {
	type DataType,
	isInteger,
	isInterval,
	isNested,
	isNumeric,
	isTimestamp,
	typeDdl,
} from "../../core/dataTypes.js";
import type { BoundExpr } from "../bound.js";
import type {
	CallExpr,
	ColumnExpr,
	Expr,
	ExtractExpr,
	SortExpr,
	StarExpr,
	SubqueryExpr,
	WindowExpr,
} from "../expr.js";
import { frameBoundText } from "../frameBounds.js";
import { lookupFunction } from "../functions.js";
import { placedArguments } from "../namedArguments.js";
import { shownAs } from "../shownAs.js";
import { defaultArguments, shownName } from "./functionDisplay.js";
import { literalText } from "./literalDisplay.js";
import { kindOfFunction } from "./registry.js";
import { updateFieldsText } from "./updateFieldsText.js";

// What binding found out about nodes and their names depend on; beside the plan, as places are.
const columnTexts = new WeakMap<ColumnExpr, string>();
const starTexts = new WeakMap<StarExpr, string>();
const fieldReads = new WeakSet<ExtractExpr>();
const arithmetic = new WeakMap<CallExpr, TimeArithmetic>();
const argumentTypes = new WeakMap<CallExpr, readonly (DataType | undefined)[]>();
const outerNames = new WeakMap<SubqueryExpr, readonly string[]>();

/** How a bound column prints inside a name: without its table, with its fields. */
export function noteColumnText(expr: ColumnExpr, text: string): void {
	// As it prints anyway.
	const isPlain = expr.name.length === 1 && expr.name[0] === text;
	if (!isPlain || columnTexts.has(expr)) columnTexts.set(expr, text);
}

/** `s['f']` of a struct prints as `s.f`. */
export function noteFieldRead(expr: ExtractExpr): void {
	fieldReads.add(expr);
}

/** `*` inside a call prints as its columns. */
export function noteStarText(expr: StarExpr, text: string): void {
	starTexts.set(expr, text);
}

/** The columns of the query around that a scalar subquery uses: Spark prints them. */
export function noteOuterNames(expr: SubqueryExpr, names: readonly string[]): void {
	outerNames.set(expr, names);
}

/** `date + 1` prints as `date_add(date, 1)`, `time + interval` without brackets. */
export function noteArithmetic(expr: CallExpr, fn: string, args: readonly BoundExpr[]): void {
	if (!TYPE_SHOWS.has(fn)) return;
	if (TYPED_NAMES.has(fn) || (Object.hasOwn(ROUNDED, fn) && expr.args.some(isDecimalConstant)))
		argumentTypes.set(
			expr,
			args.map((a) => a.type),
		);
	if (!TIME_OPERATORS.has(fn) || args.length < 2) return;
	const { type: left } = args[0] as BoundExpr;
	const { type: right } = args[1] as BoundExpr;
	const form = timeForm(fn, left, right);
	// `interval + time` and `2 * interval` print the other way round.
	const turned = fn === "-" ? undefined : timeForm(fn, right, left);
	if (form) arithmetic.set(expr, { form, turned: false });
	else if (turned) arithmetic.set(expr, { form: turned, turned: true });
}

const TIME_OPERATORS: ReadonlySet<string> = new Set(["+", "-", "*"]);

interface TimeArithmetic {
	readonly form: "dateAndDays" | "dateAndDayInterval" | "timeAndInterval" | "intervalTimes";
	/** The operands are printed the other way round. */
	readonly turned: boolean;
}

function timeForm(fn: string, left: DataType, right: DataType): TimeArithmetic["form"] | undefined {
	const isNull = right.kind === "void";
	if (fn === "*") {
		const scales = isNumeric(right) || right.kind === "string" || isNull;
		return isInterval(left) && scales ? "intervalTimes" : undefined;
	}
	if (fn !== "+" && fn !== "-") return undefined;
	if (left.kind === "date" && isInteger(right)) return "dateAndDays";
	if (left.kind === "date" && right.kind === "day_time_interval" && right.end === "day")
		return "dateAndDayInterval";
	if (fn === "-" && left.kind === "void" && right.kind === "time") return "timeAndInterval";
	const time = left.kind === "date" || isTimestamp(left) || left.kind === "time";
	const apart = isInterval(right) || (left.kind === "time" && (right.kind === "time" || isNull));
	return time && (apart || (fn === "+" && isNull)) ? "timeAndInterval" : undefined;
}

function timeText(
	{ form }: TimeArithmetic,
	op: string,
	[left, right]: readonly [Expr, Expr],
	text: (e: Expr) => string,
): string {
	switch (form) {
		case "timeAndInterval":
			return `${text(left)} ${op} ${text(right)}`;
		case "intervalTimes":
			return `(${text(left)} ${op} ${text(right)})`;
		case "dateAndDays":
			return `${op === "+" ? "date_add" : "date_sub"}(${text(left)}, ${text(right)})`;
		case "dateAndDayInterval": {
			const days = `extractansiintervaldays(${text(right)})`;
			return `date_add(${text(left)}, ${op === "+" ? days : `(- ${days})`})`;
		}
	}
}

/** Functions whose name in a column name depends on the types of their arguments. */
const TYPED_NAMES: ReadonlySet<string> = new Set(["lpad", "rpad", "to_char", "to_varchar", "time_bucket"]);

/** Beside a whole number Spark compares with the whole number that a decimal constant stands for. */
const ROUNDED: Readonly<
	Record<string, { readonly left: "floor" | "ceil"; readonly right: "floor" | "ceil" }>
> = {
	">": { left: "ceil", right: "floor" },
	">=": { left: "floor", right: "ceil" },
	"<": { left: "floor", right: "ceil" },
	"<=": { left: "ceil", right: "floor" },
};

/** What prints by the types of its arguments. */
const TYPE_SHOWS: ReadonlySet<string> = new Set([...TYPED_NAMES, ...Object.keys(ROUNDED), ...TIME_OPERATORS]);

type IsLateral = (name: readonly string[]) => boolean;
const never: IsLateral = () => false;

/** The name that Spark gives to a column without an alias, e.g. `sum(amount)`, `(a + 1)`. Call it after binding. */
export function outputName(expr: Expr, isLateral: IsLateral = never): string {
	const original = shownAs(expr);
	if (original?.kind === "alias") return outputName(original, isLateral);
	switch (expr.kind) {
		case "column": {
			const text = columnTexts.get(expr);
			return text?.endsWith("()") ? text : (expr.name.at(-1) as string);
		}
		case "cast": {
			// A cast of a column keeps the column's name.
			const inner = expr.input;
			if (inner.kind === "column" || shownAs(inner)?.kind === "alias") return outputName(inner, isLateral);
			return expressionText(expr, isLateral);
		}
		case "alias":
			return expr.names[0] as string;
		default:
			return expressionText(expr, isLateral);
	}
}

/** An expression as Spark prints it in names (its `usePrettyExpression`). */
export function expressionText(expr: Expr, isLateral: IsLateral = never): string {
	const text = (e: Expr): string => expressionText(e, isLateral);
	const original = shownAs(expr);
	if (original) return text(original);
	switch (expr.kind) {
		case "literal":
			return literalText(expr);
		case "column": {
			if (expr.of === undefined && isLateral(expr.name))
				return `lateralAliasReference(${expr.name.join(".")})`;
			return columnTexts.get(expr) ?? expr.name.join(".");
		}
		case "star":
			return starTexts.get(expr) ?? "*";
		case "alias":
			return `${text(expr.input)} AS ${expr.names.join(", ")}`;
		case "call":
			return callText(expr, text);
		case "cast":
			// Not seen: whoever prints the value prints the cast one alike.
			if (isNested(expr.type)) return text(expr.input);
			return `${expr.mode === "try" ? "TRY_CAST" : "CAST"}(${text(expr.input)} AS ${typeDdl(expr.type)})`;
		case "case": {
			const branches = expr.branches.map((b) => ` WHEN ${text(b.when)} THEN ${text(b.then)}`).join("");
			return `CASE${branches}${expr.otherwise ? ` ELSE ${text(expr.otherwise)}` : ""} END`;
		}
		case "extract":
			return fieldReads.has(expr)
				? `${text(expr.input)}.${text(expr.key)}`
				: `${text(expr.input)}[${text(expr.key)}]`;
		case "updateFields":
			return updateFieldsText(expr, text);
		case "lambda":
			return `lambdafunction(${[text(expr.body), ...expr.params.map(() => "namedlambdavariable()")].join(", ")})`;
		case "window":
			return windowText(expr, text);
		case "sort":
			return sortText(expr, text);
		case "subquery":
			switch (expr.use) {
				case "scalar":
					return `scalarsubquery(${(outerNames.get(expr) ?? []).join(", ")})`;
				case "exists":
					return "exists()";
				case "in":
					return `(${valuesText(expr.values ?? [], text)} IN (listquery()))`;
			}
			break;
		case "namedArgument":
			return text(expr.value);
		case "param":
			return expr.name;
		case "secret":
			return "secret()";
		case "udf":
			return `${expr.definition.name}(${expr.args.map(text).join(", ")})`;
		case "currentTime":
			return `${expr.fn}()`;
	}
}

type Text = (expr: Expr) => string;

function valuesText(values: readonly Expr[], text: Text): string {
	const [first] = values;
	return values.length === 1 && first ? text(first) : `named_struct(${values.map(text).join(", ")})`;
}

const BINARY: Readonly<Record<string, string>> = {
	"+": "+",
	"-": "-",
	"*": "*",
	"/": "/",
	"%": "%",
	div: "div",
	"=": "=",
	"==": "=",
	"<=>": "<=>",
	"<": "<",
	"<=": "<=",
	">": ">",
	">=": ">=",
	and: "AND",
	or: "OR",
	"&": "&",
	"|": "|",
	"^": "^",
	"<<": "<<",
	">>": ">>",
	">>>": ">>>",
};

const TRIMS: Readonly<Record<string, string>> = { trim: "BOTH", ltrim: "LEADING", rtrim: "TRAILING" };

function callText(expr: CallExpr, text: Text): string {
	const { args } = expr;
	const fn = expr.fn.toLowerCase();
	const [a, b] = args;
	const operator = BINARY[fn];
	const special = arithmetic.get(expr);
	if (special && a && b) return timeText(special, fn, special.turned ? [b, a] : [a, b], text);
	const types = argumentTypes.get(expr) ?? [];
	const rounding = ROUNDED[fn];
	if (rounding && a && b)
		return `(${comparedText(a, types[1], rounding.left, text)} ${operator} ${comparedText(b, types[0], rounding.right, text)})`;
	if (operator && a && b) return `(${text(a)} ${operator} ${text(b)})`;
	if (TRIMS[fn] && a && b) return `TRIM(${TRIMS[fn]} ${text(b)} FROM ${text(a)})`;
	if (a && args.length === 1) {
		if (fn === "not") return `(NOT ${text(a)})`;
		if (fn === "-") return `(- ${text(a)})`;
		if (fn === "positive") return `(+ ${text(a)})`;
		if (fn === "~") return `~${text(a)}`;
		if (fn === "isnull") return `(${text(a)} IS NULL)`;
		if (fn === "isnotnull") return `(${text(a)} IS NOT NULL)`;
	}
	// A window of time is a column by the time Spark names what is around it.
	if (fn === "window" || fn === "session_window") return fn;
	const typed = typedName(expr, fn, types, text);
	if (typed !== undefined) return typed;
	if (fn === "mode") return modeText(expr, text);
	if (fn === "like" && a && b)
		return `${text(a)} LIKE ${text(b)}${args[2] && text(args[2]) !== "\\" ? ` ESCAPE '${text(args[2])}'` : ""}`;
	if (fn === "if" && args.length === 3) return `(IF(${args.map(text).join(", ")}))`;
	if (fn === "raise_error" && a && args.length === 1)
		return `raise_error(USER_RAISED_EXCEPTION, map(errorMessage, ${text(a)}))`;
	if (fn === "assert_true" && a && args.length === 1)
		return `assert_true(${text(a)}, '${text(a)}' is not true!)`;
	if (fn === "in" && a) return `(${text(a)} IN (${args.slice(1).map(text).join(", ")}))`;
	if ((fn === "extract" || fn === "datepart") && a && b) return `${fn}(${text(a)} FROM ${text(b)})`;
	return `${functionText(expr, fn, text)}${suffixText(expr, text)}`;
}

/** The whole number that a decimal constant beside a whole number stands for. */
function comparedText(expr: Expr, beside: DataType | undefined, to: "floor" | "ceil", text: Text): string {
	const shown = text(expr);
	const digits = /^(?:\(- )?-?(\d+\.\d*[1-9]\d*|\d+\.0*)\)?$/.test(shown)
		? shown.replace(/[()\s]/g, "")
		: undefined;
	if (digits === undefined || !beside || !isInteger(beside) || !isDecimalConstant(expr)) return shown;
	return String(Math[to](Number(digits)));
}

function isDecimalConstant(expr: Expr): boolean {
	if (expr.kind === "call" && expr.fn === "negative") return expr.args.every(isDecimalConstant);
	return expr.kind === "literal" && expr.type.kind === "decimal";
}

/** Names that depend on what type the arguments have; undefined for the usual name. */
function typedName(
	expr: CallExpr,
	fn: string,
	types: readonly (DataType | undefined)[],
	text: Text,
): string | undefined {
	const [first, second] = types;
	const args = expr.args.map(text);
	if ((fn === "lpad" || fn === "rpad") && first?.kind === "binary" && args.length === 2)
		return `${fn}(${args.join(", ")}, X'00')`;
	if (fn === "time_bucket" && args.length === 2 && second)
		return `${fn}(${args.join(", ")}, TIMESTAMP${second.kind === "timestamp_ntz" ? "_NTZ" : ""} '1970-01-01 00:00:00')`;
	if (fn !== "to_char" && fn !== "to_varchar") return undefined;
	if (first?.kind === "date" || first?.kind === "time" || (first && isTimestamp(first)))
		return `date_format(${args.join(", ")})`;
	if (first?.kind !== "binary") return `to_char(${args.join(", ")})`;
	const format = args[1]?.toLowerCase() ?? "";
	const decodes = format.startsWith("utf");
	const name = fn === "to_varchar" ? fn : decodes ? "decode" : format;
	return `${name}(${(decodes ? args : args.slice(0, 1)).join(", ")})`;
}

/** `mode(a, true)` is the least of the most frequent ones, which Spark prints as an order that is turned round. */
function modeText(expr: CallExpr, text: Text): string {
	const [value, deterministic] = expr.args;
	const suffix = expr.filter ? ` FILTER (WHERE ${text(expr.filter)})` : "";
	const [sort] = expr.withinGroup ?? [];
	if (sort)
		return `mode() WITHIN GROUP (ORDER BY ${text(sort.input)}${sort.direction === "asc" ? " DESC" : ""})${suffix}`;
	const distinct = expr.distinct ? "DISTINCT " : "";
	const shown = value ? text(value) : "";
	return deterministic && text(deterministic) === "true"
		? `mode() WITHIN GROUP (ORDER BY ${distinct}${shown} DESC)${suffix}`
		: `mode(${distinct}${shown})${suffix}`;
}

function functionText(expr: CallExpr, fn: string, text: Text): string {
	if (fn === "count" && !expr.distinct && expr.args[0]?.kind === "star") return "count(1)";
	const flagged =
		["first", "last", "first_value", "last_value", "any_value"].includes(fn) && expr.args.length === 2;
	const args = (flagged ? expr.args.slice(0, 1) : shownArguments(expr)).map(text);
	const all = defaultArguments(fn, args);
	const ordered = fn === "string_agg" && (expr.withinGroup?.length ?? 0) > 0;
	return `${ordered ? "listagg" : shownName(fn, expr.args.length)}(${expr.distinct ? "DISTINCT " : ""}${all.join(", ")})`;
}

/** In the order of the parameters, as Spark prints them. */
function shownArguments({ fn, args }: CallExpr): readonly Expr[] {
	const placed = placedArguments(args, lookupFunction(fn)?.spec ?? {});
	return "problem" in placed ? args : placed;
}

function suffixText(expr: CallExpr, text: Text): string {
	const ordered = (expr.withinGroup ?? []).map((s) =>
		expr.fn.startsWith("percentile")
			? `${text(s.input)}${s.direction === "desc" ? " DESC" : ""}`
			: sortText(s, text),
	);
	const within = ordered.length > 0 ? ` WITHIN GROUP (ORDER BY ${ordered.join(", ")})` : "";
	return `${within}${expr.filter ? ` FILTER (WHERE ${text(expr.filter)})` : ""}`;
}

function sortText(sort: SortExpr, text: Text): string {
	const nulls = sort.nulls ?? (sort.direction === "asc" ? "first" : "last");
	return `${text(sort.input)} ${sort.direction.toUpperCase()} NULLS ${nulls.toUpperCase()}`;
}

/** Functions whose frame is always the rows up to the current one. */
const ROW_FRAMES: ReadonlySet<string> = new Set([
	"row_number",
	"rank",
	"dense_rank",
	"percent_rank",
	"ntile",
	"counter_diff",
]);

function windowText(expr: WindowExpr, text: Text): string {
	const parts = [
		...(expr.partitionBy.length > 0 ? [`PARTITION BY ${expr.partitionBy.map(text).join(", ")}`] : []),
		...(expr.orderBy.length > 0 ? [`ORDER BY ${expr.orderBy.map((s) => sortText(s, text)).join(", ")}`] : []),
		frameText(expr, text),
	];
	return `${text(expr.fn)} OVER (${parts.join(" ")})`;
}

function frameText(expr: WindowExpr, text: Text): string {
	const { frame, fn } = expr;
	if (frame)
		return `${frame.unit.toUpperCase()} BETWEEN ${frameBoundText(frame.start, text)} AND ${frameBoundText(frame.end, text)}`;
	const name = fn.kind === "call" ? fn.fn.toLowerCase() : "";
	if (fn.kind === "call" && (name === "lag" || name === "lead")) {
		const offset = fn.args[1] ? text(fn.args[1]) : "1";
		const at =
			name === "lead"
				? offset
				: offset === "0"
					? offset
					: offset.startsWith("-")
						? offset.slice(1)
						: `-${offset}`;
		return `ROWS BETWEEN ${at} FOLLOWING AND ${at} FOLLOWING`;
	}
	if (ROW_FRAMES.has(name)) return "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
	if (expr.orderBy.length > 0 || kindOfFunction(name) === "window")
		return "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
	return "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";
}
