import { type DataType, isInteger, isInterval } from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import type { BoundAggregateCall, BoundExpr } from "../../../plan/bound.js";
import { constantText } from "../../../plan/coercion.js";
import type { AGGREGATES } from "../../../plan/functions/aggregates.js";
import { duckType } from "../types.js";
import { aggregateCall } from "./aggregateCall.js";
import { raise, textOf } from "./casts.js";
import { needsOrderKey, orderKey } from "./nestedOrder.js";
import { once } from "./once.js";
import { quotient } from "./operators.js";
import type { AggregateContext, DuckDbFunction } from "./types.js";

type Aggregate = (args: readonly string[], call: BoundAggregateCall, context: AggregateContext) => string;

const typeAt = (call: BoundAggregateCall, i = 0): DataType => (call.args[i] as BoundExpr).type;
const row = (aggregate: Aggregate): DuckDbFunction => ({ aggregate });
const plain = (name: string): DuckDbFunction =>
	row((args, call, context) => aggregateCall(name, args, call, context));
const cast = (sql: string, call: BoundAggregateCall): string => `CAST(${sql} AS ${duckType(call.type)})`;

const overflow = raise("ARITHMETIC_OVERFLOW", "overflow in sum. Use try_sum to tolerate it");

const sum = (attempt: boolean): DuckDbFunction =>
	row(([x = ""], call, context) => {
		const type = typeAt(call);
		if (type.kind === "year_month_interval")
			return `aq_year_month(${aggregateCall("sum", [`aq_months(${x})`], call, context)})`;
		if (type.kind === "day_time_interval")
			return `aq_day_time(CAST(${aggregateCall("sum", [`aq_micros(${x})`], call, context)} AS BIGINT))`;
		const total = aggregateCall("sum", [type.kind === "float" ? `CAST(${x} AS DOUBLE)` : x], call, context);
		if (type.kind !== "decimal" && !isInteger(type)) return total;
		// No group has the rows to overflow: 2^31 of an int, 10^10 of a decimal.
		const small = call.type.kind === "decimal" ? call.type.precision < 38 : type.kind !== "bigint";
		if (small) return cast(total, call);
		// A sum of 38 digits may run over into a 39th without DuckDB's noticing.
		const text = `CAST(${total} AS VARCHAR)`;
		const wide = call.type.kind === "decimal" && call.type.precision === 38;
		const fits = `length(replace(ltrim(${text}, '-'), '.', '')) <= 38`;
		const cast_ = `TRY_CAST(${total} AS ${duckType(call.type)})`;
		const narrowed = wide ? `(CASE WHEN ${fits} THEN ${cast_} END)` : cast_;
		return attempt
			? narrowed
			: `(CASE WHEN ${total} IS NOT NULL THEN coalesce(${narrowed}, ${overflow}) END)`;
	});

const intervalOverflow = raise(
	"INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION",
	"integer overflow. Use try_avg to tolerate it",
);

/** Spark adds up in the type that holds the interval, and the sum may not fit it. */
function intervalMean(
	units: string,
	holder: "INTEGER" | "BIGINT",
	make: string,
	call: BoundAggregateCall,
	context: AggregateContext,
): string {
	const total = `TRY_CAST(${aggregateCall("sum", [units], call, context)} AS ${holder})`;
	const mean = `${make}(CAST(round(${aggregateCall("avg", [units], call, context)}) AS BIGINT))`;
	const rows = aggregateCall("count", [units], call, context);
	const lost = call.fn === "try_avg" ? "NULL" : intervalOverflow;
	return `(CASE WHEN ${rows} > 0 THEN CASE WHEN ${total} IS NULL THEN ${lost} ELSE ${mean} END END)`;
}

