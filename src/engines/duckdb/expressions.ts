import type { DataType } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type {
	BoundCall,
	BoundCurrentTime,
	BoundExpr,
	BoundFrame,
	BoundFrameBound,
	BoundLambda,
	BoundSort,
	BoundSubquery,
	BoundWindow,
} from "../../plan/bound.js";
import { frameBoundText } from "../../plan/frameBounds.js";
import { isFoldable } from "../../plan/functions/build.js";
import { type ExprHandlers, foldExpr } from "../common/handlers.js";
import type { Compilation } from "./compilation.js";
import { castSql } from "./functions/casts.js";
import { compared, computes } from "./functions/compared.js";
import type { AggregateContext, EmitContext } from "./functions/types.js";
import { functionRow, refuse } from "./functionTable.js";
import { instantSql, literalSql } from "./literals.js";
import { orderKey } from "./orderKey.js";
import { columnSql, type Scope, variableSql } from "./scope.js";
import { outputNames } from "./select.js";
import { quoteIdentifier, quoteText } from "./sql.js";
import { duckType } from "./types.js";

interface Frame {
	readonly compilation: Compilation;
	readonly scope: Scope;
}

/** An expression as DuckDB SQL that may stand wherever an operand may. */
export function emitExpr(expr: BoundExpr, compilation: Compilation, scope: Scope): string {
	return foldExpr(handlers, expr, { compilation, scope });
}

/** What function rows get to emit with. */
export function emitContext(compilation: Compilation, scope: Scope): EmitContext {
	const emit = (expr: BoundExpr): string => emitExpr(expr, compilation, scope);
	return {
		timeZone: compilation.environment.timeZone,
		emit,
		lambdaBody: (lambda, params, held) => lambdaSql(lambda, params, compilation, scope, held),
		freshName: () => compilation.freshName(),
		sortKey: (sort) => sortKeySql(sort, compilation, scope),
	};
}

/** `expr ASC NULLS FIRST`. */
export function sortKeySql(sort: BoundSort, compilation: Compilation, scope: Scope): string {
	const key = orderKey(emitExpr(sort.input, compilation, scope), sort.input.type, () =>
		compilation.freshName(),
	);
	return `${key} ${sort.direction.toUpperCase()} NULLS ${sort.nulls.toUpperCase()}`;
}

const handlers: ExprHandlers<Frame, string> = {
	literal: (expr) => literalSql(expr.type, expr.value),
	attribute: (expr, { scope }) => columnSql(scope, expr),
	variable: (expr, { scope }) => variableSql(scope, expr),
	call: (expr, frame) => (isFolded(expr) ? typed(callSql(expr, frame), expr.type) : callSql(expr, frame)),
	aggregateCall: (expr, frame) => {
		const row = functionRow(expr.fn);
		if ("unsupported" in row) throw refuse(expr.fn, row);
		if (!("aggregate" in row)) throw misplaced(expr.fn);
		return row.aggregate(emitAll(expr.args, frame), expr, overContext(frame, "", expr.ignoreNulls));
	},
	window: (expr, frame) => windowSql(expr, frame),
	cast: (expr, frame) =>
		castSql(emit(expr.input, frame), expr.input.type, expr.type, expr.mode, contextOf(frame)),
	case: (expr, frame) => {
		const branches = expr.branches.map((b) => `WHEN ${emit(b.when, frame)} THEN ${emit(b.then, frame)}`);
		const otherwise = expr.otherwise ? ` ELSE ${emit(expr.otherwise, frame)}` : "";
		return `CASE ${branches.join(" ")}${otherwise} END`;
	},
	field: (expr, frame) => `struct_extract(${emit(expr.input, frame)}, ${quoteText(expr.name)})`,
	lambda: () => {
		throw fault("RUN_INTERNAL", { message: "a lambda outside of a function that takes one" });
	},
	subquery: (expr, frame) => subquerySql(expr, frame),
	udf: (expr, frame) =>
		`${quoteIdentifier(frame.compilation.environment.udf(expr.definition))}(${emitAll(expr.args, frame).join(", ")})`,
	currentTime: (expr, { compilation }) => currentTimeSql(expr.fn, compilation),
};

function callSql(expr: BoundCall, frame: Frame): string {
	const row = functionRow(expr.fn);
	if ("lambda" in row) return row.lambda(expr, contextOf(frame));
	// Most look at an argument before they use it, and what they look at is a comparison.
	const args = computes(expr.fn)
		? emitAll(expr.args, frame)
		: expr.args.map((arg) => compared(emit(arg, frame), arg));
	if ("sql" in row) return row.sql(args, expr, contextOf(frame));
	if ("macro" in row) return `${row.macro}(${args.join(", ")})`;
	if ("js" in row) return `${quoteIdentifier(row.js.name)}(${args.join(", ")})`;
	if ("unsupported" in row) throw refuse(expr.fn, row);
	throw misplaced(expr.fn);
}

