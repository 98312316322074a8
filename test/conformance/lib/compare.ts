import type { DataType } from "../../../src/core/dataTypes.js";
import { sameValue, sortedRows, typeByName } from "../../../src/verify/equality.js";
import type { Answer } from "./answer.js";

/** What differs between an answer and Spark's, in words; `undefined` when they are equal. */
export function difference(actual: Answer, expected: Answer, ordered: boolean): string | undefined {
	if ("error" in expected) {
		if (!("error" in actual))
			return `Spark raises ${expected.error}, got ${JSON.stringify(actual.rows).slice(0, 300)}`;
		const accepted = [expected.error, ...(expected.cause ? [expected.cause] : [])];
		return accepted.some((e) => refusesAlike(actual.error, e))
			? undefined
			: `Spark raises ${accepted.join(" / ")}, got ${actual.error}`;
	}
	if ("error" in actual)
		return `raised ${actual.error}, Spark gives ${JSON.stringify(expected.rows).slice(0, 300)}`;
	const [have, want] = [JSON.stringify(actual.schema), JSON.stringify(expected.schema)];
	if (have !== want) return `schema ${have}, Spark ${want}`;
	if (actual.rows.length !== expected.rows.length)
		return `${actual.rows.length} rows, Spark ${expected.rows.length}`;
	const types = expected.schema.map(([, type]) => typeByName(type));
	const left = ordered ? actual.rows : sortedRows(actual.rows);
	const right = ordered ? expected.rows : sortedRows(expected.rows);
	for (let i = 0; i < right.length; i++) {
		const [a, b] = [left[i] as readonly unknown[], right[i] as readonly unknown[]];
		const at = a.findIndex((value, c) => !sameValue(value, b[c], types[c] as DataType));
		if (at >= 0)
			return `row ${i}, column ${expected.schema[at]?.[0]}: ${JSON.stringify(a[at])}, Spark ${JSON.stringify(b[at])}`;
	}
	return undefined;
}

const refusals = /^(?:PLAN_MISPLACED|PLAN_BAD_ARGUMENT|PLAN_STREAMING|SQL_SYNTAX):/;

/**
 * The same condition, or the same class of it (`DATATYPE_MISMATCH.…`). Some of our codes stand for several of Spark's
 * conditions, so they carry none; that both refuse is what counts then. `…_UNSUPPORTED` is never a refusal of Spark's.
 */
function refusesAlike(actual: string, expected: string): boolean {
	return actual.split(".")[0] === expected.split(".")[0] || refusals.test(actual);
}
