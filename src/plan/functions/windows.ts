import { DOUBLE, INT, isNumeric, isTimestamp } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { constantInt, implicitCast } from "../coercion.js";
import type { CallToBind, FunctionSpec, WindowSpec } from "../functionSpec.js";
import { any, type Expect, family, foldable, integer, typeOf, typeOfArg, windowed } from "./build.js";

/** The arguments say nothing that ORDER BY does not. */
const rank = (): WindowSpec => windowed([], INT, { nullable: false, rest: any });
const share = (): WindowSpec => windowed([], DOUBLE, { nullable: false });

/** lag and lead: the default has the value's type. */
function withDefault(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const [value, offset, otherwise] = args as [BoundExpr, BoundExpr?, BoundExpr?];
	if (otherwise === undefined) return args;
	return [value, offset as BoundExpr, implicitCast(otherwise, typeOf(value), call.name)];
}

const neighbour = (): WindowSpec =>
	windowed([any, integer, any], typeOfArg(0), {
		optional: 2,
		together: withDefault,
	});

const startTime = family("a timestamp", (t) => isTimestamp(t) || t.kind === "void");
const counted = family("a number", isNumeric);

/** Which row counts from 1, and is a constant. */
const place: Expect = (arg, name) => {
	const given = integer(foldable(arg, name), name);
	if ((constantInt(given) ?? 1) > 0) return given;
	throw fault(
		"PLAN_BAD_ARGUMENT",
		{ name, problem: "the place must be greater than 0" },
		{ sparkCondition: "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE" },
	);
};

export const WINDOWS = {
	row_number: windowed([], INT, { nullable: false, orderDependent: true }),
	rank: rank(),
	dense_rank: rank(),
	percent_rank: windowed([], DOUBLE, { nullable: false, rest: any }),
	cume_dist: share(),
	ntile: windowed([integer], INT, { optional: 1, nullable: false, orderDependent: true }),
	lag: neighbour(),
	lead: neighbour(),
	/** What a growing counter grew by; NULL where it began anew. */
	counter_diff: windowed([counted, startTime], typeOfArg(0), {
		optional: 1,
		params: ["value", "start_time"],
	}),
	nth_value: windowed([any, place], typeOfArg(0), { needsOrder: false, orderDependent: true }),
} as const satisfies Record<string, FunctionSpec>;