/** On a constant list (or map): where that is NULL, DuckDB's functions of lists forget of what type (1.5.5). */
function isFolded({ args, type }: BoundCall): boolean {
	const first = args[0];
	if (first?.type.kind !== "array" && first?.type.kind !== "map") return false;
	return !UNTYPED.has(type.kind) && isFoldable(first);
}

const UNTYPED: ReadonlySet<string> = new Set(["void", "unknown", "variant"]);

const typed = (sql: string, type: DataType): string => `CAST(${sql} AS ${duckType(type)})`;

const emit = (expr: BoundExpr, frame: Frame): string => foldExpr(handlers, expr, frame);

const emitAll = (exprs: readonly BoundExpr[], frame: Frame): readonly string[] =>
	exprs.map((e) => emit(e, frame));

const contextOf = (frame: Frame): EmitContext => emitContext(frame.compilation, frame.scope);

function overContext(frame: Frame, over: string, ignoreNulls: boolean): AggregateContext {
	return { ...contextOf(frame), over, ignoreNulls };
}

function misplaced(fn: string): Error {
	return fault("RUN_INTERNAL", { message: `${fn} stands where such a function cannot` });
}

function lambdaSql(
	lambda: BoundLambda,
	params: readonly string[],
	compilation: Compilation,
	scope: Scope,
	given: ReadonlyMap<number, string> = new Map(),
): string {
	const held = new Map([...(scope.held ?? []), ...given]);
	lambda.params.forEach((param, i) => {
		const text = params[i];
		if (text !== undefined) held.set(param.id, text);
	});
	return emitExpr(lambda.body, compilation, { ...scope, held });
}

function windowSql(expr: BoundWindow, frame: Frame): string {
	const clauses = [
		expr.partitionBy.length ? `PARTITION BY ${emitAll(expr.partitionBy, frame).join(", ")}` : "",
		expr.orderBy.length
			? `ORDER BY ${expr.orderBy.map((s) => sortKeySql(s, frame.compilation, frame.scope)).join(", ")}`
			: "",
		expr.frame ? frameSql(expr.frame, frame) : "",
	];
	const over = ` OVER (${clauses.filter((c) => c !== "").join(" ")})`;
	const { fn } = expr;
	const row = functionRow(fn.fn);
	const args = emitAll(fn.args, frame);
	if ("unsupported" in row) throw refuse(fn.fn, row);
	if (fn.kind === "aggregateCall" && "aggregate" in row)
		return row.aggregate(args, fn, overContext(frame, over, expr.ignoreNulls || fn.ignoreNulls));
	if (fn.kind === "call" && "window" in row)
		return row.window(args, fn, overContext(frame, over, expr.ignoreNulls));
	throw misplaced(fn.fn);
}

function frameSql(window: BoundFrame, frame: Frame): string {
	const bound = (b: BoundFrameBound): string => frameBoundText(b, (offset) => emit(offset, frame));
	return `${window.unit.toUpperCase()} BETWEEN ${bound(window.start)} AND ${bound(window.end)}`;
}

function subquerySql(expr: BoundSubquery, frame: Frame): string {
	const query = frame.compilation.query(expr.plan, frame.scope);
	switch (expr.use) {
		case "scalar":
			return `(${query})`;
		case "exists":
			return `(EXISTS (${query}))`;
		case "in": {
			const values = emitAll(expr.values, frame);
			return values.length === 1 ? `(${values[0]} IN (${query}))` : rowInSql(values, query, expr, frame);
		}
	}
}

/**
 * `(a, b) IN (…)`: DuckDB compares rows as one value and finds NULL where SQL finds false, e.g. for
 * `(NULL, 3) IN ((1, 2))`.
 */
function rowInSql(values: readonly string[], query: string, expr: BoundSubquery, frame: Frame): string {
	const alias = frame.compilation.alias();
	const names = outputNames(expr.plan.output);
	const equal = values.map((v, i) => `${v} = ${alias}.${quoteIdentifier(names[i] as string)}`).join(" AND ");
	const exists = (condition: string): string =>
		`EXISTS (SELECT 1 FROM (${query}) AS ${alias} WHERE ${condition})`;
	return `(CASE WHEN ${exists(equal)} THEN TRUE WHEN ${exists(`(${equal}) IS NULL`)} THEN NULL ELSE FALSE END)`;
}

function currentTimeSql(fn: BoundCurrentTime["fn"], compilation: Compilation): string {
	const { now, timeZone } = compilation.environment;
	switch (fn) {
		case "current_timestamp":
			return instantSql(now);
		case "current_date":
			return `CAST(${instantSql(now)} AS DATE)`;
		case "localtimestamp":
			return `CAST(${instantSql(now)} AS TIMESTAMP)`;
		case "current_timezone":
			return quoteText(timeZone);
	}
}
