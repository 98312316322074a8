import { isNumeric, STRING, typeName } from "../../../core/dataTypes.js";
import type { Attribute, BoundAggregate, BoundAggregateCall, BoundColumn, BoundExpr } from "../../bound.js";
import { implicitCast } from "../../coercion.js";
import type { AliasExpr, Expr } from "../../expr.js";
import { doubleText } from "../../literals.js";
import type { AggregateRelation } from "../../relation.js";
import { mapBoundChildren } from "../../rewrite/mapBound.js";
import { and, nullSafeEqual, passThrough, project, reference, UNKNOWN_EXPR } from "../boundNodes.js";
import { type Env, inputLookup, makeEnv } from "../env.js";
import { bind } from "../expressions/bind.js";
import { outputName } from "../outputName.js";
import type { Analysed, ScopeColumn } from "../scope.js";
import { type Key, keyAttributes } from "./aggregate.js";
import { GroupSplit } from "./grouping.js";
import { withSessions } from "./sessions.js";
import { type Place, prepared, unknownRelation } from "./shared.js";

type Pivot = NonNullable<AggregateRelation["pivot"]>;

interface PivotValue {
	readonly value: BoundExpr;
	readonly name: string;
}

/**
 * `groupBy(keys).pivot(column, values).agg(…)`: an aggregate per value. As in Spark, when all results are numbers or
 * booleans the rows are first grouped by the pivot column too, so that a combination without rows gives NULL (even
 * for count); otherwise each aggregate sees the rows of its value only.
 */
export function analysePivot(node: AggregateRelation, pivot: Pivot, input: Analysed, place: Place): Analysed {
	const { analysis } = place;
	if (pivot.values.length === 0) {
		analysis.report(
			"PLAN_UNSUPPORTED",
			{
				what: "pivot without values",
				reason: "its columns would depend on the data; list them: pivot(column, [value, …])",
			},
			node,
		);
		return unknownRelation(node);
	}
	const needed = new Set<number>();
	const lifted: Env["lifted"] = [];
	const common = {
		needed,
		lifted,
		lookups: [inputLookup([input], needed)],
		...(place.outer ? { outer: place.outer } : {}),
	};
	const keyEnv = makeEnv(analysis, [input], "a group key", common);
	const aggregateEnv = makeEnv(analysis, [input], "pivot", { ...common, allow: { aggregates: true } });
	const column = bind(pivot.column, keyEnv);
	const columns = node.columns.map((c) => bindAggregateColumn(c, aggregateEnv));
	const keys = pivotKeys(
		node,
		input,
		keyEnv,
		column,
		columns.map((c) => c.expr),
	);
	const values = pivot.values.map((v) => pivotValue(v, column, keyEnv));
	if (input.open || column.type.kind === "unknown" || columns.some((c) => c.expr.type.kind === "unknown"))
		return unknownRelation(node);
	const named = values.flatMap((value) =>
		columns.map((c) => ({
			value,
			column: c,
			name: columns.length === 1 ? value.name : `${value.name}_${c.name}`,
		})),
	);
	const twoSteps = columns.every((c) => isNumeric(c.expr.type) || c.expr.type.kind === "boolean");
	const { columns: keyColumns, byKey, order } = keyAttributes(keys, false, place);
	const from = withSessions(
		prepared(input.bound, { ...keyEnv, needed, lifted }),
		keyColumns,
		false,
		node,
		place,
	);
	const split = new GroupSplit(
		{ input, keys: byKey, keyOrder: order, aggregates: new Map() },
		analysis,
		new Set(),
	);
	const outputs: { readonly expr: BoundExpr; readonly output: Attribute }[] = [];
	let aggregate: BoundAggregate;
	if (twoSteps) {
		const pivoted = analysis.attribute(outputName(pivot.column), column.type, column.nullable);
		const results = columns.map((c, i) => split.split(c.expr, node.columns[i] as Expr));
		const byValue: BoundAggregate = frozen({
			kind: "aggregate",
			input: from,
			keys: [...keyColumns, { expr: column, output: pivoted }],
			aggregates: split.added,
			output: [...order, pivoted, ...split.added.map((a) => a.output)],
		});
		const computed = results.map(
			(expr, i): BoundColumn => ({
				expr,
				output: analysis.attribute((columns[i] as NamedAggregate).name, expr.type, expr.nullable),
			}),
		);
		const inner = project(byValue, [...order.map(passThrough), passThrough(pivoted), ...computed]);
		const picked = named.map(({ value, column: c, name }) => {
			const result = computed[columns.indexOf(c)] as BoundColumn;
			const expr: BoundAggregateCall = Object.freeze({
				kind: "aggregateCall",
				fn: "max",
				args: Object.freeze([reference(result.output)]),
				distinct: false,
				filter: nullSafeEqual(reference(pivoted), value.value),
				orderBy: Object.freeze([]),
				ignoreNulls: false,
				type: result.output.type,
				nullable: true,
			});
			return Object.freeze({ expr, output: analysis.attribute(name, expr.type, true) });
		});
		aggregate = frozen({
			kind: "aggregate",
			input: inner,
			keys: order.map(passThrough),
			aggregates: picked,
			output: [...order, ...picked.map((p) => p.output)],
		});
		outputs.push(...order.map(passThrough), ...picked.map((p) => passThrough(p.output)));
	} else {
		const cells = named.map(({ value, column: c, name }) => {
			const filtered = onlyWhere(c.expr, nullSafeEqual(column, value.value));
			const expr = split.split(filtered, node.columns[columns.indexOf(c)] as Expr);
			return { expr, output: analysis.attribute(name, expr.type, expr.nullable) };
		});
		aggregate = frozen({
			kind: "aggregate",
			input: from,
			keys: keyColumns,
			aggregates: split.added,
			output: [...order, ...split.added.map((a) => a.output)],
		});
		outputs.push(...order.map(passThrough), ...cells);
	}
	return {
		node,
		bound: project(aggregate, outputs),
		columns: outputs.map(({ output }): ScopeColumn => ({ attribute: output, qualifier: [] })),
		hidden: [],
		open: false,
		inputs: [input],
	};
}

