import type { BoundCall } from "../../../plan/bound.js";
import { constantInt } from "../../../plan/coercion.js";
import type { WINDOWS } from "../../../plan/functions/windows.js";
import type { AggregateContext, DuckDbFunction } from "./types.js";

const int = (name: string): DuckDbFunction => ({
	window: (args, _call, { over }) => `CAST(${name}(${args.join(", ")})${over} AS INTEGER)`,
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
	nth_value: {
		window: ([x, n], call, context) =>
			`nth_value(${x}, ${constantInt(call.args[1]) ?? n}${nulls(context)})${context.over}`,
	},
} as const satisfies Record<keyof typeof WINDOWS, DuckDbFunction>;
