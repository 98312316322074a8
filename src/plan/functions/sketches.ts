import {
	array,
	BIGINT,
	BINARY,
	type DataType,
	DOUBLE,
	FLOAT,
	field,
	INT,
	isInteger,
	STRING,
	struct,
} from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { castTo, constantInt, constantText, implicitCast, mismatch } from "../coercion.js";
import type { AggregateSpec, CallToBind, FunctionSpec, ScalarSpec } from "../functionSpec.js";
import {
	aggregate,
	bool,
	constantOf,
	type Expect,
	foldable,
	integer,
	scalar,
	strictText,
	to,
	typeOf,
} from "./build.js";

const APPROXIMATE = { inexact: "approximate" } as const;
/** Over no rows too a sketch is there, an empty one. */
const SKETCH = { ...APPROXIMATE, nullable: false } as const;

const sketch: Expect = (arg, name) => {
	if (arg.type.kind === "void") return castTo(arg, BINARY);
	if (arg.type.kind === "binary" || arg.type.kind === "unknown") return arg;
	throw mismatch(name, "a binary", arg);
};

const oneOf =
	(...kinds: readonly DataType["kind"][]): Expect =>
	(arg, name) => {
		if (kinds.includes(arg.type.kind) || arg.type.kind === "unknown") return arg;
		throw mismatch(name, kinds.join(", "), arg);
	};

const counted: Expect = oneOf("int", "bigint", "string", "binary");
const hashed: Expect = (arg, name) => {
	if (arg.type.kind === "array" && (arg.type.element.kind === "int" || arg.type.element.kind === "bigint"))
		return arg;
	return oneOf("int", "bigint", "float", "double", "string", "binary")(arg, name);
};
const whole: Expect = (arg, name) => {
	if (isInteger(arg.type)) return castTo(arg, BIGINT);
	return oneOf("bigint")(arg, name);
};
const floating: Expect = (arg, name) => castTo(oneOf("float", "double")(arg, name), DOUBLE);
const single: Expect = oneOf("float");
const constantNumber: Expect = (arg, name) => foldable(integer(arg, name), name);
const constantWord: Expect = (arg, name) => foldable(strictText(arg, name), name);

const refused = (name: string, problem: string, sparkCondition: string): Error =>
	fault("PLAN_BAD_ARGUMENT", { name, problem }, { sparkCondition });
const hinted = (name: string, problem: string): Error =>
	refused(name, problem, "DATATYPE_MISMATCH.TYPE_CHECK_FAILURE_WITH_HINT");

/* Tuple sketches */

const MODES = ["sum", "min", "max", "alwaysone"];

/** Checks the number of entries and the mode where they are constants, which Spark asks for. */
const tupleOptions =
	(lgAt: number | undefined, modeAt: number | undefined) =>
	(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] => {
		const lg = lgAt === undefined ? undefined : constantInt(args[lgAt]);
		if (lg !== undefined && (lg < 4 || lg > 26))
			throw hinted(call.name, `the number of entries must be between 2^4 and 2^26, not 2^${lg}`);
		const mode = modeAt === undefined ? undefined : constantText(args[modeAt]);
		if (mode !== undefined && !MODES.includes(mode.toLowerCase()))
			throw hinted(call.name, `the mode is one of ${MODES.join(", ")}, not ${mode}`);
		return args;
	};

const ENTRIES = { lgNomEntries: constantOf(INT, "12") } as const;

const built = (value: Expect): AggregateSpec =>
	aggregate([hashed, value, constantNumber, constantWord], BINARY, {
		...SKETCH,
		optional: 2,
		together: tupleOptions(2, 3),
		params: ["key", "summary", "lgNomEntries", "mode"],
		defaults: ENTRIES,
	});
const tupleUnion = (): ScalarSpec =>
	scalar([sketch, sketch, constantNumber, constantWord], BINARY, {
		...APPROXIMATE,
		optional: 2,
		together: tupleOptions(2, 3),
		params: ["first", "second", "lgNomEntries", "mode"],
		defaults: ENTRIES,
	});
const tupleIntersection = (): ScalarSpec =>
	scalar([sketch, sketch, constantWord], BINARY, {
		...APPROXIMATE,
		optional: 1,
		together: tupleOptions(undefined, 2),
	});
const pair = (): ScalarSpec => scalar([sketch, sketch], BINARY, APPROXIMATE);
const tupleUnionAgg = (): AggregateSpec =>
	aggregate([sketch, constantNumber, constantWord], BINARY, {
		...SKETCH,
		optional: 2,
		together: tupleOptions(1, 2),
		params: ["child", "lgNomEntries", "mode"],
		defaults: ENTRIES,
	});
const tupleIntersectionAgg = (): AggregateSpec =>
	aggregate([sketch, constantWord], BINARY, { ...SKETCH, optional: 1, together: tupleOptions(undefined, 1) });
const summary = (type: DataType): ScalarSpec =>
	scalar([sketch, constantWord], type, { ...APPROXIMATE, optional: 1, together: tupleOptions(undefined, 1) });
