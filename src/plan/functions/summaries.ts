import { array, BIGINT, BINARY, type DataType, DOUBLE, FLOAT, field, struct } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { constantInt } from "../coercion.js";
import type { CallToBind, FunctionSpec } from "../functionSpec.js";
import {
	aggregate,
	type Expect,
	elementOf,
	family,
	integer,
	number,
	scalar,
	strictArray,
	to,
	typeOf,
} from "./build.js";

const bigint: Expect = to(BIGINT);
const binary: Expect = family("a binary", (t) => t.kind === "binary", BINARY);
const strictBinary: Expect = (arg, name) => {
	if (arg.type.kind === "string") return family("a binary", (t) => t.kind === "binary")(arg, name);
	return binary(arg, name);
};
const bitmaps = { nullable: false } as const;

/** Numbers and times; a text is a double. */
const measurable: Expect = (arg, name) =>
	["date", "timestamp", "timestamp_ntz", "year_month_interval", "day_time_interval"].includes(arg.type.kind)
		? arg
		: number(arg, name);

function bins(args: readonly BoundExpr[], call: CallToBind): DataType {
	const count = constantInt(args[1]);
	if (count === undefined || count < 2)
		throw fault(
			"PLAN_BAD_ARGUMENT",
			{ name: call.name, problem: "the number of bins must be a constant, at least 2" },
			{ sparkCondition: "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE" },
		);
	return array(struct([field("x", typeOf(args[0])), field("y", DOUBLE)]));
}

const vector = family("an array of floats", (t) => t.kind === "array" && t.element.kind === "float");

/** Sketches of what a group holds: bitmaps, histograms, sets, means of vectors. */
export const SUMMARIES = {
	bitmap_bit_position: scalar([bigint], BIGINT),
	bitmap_bucket_number: scalar([bigint], BIGINT),
	bitmap_count: scalar([strictBinary], BIGINT),
	bitmap_construct_agg: aggregate([bigint], BINARY, bitmaps),
	bitmap_or_agg: aggregate([strictBinary], BINARY, bitmaps),
	bitmap_and_agg: aggregate([strictBinary], BINARY, bitmaps),
	histogram_numeric: aggregate([measurable, integer], bins, {
		orderDependent: true,
		inexact: "approximate",
	}),
	collect_union: aggregate([strictArray], (args) => array(elementOf(typeOf(args[0])), false), {
		nullable: false,
		orderDependent: true,
	}),
	vector_sum: aggregate([vector], array(FLOAT, false), { orderDependent: true }),
	vector_avg: aggregate([vector], array(FLOAT, false), { orderDependent: true, inexact: "approximate" }),
} as const satisfies Record<string, FunctionSpec>;
