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
	const types = expected.schema.map(([, type]) => type);
	const left = ordered ? actual.rows : sorted(actual.rows);
	const right = ordered ? expected.rows : sorted(expected.rows);
	for (let i = 0; i < right.length; i++) {
		const [a, b] = [left[i] as readonly unknown[], right[i] as readonly unknown[]];
		const at = a.findIndex((value, c) => !same(value, b[c], types[c] as string));
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

/** Rows as a multiset: sorted by a text in which numbers are rounded, so that nearly equal doubles sort alike. */
function sorted(rows: readonly (readonly unknown[])[]): (readonly unknown[])[] {
	return [...rows]
		.map((row) => [sortKey(row), row] as const)
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([, row]) => row);
}

function sortKey(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) => {
		if (typeof inner === "string" && isDouble(inner)) return roughly(Number(inner));
		if (inner !== null && typeof inner === "object" && "$map" in inner)
			return { $map: [...(inner.$map as unknown[])].map((e) => JSON.stringify(e)).sort() };
		return inner;
	});
}

const isDouble = (text: string): boolean => /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);
const roughly = (value: number): string => (value === 0 ? "0" : value.toPrecision(9));

function same(a: unknown, b: unknown, type: string): boolean {
	if (a === b) return true;
	if (typeof a === "string" && typeof b === "string")
		return /float|double/.test(type) && isNumeric(a) && isNumeric(b) && close(Number(a), Number(b));
	if (Array.isArray(a) && Array.isArray(b))
		return a.length === b.length && a.every((v, i) => same(v, b[i], type));
	if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
	if ("$map" in a && "$map" in b) return same(byText(a.$map), byText(b.$map), type);
	if ("$struct" in a && "$struct" in b) return same(a.$struct, b.$struct, type);
	if ("$variant" in a && "$variant" in b) return a.$variant === b.$variant;
	return "$binary" in a && "$binary" in b && a.$binary === b.$binary;
}

const isNumeric = (text: string): boolean => isDouble(text) || /^(NaN|-?Infinity)$/.test(text);

function byText(entries: unknown): unknown[] {
	return [...(entries as unknown[])].sort((x, y) => (sortKey(x) < sortKey(y) ? -1 : 1));
}

function close(a: number, b: number): boolean {
	if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
	if (a === b) return true;
	return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}
