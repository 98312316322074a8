import { hasVariant } from "../../../core/dataTypes.js";
import type {
	BoundAggregateCall,
	BoundCall,
	BoundExpr,
	BoundFrameBound,
	BoundSort,
	BoundWindow,
} from "../../bound.js";
import type { Expr, FrameBound, SortExpr, WindowExpr, WindowFrame } from "../../expr.js";
import { lookupFunction } from "../../functions.js";
import { UNKNOWN_EXPR } from "../boundNodes.js";
import type { Env } from "../env.js";
import { foldConstant } from "../fold.js";
import { bind } from "./bind.js";
import { bindFunction } from "./call.js";
import { rangeProblem } from "./rangeFrame.js";

/** Aggregates with an order of their own inside the group. */
const WHOLE_PARTITION: ReadonlySet<string> = new Set(["median", "percentile_cont", "percentile_disc"]);

export function bindWindow(expr: WindowExpr, env: Env): BoundExpr {
	const { analysis } = env;
	const call = expr.fn.kind === "alias" ? expr.fn.input : expr.fn;
	if (!env.allow.windows || env.inside) {
		const where = env.inside
			? `the arguments of ${env.inside === "window" ? "a window function" : "an aggregate"}`
			: env.clause;
		analysis.report("PLAN_MISPLACED", { what: "A window function", where }, expr);
		return UNKNOWN_EXPR;
	}
	if (call.kind !== "call") {
		analysis.report(
			"PLAN_MISPLACED",
			{ what: "OVER", where: "an expression that is no function call" },
			expr,
		);
		return UNKNOWN_EXPR;
	}
	const spec = lookupFunction(call.fn)?.spec;
	if (spec && spec.kind !== "aggregate" && spec.kind !== "window") {
		analysis.report(
			"PLAN_MISPLACED",
			{ what: "OVER", where: `a call of ${call.fn}, which is no window function` },
			expr,
		);
		return UNKNOWN_EXPR;
	}
	// Inside a grouped query the arguments may hold aggregates: sum(sum(a)) OVER (…).
	const inner: Env = { ...env, inside: "window" };
	const fn = analysis.within(call, () => bindFunction(call, inner, true));
	const partitionBy = expr.partitionBy.map((e) => bind(e, inner));
	const unordered = partitionBy.find((key) => hasVariant(key.type));
	if (unordered)
		analysis.report(
			"PLAN_TYPE_MISMATCH",
			{ expression: "PARTITION BY", expected: "a type with an order", actual: unordered.type.kind },
			expr,
			{ sparkCondition: "EXPRESSION_TYPE_IS_NOT_ORDERABLE" },
		);
	const orderBy = expr.orderBy.map((s) => bindSort(s, inner));
	if (spec?.kind === "window" && spec.needsOrder && orderBy.length === 0) {
		analysis.report("PLAN_BAD_ARGUMENT", { name: call.fn, problem: "its window needs an ORDER BY" }, expr);
		return UNKNOWN_EXPR;
	}
	if (fn.kind !== "aggregateCall" && fn.kind !== "call") return UNKNOWN_EXPR;
	if (fn.kind === "aggregateCall" && fn.distinct) {
		const reason = "Spark has no distinct window functions; aggregate first and join";
		analysis.report("PLAN_UNSUPPORTED", { what: "DISTINCT in a window function", reason }, expr, {
			sparkCondition: "DISTINCT_WINDOW_FUNCTION_UNSUPPORTED",
		});
		return UNKNOWN_EXPR;
	}
	if (WHOLE_PARTITION.has(fn.fn) && (orderBy.length > 0 || expr.frame)) {
		const problem = "its window takes PARTITION BY alone";
		analysis.report("PLAN_BAD_ARGUMENT", { name: call.fn, problem }, expr, {
			sparkCondition: "INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC",
		});
		return UNKNOWN_EXPR;
	}
	if (expr.frame && hasOffset(expr.frame) && expr.frame.unit === "range" && orderBy.length !== 1) {
		const problem = `a RANGE frame with an offset needs exactly one ORDER BY key, not ${orderBy.length}`;
		analysis.report("PLAN_BAD_ARGUMENT", { name: call.fn, problem }, expr);
		return UNKNOWN_EXPR;
	}
	const frame = expr.frame && {
		unit: expr.frame.unit,
		start: bindBound(expr.frame.start, inner),
		end: bindBound(expr.frame.end, inner),
	};
	const [key] = orderBy;
	const wrong = frame?.unit === "range" && key ? rangeProblem(key.input.type, frame) : undefined;
	if (wrong) {
		analysis.report("PLAN_BAD_ARGUMENT", { name: call.fn, problem: wrong.problem }, expr, {
			sparkCondition: `DATATYPE_MISMATCH.${wrong.condition}`,
		});
		return UNKNOWN_EXPR;
	}
	if (frame && isEmptyFrame(frame)) {
		analysis.report(
			"PLAN_BAD_ARGUMENT",
			{ name: call.fn, problem: "its window frame ends before it starts" },
			expr,
			{
				sparkCondition: "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON",
			},
		);
		return UNKNOWN_EXPR;
	}
	const result: BoundWindow = {
		kind: "window",
		fn: fn as BoundAggregateCall | BoundCall,
		ignoreNulls: call.nulls === "ignore" || (fn.kind === "aggregateCall" && fn.ignoreNulls),
		partitionBy: Object.freeze(partitionBy),
		orderBy: Object.freeze(orderBy),
		...(frame ? { frame: Object.freeze(frame) } : {}),
		type: fn.type,
		nullable: fn.nullable,
	};
	return Object.freeze(result);
}

/** Constant bounds in the wrong order; equal ones are a frame of one row. */
function isEmptyFrame({
	start,
	end,
}: {
	readonly start: BoundFrameBound;
	readonly end: BoundFrameBound;
}): boolean {
	const place = (b: BoundFrameBound): number | undefined => {
		if (b.at === "unboundedPreceding") return Number.NEGATIVE_INFINITY;
		if (b.at === "unboundedFollowing") return Number.POSITIVE_INFINITY;
		if (b.at === "currentRow") return 0;
		const offset = "offset" in b ? foldConstant(b.offset) : undefined;
		return offset === undefined ? undefined : b.at === "preceding" ? -offset : offset;
	};
	const [from, to] = [place(start), place(end)];
	return from !== undefined && to !== undefined && from > to;
}

const hasOffset = (frame: WindowFrame): boolean => "offset" in frame.start || "offset" in frame.end;

function bindBound(bound: FrameBound, env: Env): BoundFrameBound {
	return "offset" in bound ? Object.freeze({ at: bound.at, offset: bind(bound.offset, env) }) : bound;
}

/** One key of an order; an expression without a direction is ascending. */
export function bindSort(sort: SortExpr | Expr, env: Env): BoundSort {
	const direction = sort.kind === "sort" ? sort.direction : "asc";
	const nulls = (sort.kind === "sort" ? sort.nulls : undefined) ?? (direction === "asc" ? "first" : "last");
	const input = bind(sort.kind === "sort" ? sort.input : sort, env);
	if (input.type.kind === "map" || hasVariant(input.type))
		env.analysis.report(
			"PLAN_TYPE_MISMATCH",
			{ expression: "a sort order", expected: "a type with an order", actual: input.type.kind },
			sort,
			{ sparkCondition: "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE" },
		);
	return Object.freeze({ input, direction, nulls });
}