const measure = (type: DataType): ScalarSpec => scalar([sketch], type, APPROXIMATE);

/* Quantile sketches */

function checkedK(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const k = constantInt(args[1]);
	if (k !== undefined && (k < 8 || k > 65535))
		throw hinted(call.name, `the parameter k must be between 8 and 65535, not ${k}`);
	return args;
}

const quantiles = (value: Expect): AggregateSpec =>
	aggregate([value, constantNumber], BINARY, { ...SKETCH, optional: 1, together: checkedK });

/** One value or an array of them, none of which a row changes. */
const oneOrMany =
	(type: DataType): Expect =>
	(arg, name) =>
		foldable(
			arg.type.kind === "array" ? implicitCast(arg, array(type), name) : implicitCast(arg, type, name),
			name,
		);

/** The result is an array where the question is one. */
const asked =
	(type: DataType) =>
	(args: readonly BoundExpr[]): DataType =>
		typeOf(args[1]).kind === "array" ? array(type, false) : type;

const answer = (question: DataType, type: DataType): ScalarSpec =>
	scalar([sketch, oneOrMany(question)], asked(type), APPROXIMATE);

/* Frequent items */

const COUNTABLE: readonly DataType["kind"][] = [
	"boolean",
	"tinyint",
	"smallint",
	"int",
	"bigint",
	"float",
	"double",
	"decimal",
	"date",
	"timestamp",
	"timestamp_ntz",
	"string",
];
const countable: Expect = (arg, name) => {
	if (COUNTABLE.includes(arg.type.kind) || arg.type.kind === "unknown") return arg;
	throw hinted(name, `${arg.type.kind} columns are not supported`);
};
const MOST_TRACKED = 1_000_000;

/** `k` and how many items are tracked: positive constants, and enough of the second. */
const topOptions =
	(kAt: number | undefined, trackedAt: number | undefined) =>
	(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] => {
		const k = kAt === undefined ? undefined : (constantInt(args[kAt]) ?? 5);
		const tracked = trackedAt === undefined ? undefined : constantInt(args[trackedAt]);
		for (const [what, value] of [
			["k", k],
			["maxItemsTracked", tracked],
		] as const)
			if (value !== undefined && value <= 0)
				throw refused(call.name, `${what} must be positive, not ${value}`, "APPROX_TOP_K_NON_POSITIVE_ARG");
		if (tracked !== undefined && tracked > MOST_TRACKED)
			throw refused(
				call.name,
				`maxItemsTracked is at most ${MOST_TRACKED}, not ${tracked}`,
				"APPROX_TOP_K_MAX_ITEMS_TRACKED_EXCEEDS_LIMIT",
			);
		if (k !== undefined && tracked !== undefined && tracked < k)
			throw refused(
				call.name,
				`maxItemsTracked (${tracked}) must not be less than k (${k})`,
				"APPROX_TOP_K_MAX_ITEMS_TRACKED_LESS_THAN_K",
			);
		return args;
	};

const ranking = (item: DataType): DataType =>
	array(struct([field("item", item), field("count", BIGINT, false)]), false);
const state = (item: DataType): DataType =>
	struct([
		field("sketch", BINARY, false),
		field("maxItemsTracked", INT, false),
		field("itemDataType", item),
		field("itemDataTypeDDL", STRING, false),
	]);

/** The struct that approx_top_k_accumulate makes. */
const stated: Expect = (arg, name) => {
	if (arg.type.kind === "unknown") return arg;
	if (
		arg.type.kind === "struct" &&
		arg.type.fields.length === 4 &&
		arg.type.fields[0]?.type.kind === "binary"
	)
		return arg;
	throw mismatch(name, "a struct of approx_top_k_accumulate", arg);
};
const itemOf = (type: DataType): DataType =>
	type.kind === "struct" ? (type.fields[2]?.type ?? STRING) : type;

const TOP = { ...APPROXIMATE, orderDependent: true } as const;

/* Count-min sketch */

function checkedAccuracy(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const [eps, confidence] = [numberOf(args[1]), numberOf(args[2])];
	const outside = (what: string): Error =>
		refused(call.name, `${what} is out of its range`, "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE");
	if (eps !== undefined && !(eps > 0)) throw outside("eps (more than 0)");
	if (confidence !== undefined && !(confidence > 0 && confidence <= 1))
		throw outside("confidence (more than 0, at most 1)");
	return args;
}

/** The value of a constant number. */
export function numberOf(expr: BoundExpr | undefined): number | undefined {
	if (expr?.kind === "cast") return numberOf(expr.input);
	return expr?.kind === "literal" && expr.value !== null ? Number(expr.value) : undefined;
}

const counting: Expect = (arg, name) => {
	if (isInteger(arg.type)) return castTo(arg, BIGINT);
	return oneOf("string", "binary")(arg, name);
};
const accuracy: Expect = (arg, name) => foldable(oneOf("double")(arg, name), name);

