import { type DataType, UNKNOWN } from "../core/dataTypes.js";
import { parseDataType } from "../plan/sql/parse.js";

/*
 * When two values in the canonical form are equal: decimals and whole numbers to the digit, doubles up to one part in
 * 10^12, NaN = NaN, -0 = 0, maps in any order.
 */

const TOLERANCE = 1e-12;

export type CanonicalRow = readonly unknown[];

const types = new Map<string, DataType>();

/** A type by Spark's name for it. One that has no such name is compared as if all numbers in it were doubles. */
export function typeByName(name: string): DataType {
	const known = types.get(name) ?? parsed(name);
	types.set(name, known);
	return known;
}

function parsed(name: string): DataType {
	try {
		return parseDataType(name);
	} catch {
		return UNKNOWN;
	}
}

export function sameRow(a: CanonicalRow, b: CanonicalRow, rowTypes: readonly DataType[]): boolean {
	return a.length === b.length && a.every((value, i) => sameValue(value, b[i], rowTypes[i] ?? UNKNOWN));
}

/** @example sameValue("0.30000000000000004", "0.3", DOUBLE) // true */
export function sameValue(a: unknown, b: unknown, type: DataType): boolean {
	if (a === b) return true;
	if (typeof a === "string" && typeof b === "string") return isInexact(type) && sameNumber(a, b);
	if (Array.isArray(a) && Array.isArray(b)) {
		const element = type.kind === "array" ? type.element : UNKNOWN;
		return a.length === b.length && a.every((value, i) => sameValue(value, b[i], element));
	}
	if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
	if ("$map" in a && "$map" in b) return sameEntries(entriesOf(a.$map), entriesOf(b.$map), type);
	if ("$struct" in a && "$struct" in b) return sameFields(entriesOf(a.$struct), entriesOf(b.$struct), type);
	if ("$variant" in a && "$variant" in b) return a.$variant === b.$variant;
	return "$binary" in a && "$binary" in b && a.$binary === b.$binary;
}

const isInexact = ({ kind }: DataType): boolean =>
	kind === "float" || kind === "double" || kind === "unknown";

type Entry = readonly [unknown, unknown];
const entriesOf = (entries: unknown): readonly Entry[] => entries as readonly Entry[];

function sameEntries(a: readonly Entry[], b: readonly Entry[], type: DataType): boolean {
	const [key, value] = type.kind === "map" ? [type.key, type.value] : [UNKNOWN, UNKNOWN];
	const [left, right] = [byKey(a), byKey(b)];
	return (
		left.length === right.length &&
		left.every(([k, v], i) => sameValue(k, right[i]?.[0], key) && sameValue(v, right[i]?.[1], value))
	);
}

function sameFields(a: readonly Entry[], b: readonly Entry[], type: DataType): boolean {
	const fields = type.kind === "struct" ? type.fields : [];
	return (
		a.length === b.length &&
		a.every(
			([name, value], i) => name === b[i]?.[0] && sameValue(value, b[i]?.[1], fields[i]?.type ?? UNKNOWN),
		)
	);
}

function byKey(entries: readonly Entry[]): readonly Entry[] {
	return entries
		.map((entry) => [sortKey(entry[0]), entry] as const)
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([, entry]) => entry);
}

/** Rows as a multiset: in the order of a text in which numbers are rounded, so that nearly equal doubles sort alike. */
export function sortedRows(rows: readonly CanonicalRow[]): readonly CanonicalRow[] {
	return rows
		.map((row) => [sortKey(row), row] as const)
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([, row]) => row);
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** A text that equal values share. */
export function sortKey(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) => {
		if (typeof inner === "string" && NUMBER.test(inner)) {
			const number = Number(inner);
			return number === 0 ? "0" : number.toPrecision(9);
		}
		if (inner !== null && typeof inner === "object" && "$map" in inner)
			return { $map: (inner.$map as unknown[]).map((entry) => sortKey(entry)).sort() };
		return inner;
	});
}

const SPECIAL = /^(?:NaN|-?Infinity)$/;

function sameNumber(a: string, b: string): boolean {
	const isNumber = (text: string): boolean => NUMBER.test(text) || SPECIAL.test(text);
	if (!isNumber(a) || !isNumber(b)) return false;
	const [x, y] = [Number(a), Number(b)];
	if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) && Number.isNaN(y);
	return x === y || Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y));
}
