import { hasVariant } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";

const ORDERED = "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE";
const HASHED = "DATATYPE_MISMATCH.HASH_VARIANT_TYPE";
const KEYS = "DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE";

/** Functions that would have to compare variants, and Spark's condition for it; those that need an order say so themselves. */
const REFUSING: Readonly<Record<string, string>> = {
	array_contains: ORDERED,
	array_distinct: ORDERED,
	array_except: ORDERED,
	array_intersect: ORDERED,
	array_position: ORDERED,
	array_remove: ORDERED,
	array_union: ORDERED,
	arrays_overlap: ORDERED,
	nullif: ORDERED,
	hash: HASHED,
	xxhash64: HASHED,
	to_csv: "DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE",
};

/** Only every other argument, from the first on, is a key. */
const keysOfMap = (args: readonly BoundExpr[]): readonly BoundExpr[] => args.filter((_, i) => i % 2 === 0);

/** Raises for a function that cannot take variants, not even inside of a container. */
export function checkVariants(fn: string, args: readonly BoundExpr[]): void {
	const condition = fn === "map" ? KEYS : REFUSING[fn];
	if (condition === undefined) return;
	const holder = (fn === "map" ? keysOfMap(args) : args).find((arg) => hasVariant(arg.type));
	if (holder)
		throw fault(
			"PLAN_TYPE_MISMATCH",
			{ expression: fn, expected: "values that can be compared", actual: "variant" },
			{ sparkCondition: condition },
		);
}
