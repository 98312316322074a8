import type { Expr } from "./expr.js";
import { isColumn, isDataFrame } from "./marks.js";
import { badArgument, columnExpr, describeValue, use, valueExpr } from "./operands.js";
import type { RepartitionRelation, SampleRelation } from "./relation.js";

/** A plain object, as options are. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" &&
	value !== null &&
	!Array.isArray(value) &&
	!isColumn(value) &&
	!isDataFrame(value);

/** A number of rows, or a Column such as a parameter. */
export function rowCount(count: unknown, where: string): Expr {
	if (isColumn(count)) return use(count);
	if (typeof count === "number" && Number.isInteger(count) && count >= 0) return valueExpr(count, where);
	throw badArgument(where, `needs a number of rows, got ${describeValue(count)}`);
}

/** `sample(fraction, seed)`, `sample(withReplacement, fraction, seed)`, `sample({ fraction, … })`. */
export function sampling(
	args: readonly unknown[],
): Pick<SampleRelation, "fraction" | "withReplacement" | "seed"> {
	const [first, second, third] = args;
	const given: Record<string, unknown> = isRecord(first)
		? first
		: typeof first === "boolean"
			? { withReplacement: first, fraction: second, seed: third }
			: { fraction: first, seed: second };
	const { fraction, seed, withReplacement } = given;
	if (typeof fraction !== "number" || !(fraction >= 0))
		throw badArgument("sample", `needs a fraction such as 0.1, got ${describeValue(fraction)}`);
	if (seed !== undefined && !Number.isInteger(seed))
		throw badArgument("sample", `the seed is a whole number, got ${describeValue(seed)}`);
	return {
		fraction,
		withReplacement: withReplacement === true,
		...(typeof seed === "number" ? { seed } : {}),
	};
}

/** `repartition(n, ...columns)`, `repartition(...columns)`, `coalesce(n)`. */
export function partitioning(
	args: readonly unknown[],
	shuffle: boolean,
	where: string,
): Pick<RepartitionRelation, "partitions" | "columns" | "shuffle"> {
	const [first, ...rest] = args;
	const partitions = typeof first === "number" ? first : undefined;
	if (partitions !== undefined && !(Number.isInteger(partitions) && partitions > 0))
		throw badArgument(where, `the number of partitions is a positive whole number, got ${partitions}`);
	if (partitions === undefined && !shuffle)
		throw badArgument(where, `needs a number, got ${describeValue(first)}`);
	const columns = (partitions === undefined ? args : rest).map((item) => columnExpr(item, where));
	return { ...(partitions === undefined ? {} : { partitions }), columns: Object.freeze(columns), shuffle };
}

/** Grouping sets as indexes into the keys; keys are compared by what they say. */
export function setsOf(
	keys: readonly Expr[],
	sets: readonly (readonly Expr[])[],
): readonly (readonly number[])[] {
	const texts = keys.map((key) => JSON.stringify(key));
	const indexOf = (key: Expr): number => {
		const index = texts.indexOf(JSON.stringify(key));
		if (index < 0) throw badArgument("groupingSets", "a set has a key that is not in the list of keys");
		return index;
	};
	return Object.freeze(sets.map((set) => Object.freeze(set.map(indexOf))));
}
