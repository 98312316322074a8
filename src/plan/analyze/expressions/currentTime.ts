import type { CurrentTimeExpr, Expr } from "../../expr.js";

const NAMES: Readonly<Record<string, CurrentTimeExpr["fn"]>> = {
	current_timestamp: "current_timestamp",
	now: "current_timestamp",
	current_date: "current_date",
	curdate: "current_date",
	localtimestamp: "localtimestamp",
	current_timezone: "current_timezone",
};

/** `current_date()` however a front end wrote it; SQL allows it without parentheses where no column has the name. */
export function currentTimeOf(expr: Expr): CurrentTimeExpr | undefined {
	const name =
		expr.kind === "call" && expr.args.length === 0
			? expr.fn
			: expr.kind === "column" && expr.name.length === 1 && expr.of === undefined
				? expr.name[0]
				: undefined;
	const fn = name === undefined ? undefined : NAMES[name.toLowerCase()];
	return fn && Object.freeze({ kind: "currentTime", fn });
}