function averageOf(x: string, type: DataType, call: BoundAggregateCall, context: AggregateContext): string {
	const mean = (sql: string): string => aggregateCall("avg", [sql], call, context);
	switch (type.kind) {
		case "year_month_interval":
			return intervalMean(`aq_months(${x})`, "INTEGER", "aq_year_month", call, context);
		case "day_time_interval":
			return intervalMean(`aq_micros(${x})`, "BIGINT", "aq_day_time", call, context);
		case "decimal": {
			const to = call.type.kind === "decimal" ? call.type : type;
			const total = aggregateCall("sum", [x], call, context);
			const rows = aggregateCall("count", [x], call, context);
			// 10^10 rows at most, as Spark's own type of the sum has it.
			const sumType = { ...to, precision: Math.min(38, type.precision + 10), scale: type.scale };
			const exact = quotient(total, sumType, rows, { ...to, precision: 19, scale: 0 }, to);
			if (exact !== undefined) return exact;
			return cast(
				`aq_decimal('/', CAST(${total} AS VARCHAR), CAST(${rows} AS VARCHAR), ${to.precision}, ${to.scale})`,
				call,
			);
		}
		default:
			return mean(type.kind === "float" ? `CAST(${x} AS DOUBLE)` : x);
	}
}

const average: DuckDbFunction = row(([x = ""], call, context) => averageOf(x, typeAt(call), call, context));

/** The mean of one argument over the rows where both are there. */
const averageOfPair = (which: 0 | 1): DuckDbFunction =>
	row((args, call, context) => {
		const both = `CASE WHEN ${args[1 - which]} IS NOT NULL THEN ${args[which]} END`;
		return averageOf(both, typeAt(call, which), call, context);
	});

const count: DuckDbFunction = row((args, call, context) => {
	if (args.length === 1) return aggregateCall("count", args, call, context);
	// A row counts only when none of them is NULL.
	const known = args.map((a) => `${a} IS NOT NULL`).join(" AND ");
	const value = call.distinct ? `{${args.map((a, i) => `'c${i}': ${a}`).join(", ")}}` : "1";
	return aggregateCall("count", [`CASE WHEN ${known} THEN ${value} END`], call, context);
});

/** `first(x, true)` or `first(x) IGNORE NULLS`. */
const skipsNulls = (call: BoundAggregateCall, context: AggregateContext): boolean =>
	call.ignoreNulls || context.ignoreNulls || constantText(call.args[1]) === "true";

const end = (name: "first" | "last"): DuckDbFunction =>
	row(([x = ""], call, context) => {
		const skip = skipsNulls(call, context);
		if (context.over !== "") {
			const value = `${name}_value(${x}${skip ? " IGNORE NULLS" : ""})${context.over}`;
			return value;
		}
		return aggregateCall(name, [x], call, context, {
			ordered: true,
			...(skip ? { only: `${x} IS NOT NULL` } : {}),
		});
	});

/** NaN where DuckDB has no number to give; Spark has NULL. */
const orNull = (name: string): DuckDbFunction =>
	row((args, call, context) => `nullif(${aggregateCall(name, args, call, context)}, CAST('NaN' AS DOUBLE))`);

const extreme = (which: "min" | "max"): DuckDbFunction =>
	row(([x = ""], call, context) => {
		const type = typeAt(call);
		if (!needsOrderKey(type)) return aggregateCall(which, [x], call, context);
		return aggregateCall(`arg_${which}`, [x, orderKey(x, type)], call, context, { distinct: false });
	});

const extremeBy = (which: "min" | "max"): DuckDbFunction =>
	row(([x = "", y = "", most], call, context) => {
		const key = orderKey(y, typeAt(call, 1));
		if (most === undefined) return aggregateCall(`arg_${which}_null`, [x, key], call, context);
		// In a struct, as DuckDB leaves out values that are NULL.
		const best = aggregateCall(`arg_${which}`, [`{'v': ${x}}`, key, most], call, context);
		const one = context.freshName();
		return `list_transform(${best}, lambda ${one}: ${one}.v)`;
	});

/** Population skewness from DuckDB's sample one, which needs three rows. */
const skewness: DuckDbFunction = row(([x = ""], call, context) => {
	const n = aggregateCall("count", [x], call, context);
	const spread = aggregateCall("var_pop", [x], call, context);
	const sample = aggregateCall("skewness", [x], call, context);
	return `(CASE WHEN ${n} = 0 OR ${spread} = 0 THEN NULL WHEN ${n} = 2 THEN CAST(0 AS DOUBLE) ELSE ${sample} * (${n} - 2) / sqrt(CAST(${n} AS DOUBLE) * (${n} - 1)) END)`;
});

