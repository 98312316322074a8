import type { BoundCall } from "../../../plan/bound.js";
import { constantInt } from "../../../plan/coercion.js";
import type { WINDOWS } from "../../../plan/functions/windows.js";
import { duckType } from "../types.js";
import { raise } from "./casts.js";
import { once } from "./once.js";
import type { AggregateContext, DuckDbFunction } from "./types.js";

const int = (name: string): DuckDbFunction => ({
	window: (_args, _call, { over }) => `CAST(${name}()${over} AS INTEGER)`,
});
const share = (name: string): DuckDbFunction => ({ window: (_args, _call, { over }) => `${name}()${over}` });

const nulls = ({ ignoreNulls }: AggregateContext): string => (ignoreNulls ? " IGNORE NULLS" : "");

const neighbour = (name: "lag" | "lead"): DuckDbFunction => ({
	window: ([x, offset = "1", otherwise = "NULL"], _call: BoundCall, context) =>
		`${name}(${x}, ${offset}, ${otherwise}${nulls(context)})${context.over}`,
});

export const WINDOW_ROWS = {
	row_number: int("row_number"),
	rank: int("rank"),
	dense_rank: int("dense_rank"),
	percent_rank: share("percent_rank"),
	cume_dist: share("cume_dist"),
	ntile: { window: ([n = "1"], _call, { over }) => `CAST(ntile(${n})${over} AS INTEGER)` },
	lag: neighbour("lag"),
	lead: neighbour("lead"),
	counter_diff: {
		window: ([value = "", start = "NULL"], call, context) => {
			const row = `CASE WHEN ${value} IS NOT NULL THEN {'c': ${value}, 's': ${start}} END`;
			const before = `lag(${row} IGNORE NULLS)${context.over}`;
			const negative = raise("COUNTER_DIFF_NEGATIVE_COUNTER_VALUE", "a counter is never negative");
			const earlier = raise("COUNTER_DIFF_START_TIME_DECREASED", "a counter's start time never decreases");
			return once([value, start, before], context, (c, s, p) => {
				const times =
					call.args.length > 1 ? `WHEN ${s} < (${p}).s THEN ${earlier} WHEN ${s} > (${p}).s THEN NULL ` : "";
				return `(CASE WHEN ${c} < 0 THEN ${negative} ${times}WHEN ${c} >= (${p}).c THEN CAST(${c} - (${p}).c AS ${duckType(call.type)}) END)`;
			});
		},
	},
	nth_value: {
		window: ([x, n], call, context) =>
			`nth_value(${x}, ${constantInt(call.args[1]) ?? n}${nulls(context)})${context.over}`,
	},
} as const satisfies Record<keyof typeof WINDOWS, DuckDbFunction>;
