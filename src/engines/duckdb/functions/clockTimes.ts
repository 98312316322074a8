import type { DataType } from "../../../core/dataTypes.js";
import type { BoundCall, BoundExpr } from "../../../plan/bound.js";
import { constantText } from "../../../plan/coercion.js";
import { type CLOCK_TIMES, CLOCK_UNITS } from "../../../plan/functions/clockTimes.js";
import { duckType } from "../types.js";
import { castSql, raise, whenThere } from "./casts.js";
import { once } from "./once.js";
import { tryEval } from "./tryEval.js";
import type { DuckDbFunction } from "./types.js";

const DAY = 86_400_000_000;
const MICROS: Readonly<Record<(typeof CLOCK_UNITS)[number], number>> = {
	hour: 3_600_000_000,
	minute: 60_000_000,
	second: 1_000_000,
	millisecond: 1000,
	microsecond: 1,
};

const outside = raise(
	"DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION",
	"a time of day is less than 24 hours, and not negative",
);

/** A time of day from its microseconds. */
export const clock = (micros: string): string => `aq_clock(CAST(${micros} AS BIGINT))`;

/** The same where they may be too many. */
const bounded = (micros: string): string =>
	`(CASE WHEN ${micros} IS NULL THEN NULL WHEN ${micros} >= 0 AND ${micros} < ${DAY} THEN ${clock(micros)} ELSE ${outside} END)`;

/** `time ± interval`; beyond the day an error, or NULL. */
export function shiftedClock(at: string, op: "+" | "-", by: string, attempt: boolean): string {
	const micros = `(epoch_us(${at}) ${op} aq_micros(${by}))`;
	const lost = attempt ? "NULL" : raise("DATETIME_OVERFLOW", "the time of day runs over the end of the day");
	return `(CASE WHEN ${micros} >= 0 AND ${micros} < ${DAY} THEN ${clock(micros)} WHEN ${micros} IS NOT NULL THEN ${lost} END)`;
}

const unitOf = (unit: string, call: BoundCall): string => {
	const constant = constantText(call.args[0])?.toLowerCase();
	const known = CLOCK_UNITS.find((u) => u === constant);
	if (known) return String(MICROS[known]);
	const branches = CLOCK_UNITS.map((u) => `WHEN '${u}' THEN ${MICROS[u]}`).join(" ");
	const problem = raise("INVALID_PARAMETER_VALUE.TIME_UNIT", "there is no such unit of a time");
	return `(CASE WHEN ${unit} IS NOT NULL THEN CASE lower(${unit}) ${branches} ELSE ${problem} END END)`;
};

const typeAt = (call: BoundCall, i = 0): DataType => (call.args[i] as BoundExpr).type;

/** As many digits of the second as the type has. */
export function atPrecision(sql: string, type: DataType): string {
	if (type.kind !== "time" || type.precision >= 6) return sql;
	const step = 10 ** (6 - type.precision);
	return clock(`epoch_us(${sql}) // ${step} * ${step}`);
}

const parse = (attempt: boolean) =>
	({
		sql: ([text = "", pattern], _call, context) =>
			once([text, pattern ?? "''"], context, (t = "", p = "") => {
				const found =
					pattern === undefined
						? `aq_time_micros(${t})`
						: `${attempt ? "aq_try_parse_clock" : "aq_parse_clock"}(${t}, ${p})`;
				const value = `aq_clock(${found})`;
				if (attempt) return value;
				const message = `'[CANNOT_PARSE_TIME] The text ''' || ${t} || ''' is no time of day. Use try_to_time to tolerate it'`;
				const checked = whenThere(t, `coalesce(${value}, error(${message}))`);
				return pattern === undefined ? checked : whenThere(p, checked);
			}),
	}) satisfies DuckDbFunction;

export const CLOCK_TIME_ROWS = {
	current_time: {
		sql: ([now = ""], call) => atPrecision(`CAST(CAST(${now} AS TIMESTAMP) AS TIME)`, call.type),
	},
	make_time: {
		sql: ([hour, minute, second]) => {
			const micros = `(CAST(${hour} AS BIGINT) * 3600000000 + CAST(${minute} AS BIGINT) * 60000000 + CAST(CAST(${second} AS DECIMAL(38,6)) * 1000000 AS BIGINT))`;
			const fits = `${hour} BETWEEN 0 AND 23 AND ${minute} BETWEEN 0 AND 59 AND ${second} >= 0 AND ${second} < 60`;
			return `(CASE WHEN ${micros} IS NULL THEN NULL WHEN ${fits} THEN ${clock(micros)} ELSE ${outside} END)`;
		},
	},
	to_time: parse(false),
	try_to_time: { sql: tryEval(parse(true).sql) },
	time_diff: {
		sql: ([unit = "", from, to], call) => `((epoch_us(${to}) - epoch_us(${from})) // ${unitOf(unit, call)})`,
	},
	time_trunc: {
		sql: ([unit = "", at = ""], call, context) =>
			once([at, unitOf(unit, call)], context, (t = "", step = "") =>
				clock(`epoch_us(${t}) // ${step} * ${step}`),
			),
	},
	time_from_micros: {
		sql: ([n = ""], _call, context) => once([n], context, (micros = "") => bounded(micros)),
	},
	time_from_millis: {
		sql: ([n = ""], _call, context) =>
			once([`(CAST(${n} AS HUGEINT) * 1000)`], context, (micros = "") => bounded(micros)),
	},
	time_from_seconds: {
		sql: ([n = ""], call, context) => {
			const exact = castSql(n, typeAt(call), SECONDS, "try", context);
			const micros = `CAST(CAST(${exact} AS DECIMAL(38,6)) * 1000000 AS BIGINT)`;
			const known = `(CASE WHEN ${n} IS NOT NULL THEN coalesce(${micros}, -1) END)`;
			return once([known], context, (m = "") => bounded(m));
		},
	},
	time_to_micros: { sql: ([t]) => `epoch_us(${t})` },
	time_to_millis: { sql: ([t]) => `(epoch_us(${t}) // 1000)` },
	time_to_seconds: { sql: ([t], call) => secondsOf(t as string, call.type) },
} as const satisfies Record<keyof typeof CLOCK_TIMES, DuckDbFunction>;

const SECONDS: DataType = Object.freeze({ kind: "decimal", precision: 18, scale: 6 });

/** The seconds of the day with their fraction. */
export function secondsOf(time: string, type: DataType): string {
	return `CAST(CAST(epoch_us(${time}) AS DECIMAL(18,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS ${duckType(type)})`;
}