const kurtosis: DuckDbFunction = row(([x = ""], call, context) => {
	const n = aggregateCall("count", [x], call, context);
	const spread = aggregateCall("var_pop", [x], call, context);
	return `(CASE WHEN ${n} = 0 OR ${spread} = 0 THEN NULL WHEN ${n} = 2 THEN CAST(-2 AS DOUBLE) ELSE ${aggregateCall("kurtosis_pop", [x], call, context)} END)`;
});

const list = (distinct: boolean): DuckDbFunction =>
	row(([x = ""], call, context) => {
		const values = aggregateCall("list", [x], call, context, {
			ordered: true,
			only: `${x} IS NOT NULL`,
			sorted: distinct || call.distinct,
			...(distinct ? { distinct } : {}),
		});
		return `coalesce(${values}, CAST([] AS ${duckType(call.type)}))`;
	});

/** DuckDB wants constants: a number or a list of numbers, each as `1 - x` when the order is turned round. */
function fractions(expr: BoundExpr | undefined, turned = false): string {
	if (expr?.kind === "cast") return fractions(expr.input, turned);
	if (expr?.kind === "call" && expr.fn === "array")
		return `[${expr.args.map((a) => fractions(a, turned)).join(", ")}]`;
	const value = Number(constantText(expr));
	if (Number.isNaN(value) || value < 0 || value > 1)
		throw fault("PLAN_BAD_ARGUMENT", {
			name: "percentile",
			problem: "the percentage must be a constant between 0 and 1",
		});
	return String(turned ? 1 - value : value);
}

/** Works on the double that a number or interval is, and turns the result (or a list of them) back. */
function measured(
	x: string,
	type: DataType,
	call: BoundAggregateCall,
	context: AggregateContext,
	work: (value: string) => string,
): string {
	if (!isInterval(type)) return work(`CAST(${x} AS DOUBLE)`);
	const [units, make] =
		type.kind === "year_month_interval" ? ["aq_months", "aq_year_month"] : ["aq_micros", "aq_day_time"];
	const result = work(`CAST(${units}(${x}) AS DOUBLE)`);
	const back = (value: string): string => `${make}(CAST(trunc(${value}) AS BIGINT))`;
	if (call.type.kind !== "array") return back(result);
	const item = context.freshName();
	return `list_transform(${result}, lambda ${item}: ${back(item)})`;
}

const quantile =
	(name: "quantile_cont" | "quantile_disc", continuous: boolean): Aggregate =>
	([x = ""], call, context) => {
		const fraction = fractions(call.args[1]);
		if (call.args.length > 2 && name === "quantile_cont")
			throw fault("ENGINE_UNSUPPORTED", {
				engine: "duckdb",
				what: "percentile with frequencies",
				reason: "repeat the rows instead",
			});
		const type = typeAt(call);
		return continuous
			? measured(x, type, call, context, (value) => aggregateCall(name, [value, fraction], call, context))
			: aggregateCall(name, [x, fraction], call, context);
	};

/** WITHIN GROUP (ORDER BY x): descending turns the fraction round. */
const within = (name: "quantile_cont" | "quantile_disc"): DuckDbFunction =>
	row((_args, call, context) => {
		const key = call.orderBy[0];
		if (!key) throw fault("PLAN_BAD_ARGUMENT", { name: call.fn, problem: "needs WITHIN GROUP (ORDER BY …)" });
		const down = key.direction === "desc";
		// Turning the fraction round would take the other one of two neighbours: DuckDB counts negative ones from above.
		const turned = down && name === "quantile_disc";
		const plain = fractions(call.args[0], down && !turned);
		const at = turned
			? plain.replace(/[\d.][\d.e-]*/g, (f) => (Number(f) === 0 ? "-1e-300" : `-${f}`))
			: plain;
		return measured(context.emit(key.input), key.input.type, call, context, (value) =>
			aggregateCall(name, [value, at], call, context),
		);
	});