const frozen = (aggregate: BoundAggregate): BoundAggregate => Object.freeze(aggregate);

interface NamedAggregate {
	readonly expr: BoundExpr;
	readonly name: string;
}

function bindAggregateColumn(expr: Expr, env: Env): NamedAggregate {
	const inner = expr.kind === "alias" ? expr.input : expr;
	const alias = expr.kind === "alias" ? expr.names[0] : undefined;
	return { expr: bind(inner, env), name: alias ?? outputName(inner) };
}

/** The DSL names its keys; in SQL every column that is neither pivoted nor aggregated is one. */
function pivotKeys(
	node: AggregateRelation,
	input: Analysed,
	env: Env,
	column: BoundExpr,
	aggregates: readonly BoundExpr[],
): Key[] {
	if (node.keys.length > 0 || node.keysInOutput) {
		return node.keys.map((written) => {
			const inner = written.kind === "alias" ? written.input : written;
			const expr = bind(inner, env);
			const alias = written.kind === "alias" ? (written as AliasExpr).names[0] : undefined;
			const name = alias ?? (expr.kind === "attribute" ? expr.name : outputName(inner));
			return { expr, name, renamed: alias !== undefined, at: written };
		});
	}
	const used = new Set<number>();
	const collect = (e: BoundExpr): BoundExpr => {
		if (e.kind === "attribute") used.add(e.id);
		return mapBoundChildren(e, collect);
	};
	for (const e of [column, ...aggregates]) {
		collect(e);
		if (e.kind === "aggregateCall" && e.filter) collect(e.filter);
	}
	return input.columns
		.filter((c) => !used.has(c.attribute.id))
		.map((c) => ({
			expr: reference(c.attribute),
			name: c.attribute.name,
			renamed: false,
			at: node.pivot?.column as Expr,
		}));
}

function pivotValue(expr: Expr, column: BoundExpr, env: Env): PivotValue {
	const inner = expr.kind === "alias" ? expr.input : expr;
	const alias = expr.kind === "alias" ? expr.names[0] : undefined;
	const bound = bind(inner, env);
	try {
		const value = column.type.kind === "unknown" ? bound : implicitCast(bound, column.type, "a pivot value");
		if (!isConstant(bound))
			env.analysis.report(
				"PLAN_BAD_ARGUMENT",
				{ name: "pivot", problem: "its values must be constants" },
				expr,
			);
		return { value, name: alias ?? valueName(value, bound) };
	} catch (error) {
		env.analysis.caught(error, expr);
		return { value: UNKNOWN_EXPR, name: alias ?? "" };
	}
}

/** A literal, perhaps cast; or a struct of these, for a pivot over several columns. */
function isConstant(value: BoundExpr): boolean {
	if (value.kind === "call" && value.fn === "named_struct") return value.args.every(isConstant);
	return value.kind === "literal" || value.kind === "cast";
}

/** The value as text: what a cast to STRING gives. */
function valueName(value: BoundExpr, written: BoundExpr): string {
	const literal = value.kind === "literal" ? value : written;
	if (literal.kind !== "literal") return typeName(STRING);
	if (literal.value === null) return "null";
	if (literal.type.kind === "double" || literal.type.kind === "float") {
		const text = doubleText(Number(literal.value));
		return /^-?\d+$/.test(text) ? `${text}.0` : text;
	}
	return literal.value;
}

/** Every aggregate inside sees only the rows of the condition; `first` and `last` then skip NULL, as in Spark. */
function onlyWhere(expr: BoundExpr, condition: BoundExpr): BoundExpr {
	if (expr.kind !== "aggregateCall") return mapBoundChildren(expr, (e) => onlyWhere(e, condition));
	const ignoreNulls =
		expr.ignoreNulls || expr.fn === "first" || expr.fn === "last" || expr.fn === "any_value";
	return Object.freeze({
		...expr,
		ignoreNulls,
		filter: expr.filter ? and([condition, expr.filter]) : condition,
	});
}
