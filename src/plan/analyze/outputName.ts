import { isInteger, isInterval, isTimestamp, typeDdl } from "../../core/dataTypes.js";
import type { BoundExpr } from "../bound.js";
import type {
	CallExpr,
	ColumnExpr,
	Expr,
	ExtractExpr,
	FrameBound,
	SortExpr,
	StarExpr,
	SubqueryExpr,
	WindowExpr,
} from "../expr.js";
import { shownAs } from "../shownAs.js";
import { defaultArguments, shownName } from "./functionDisplay.js";
import { literalText } from "./literalDisplay.js";
import { kindOfFunction } from "./registry.js";

// What binding found out about nodes and their names depend on; beside the plan, as places are.
const columnTexts = new WeakMap<ColumnExpr, string>();
const starTexts = new WeakMap<StarExpr, string>();
const fieldReads = new WeakSet<ExtractExpr>();
const arithmetic = new WeakMap<CallExpr, "dateAndDays" | "timeAndInterval">();
const outerNames = new WeakMap<SubqueryExpr, readonly string[]>();

/** How a bound column prints inside a name: without its table, with its fields. */
export function noteColumnText(expr: ColumnExpr, text: string): void {
	columnTexts.set(expr, text);
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
export function noteArithmetic(expr: CallExpr, args: readonly BoundExpr[]): void {
	if (expr.fn !== "+" && expr.fn !== "-") return;
	const [left, right] = args.map((a) => a.type);
	if (!left || !right) return;
	if (left.kind === "date" && isInteger(right)) arithmetic.set(expr, "dateAndDays");
	if (isTimestamp(left) && isInterval(right)) arithmetic.set(expr, "timeAndInterval");
}

type IsLateral = (name: readonly string[]) => boolean;
const never: IsLateral = () => false;

/** The name that Spark gives to a column without an alias, e.g. `sum(amount)`, `(a + 1)`. Call it after binding. */
export function outputName(expr: Expr, isLateral: IsLateral = never): string {
	switch (expr.kind) {
		case "column": {
			const text = columnTexts.get(expr);
			return text?.endsWith("()") ? text : (expr.name.at(-1) as string);
		}
		case "cast": {
			// A cast of a column keeps the column's name.
			const inner = expr.input;
			if (inner.kind === "column" || inner.kind === "cast") return outputName(inner, isLateral);
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
			return `${expr.mode === "try" ? "TRY_CAST" : "CAST"}(${text(expr.input)} AS ${typeDdl(expr.type)})`;
		case "case": {
			const branches = expr.branches.map((b) => ` WHEN ${text(b.when)} THEN ${text(b.then)}`).join("");
			return `CASE${branches}${expr.otherwise ? ` ELSE ${text(expr.otherwise)}` : ""} END`;
		}
		case "extract":
			return fieldReads.has(expr)
				? `${text(expr.input)}.${text(expr.key)}`
				: `${text(expr.input)}[${text(expr.key)}]`;
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
	if (special && a && b) {
		if (special === "timeAndInterval") return `${text(a)} ${expr.fn} ${text(b)}`;
		return `${fn === "+" ? "date_add" : "date_sub"}(${text(a)}, ${text(b)})`;
	}
	if (operator && a && b) return `(${text(a)} ${operator} ${text(b)})`;
	if (TRIMS[fn] && a && b) return `TRIM(${TRIMS[fn]} ${text(b)} FROM ${text(a)})`;
	if (a && args.length === 1) {
		if (fn === "not") return `(NOT ${text(a)})`;
		if (fn === "negative") return `(- ${text(a)})`;
		if (fn === "positive") return `(+ ${text(a)})`;
		if (fn === "~") return `~${text(a)}`;
		if (fn === "isnull") return `(${text(a)} IS NULL)`;
		if (fn === "isnotnull") return `(${text(a)} IS NOT NULL)`;
	}
	if (fn === "like" && a && b)
		return `${text(a)} LIKE ${text(b)}${args[2] ? ` ESCAPE '${text(args[2])}'` : ""}`;
	if (fn === "if" && args.length === 3) return `(IF(${args.map(text).join(", ")}))`;
	if (fn === "raise_error" && a && args.length === 1)
		return `raise_error(USER_RAISED_EXCEPTION, map(errorMessage, ${text(a)}))`;
	if (fn === "assert_true" && a && args.length === 1)
		return `assert_true(${text(a)}, '${text(a)}' is not true!)`;
	if (fn === "in" && a) return `(${text(a)} IN (${args.slice(1).map(text).join(", ")}))`;
	if ((fn === "extract" || fn === "datepart") && a && b) return `${fn}(${text(a)} FROM ${text(b)})`;
	return `${functionText(expr, fn, text)}${suffixText(expr, text)}`;
}

function functionText(expr: CallExpr, fn: string, text: Text): string {
	if (fn === "count" && !expr.distinct && expr.args[0]?.kind === "star") return "count(1)";
	const flagged =
		["first", "last", "first_value", "last_value", "any_value"].includes(fn) && expr.args.length === 2;
	const args = (flagged ? expr.args.slice(0, 1) : expr.args).map(text);
	const all = defaultArguments(fn, args);
	return `${shownName(fn, expr.args.length)}(${expr.distinct ? "DISTINCT " : ""}${all.join(", ")})`;
}

function suffixText(expr: CallExpr, text: Text): string {
	const ordered = (expr.withinGroup ?? []).map((s) =>
		expr.fn.startsWith("percentile") && s.direction === "asc" ? text(s.input) : sortText(s, text),
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
		return `${frame.unit.toUpperCase()} BETWEEN ${boundText(frame.start, text)} AND ${boundText(frame.end, text)}`;
	const name = fn.kind === "call" ? fn.fn.toLowerCase() : "";
	if (fn.kind === "call" && (name === "lag" || name === "lead")) {
		const offset = fn.args[1] ? text(fn.args[1]) : "1";
		const at = name === "lead" ? offset : offset.startsWith("-") ? offset.slice(1) : `-${offset}`;
		return `ROWS BETWEEN ${at} FOLLOWING AND ${at} FOLLOWING`;
	}
	if (ROW_FRAMES.has(name)) return "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
	if (expr.orderBy.length > 0 || kindOfFunction(name) === "window")
		return "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
	return "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";
}

function boundText(bound: FrameBound, text: Text): string {
	switch (bound.at) {
		case "unboundedPreceding":
			return "UNBOUNDED PRECEDING";
		case "unboundedFollowing":
			return "UNBOUNDED FOLLOWING";
		case "currentRow":
			return "CURRENT ROW";
		case "preceding":
			return `${text(bound.offset)} PRECEDING`;
		case "following":
			return `${text(bound.offset)} FOLLOWING`;
	}
}