/** With an order or `true` the least (or greatest) of the most frequent values, else any of them. */
const mode: DuckDbFunction = row(([x = ""], call, context) => {
	const [key] = call.orderBy;
	if (!key && constantText(call.args[1]) !== "true") return aggregateCall("mode", [x], call, context);
	const counts = aggregateCall("histogram", [x], call, context);
	const pick = key?.direction === "desc" ? "list_max" : "list_min";
	return once([`map_entries(${counts})`], context, (all = "") => {
		const [one, other, value] = [context.freshName(), context.freshName(), context.freshName()];
		const most = `list_max(list_transform(${all}, lambda ${other}: ${other}.value))`;
		const ties = `list_filter(${all}, lambda ${one}: ${one}.value = ${most})`;
		return `${pick}(list_transform(${ties}, lambda ${value}: ${value}.key))`;
	});
});

const joined: DuckDbFunction = row(([x = "", separator = "''"], call, context) => {
	const [value] = call.args;
	// DISTINCT numbers in the order of the numbers: DuckDB sorts distinct values by what is joined alone.
	if (call.distinct && call.orderBy.length > 0 && value?.kind === "cast") {
		const inner = context.emit(value.input);
		const list = aggregateCall("list", [inner], call, context, {
			ordered: true,
			only: `${inner} IS NOT NULL`,
		});
		const item = context.freshName();
		return `array_to_string(list_transform(${list}, lambda ${item}: ${textOf(item, value.input.type, context)}), ${separator})`;
	}
	const parts =
		call.type.kind === "binary" ? [`hex(${x})`, `coalesce(hex(${separator}), '')`] : [x, separator];
	const all = aggregateCall("string_agg", parts, call, context, { ordered: true, sorted: call.distinct });
	return call.type.kind === "binary" ? `unhex(${all})` : all;
});

export const AGGREGATE_ROWS = {
	count,
	count_if: row(([x], call, context) => aggregateCall("count", [`CASE WHEN ${x} THEN 1 END`], call, context)),
	sum: sum(false),
	try_sum: sum(true),
	avg: average,
	try_avg: average,
	min: extreme("min"),
	max: extreme("max"),
	min_by: extremeBy("min"),
	max_by: extremeBy("max"),
	first: end("first"),
	last: end("last"),
	any_value: end("first"),
	stddev: plain("stddev_samp"),
	stddev_pop: plain("stddev_pop"),
	variance: plain("var_samp"),
	var_pop: plain("var_pop"),
	skewness,
	kurtosis,
	corr: orNull("corr"),
	covar_pop: plain("covar_pop"),
	covar_samp: plain("covar_samp"),
	regr_count: row((args, call, context) => cast(aggregateCall("regr_count", args, call, context), call)),
	regr_avgx: averageOfPair(1),
	regr_avgy: averageOfPair(0),
	regr_slope: orNull("regr_slope"),
	regr_intercept: orNull("regr_intercept"),
	regr_r2: orNull("regr_r2"),
	regr_sxx: plain("regr_sxx"),
	regr_syy: plain("regr_syy"),
	regr_sxy: plain("regr_sxy"),
	collect_list: list(false),
	collect_set: list(true),
	// Exact: within every error bound that may be asked for.
	approx_count_distinct: row(([x = ""], call, context) =>
		aggregateCall("count", [x], call, context, { distinct: true }),
	),
	percentile: row(quantile("quantile_cont", true)),
	percentile_cont: within("quantile_cont"),
	percentile_disc: within("quantile_disc"),
	percentile_approx: row(quantile("quantile_disc", false)),
	median: row(([x = ""], call, context) =>
		measured(x, typeAt(call), call, context, (value) => aggregateCall("median", [value], call, context)),
	),
	mode,
	bool_and: plain("bool_and"),
	bool_or: plain("bool_or"),
	bit_and: plain("bit_and"),
	bit_or: plain("bit_or"),
	bit_xor: plain("bit_xor"),
	product: plain("product"),
	listagg: joined,
	grouping: row(([x = ""]) => `CAST(grouping(${x}) AS TINYINT)`),
	grouping_id: row((args) => `CAST(grouping(${args.join(", ")}) AS BIGINT)`),
} as const satisfies Record<keyof typeof AGGREGATES, DuckDbFunction>;