/** Sketches in the forms of Apache DataSketches: estimates of counts, quantiles and frequencies. */
export const SKETCHES = {
	hll_sketch_agg: aggregate([counted, integer], BINARY, { ...SKETCH, optional: 1 }),
	hll_sketch_estimate: measure(BIGINT),
	hll_union: scalar([sketch, sketch, bool], BINARY, { ...APPROXIMATE, optional: 1 }),
	hll_union_agg: aggregate([sketch, bool], BINARY, { ...SKETCH, optional: 1 }),

	theta_sketch_agg: aggregate([hashed, integer], BINARY, { ...SKETCH, optional: 1 }),
	theta_sketch_estimate: measure(BIGINT),
	theta_union: scalar([sketch, sketch, integer], BINARY, { ...APPROXIMATE, optional: 1 }),
	theta_intersection: pair(),
	theta_difference: pair(),
	theta_union_agg: aggregate([sketch, integer], BINARY, { ...SKETCH, optional: 1 }),
	theta_intersection_agg: aggregate([sketch], BINARY, SKETCH),

	tuple_sketch_agg_integer: built(to(INT)),
	tuple_sketch_agg_double: built(to(DOUBLE)),
	tuple_sketch_estimate_integer: measure(DOUBLE),
	tuple_sketch_estimate_double: measure(DOUBLE),
	tuple_sketch_theta_integer: measure(DOUBLE),
	tuple_sketch_theta_double: measure(DOUBLE),
	tuple_sketch_summary_integer: summary(BIGINT),
	tuple_sketch_summary_double: summary(DOUBLE),
	tuple_union_integer: tupleUnion(),
	tuple_union_double: tupleUnion(),
	tuple_union_theta_integer: tupleUnion(),
	tuple_union_theta_double: tupleUnion(),
	tuple_intersection_integer: tupleIntersection(),
	tuple_intersection_double: tupleIntersection(),
	tuple_intersection_theta_integer: tupleIntersection(),
	tuple_intersection_theta_double: tupleIntersection(),
	tuple_difference_integer: pair(),
	tuple_difference_double: pair(),
	tuple_difference_theta_integer: pair(),
	tuple_difference_theta_double: pair(),
	tuple_union_agg_integer: tupleUnionAgg(),
	tuple_union_agg_double: tupleUnionAgg(),
	tuple_intersection_agg_integer: tupleIntersectionAgg(),
	tuple_intersection_agg_double: tupleIntersectionAgg(),

	kll_sketch_agg_bigint: quantiles(whole),
	kll_sketch_agg_double: quantiles(floating),
	kll_sketch_agg_float: quantiles(single),
	kll_merge_agg_bigint: quantiles(sketch),
	kll_merge_agg_double: quantiles(sketch),
	kll_merge_agg_float: quantiles(sketch),
	kll_sketch_merge_bigint: pair(),
	kll_sketch_merge_double: pair(),
	kll_sketch_merge_float: pair(),
	kll_sketch_get_n_bigint: measure(BIGINT),
	kll_sketch_get_n_double: measure(BIGINT),
	kll_sketch_get_n_float: measure(BIGINT),
	kll_sketch_to_string_bigint: measure(STRING),
	kll_sketch_to_string_double: measure(STRING),
	kll_sketch_to_string_float: measure(STRING),
	kll_sketch_get_quantile_bigint: answer(DOUBLE, BIGINT),
	kll_sketch_get_quantile_double: answer(DOUBLE, DOUBLE),
	kll_sketch_get_quantile_float: answer(DOUBLE, FLOAT),
	kll_sketch_get_rank_bigint: answer(BIGINT, DOUBLE),
	kll_sketch_get_rank_double: answer(DOUBLE, DOUBLE),
	kll_sketch_get_rank_float: answer(FLOAT, DOUBLE),

	approx_top_k: aggregate([countable, constantNumber, constantNumber], (args) => ranking(typeOf(args[0])), {
		...TOP,
		optional: 2,
		nullable: false,
		together: topOptions(1, 2),
	}),
	approx_top_k_accumulate: aggregate([countable, constantNumber], (args) => state(typeOf(args[0])), {
		...TOP,
		optional: 1,
		nullable: false,
		together: topOptions(undefined, 1),
	}),
	approx_top_k_combine: aggregate([stated, constantNumber], (args) => state(itemOf(typeOf(args[0]))), {
		...TOP,
		optional: 1,
		nullable: false,
		together: topOptions(undefined, 1),
	}),
	approx_top_k_estimate: scalar([stated, constantNumber], (args) => ranking(itemOf(typeOf(args[0]))), {
		...TOP,
		optional: 1,
		together: topOptions(1, undefined),
	}),

	count_min_sketch: aggregate([counting, accuracy, accuracy, constantNumber], BINARY, {
		params: ["column", "epsilon", "confidence", "seed"],
		nullable: false,
		together: checkedAccuracy,
	}),
} as const satisfies Record<string, FunctionSpec>;
