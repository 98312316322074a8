import type { CanonicalTable } from "./canonical.js";

/** Doubles are equal up to one part in 10^12. */
const TOLERANCE = 1e-12;

/** What differs between our table and the other one; empty when they are equal. */
export function compareTables(
	ours: CanonicalTable,
	theirs: CanonicalTable,
	options: { readonly key?: readonly string[]; readonly byChance?: boolean } = {},
): string[] {
	const schemas = compareSchemas(ours, theirs);
	if (schemas.length > 0) return schemas;
	if (ours.rows.length !== theirs.rows.length)
		return [
			`${ours.rows.length} rows here, ${theirs.rows.length} there`,
			...differingRows(ours, theirs, options.key),
		];
	// Which of several rows is kept, or what a random number is, no two engines agree on.
	return options.byChance === true ? [] : differingRows(ours, theirs, options.key);
}

function compareSchemas(ours: CanonicalTable, theirs: CanonicalTable): string[] {
	const text = (table: CanonicalTable): string => table.schema.map(([n, t]) => `${n} ${t}`).join(", ");
	return text(ours) === text(theirs) ? [] : [`columns here: ${text(ours)}`, `columns there: ${text(theirs)}`];
}

/** At most this many rows are shown. */
const SHOWN = 3;

function differingRows(
	ours: CanonicalTable,
	theirs: CanonicalTable,
	key: readonly string[] | undefined,
): string[] {
	const types = ours.schema.map(([, type]) => type);
	const left = sorted(ours.rows);
	const right = sorted(theirs.rows);
	if (left.length === right.length && left.every((row, i) => sameRow(row, right[i] ?? [], types))) return [];
	const missing = minus(right, left, types);
	const extra = minus(left, right, types);
	const keyText = (row: readonly unknown[]): string => {
		const shown = key?.map((name) => ours.schema.findIndex(([n]) => n === name)).filter((i) => i >= 0) ?? [];
		const columns = shown.length > 0 ? shown : row.map((_, i) => i);
		return columns.map((i) => `${ours.schema[i]?.[0]}=${JSON.stringify(row[i])}`).join(" ");
	};
	const lines = [
		...extra.slice(0, SHOWN).map((row) => `only here: ${keyText(row)}`),
		...missing.slice(0, SHOWN).map((row) => `only there: ${keyText(row)}`),
	];
	const [mine, other] = [extra[0], missing[0]];
	if (mine && other && extra.length === missing.length) {
		const at = mine.findIndex((value, i) => !sameValue(value, other[i], types[i] ?? ""));
		lines.push(
			`first difference: ${ours.schema[at]?.[0]} is ${JSON.stringify(mine[at])} here, ${JSON.stringify(other[at])} there`,
		);
	}
	return lines;
}

/** The rows of `a` without a partner in `b`. */
function minus(a: Rows, b: Rows, types: readonly string[]): Rows {
	const left = new Map<string, (readonly unknown[])[]>();
	for (const row of b) left.set(sortKey(row), [...(left.get(sortKey(row)) ?? []), row]);
	return a.filter((row) => {
		const partners = left.get(sortKey(row)) ?? [];
		const index = partners.findIndex((other) => sameRow(row, other, types));
		if (index >= 0) partners.splice(index, 1);
		return index < 0;
	});
}

type Rows = readonly (readonly unknown[])[];

/** By a text in which numbers are rounded, so that nearly equal doubles sort alike. */
function sorted(rows: Rows): Rows {
	return rows
		.map((row) => [sortKey(row), row] as const)
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([, row]) => row);
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

function sortKey(value: unknown): string {
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

const sameRow = (a: readonly unknown[], b: readonly unknown[], types: readonly string[]): boolean =>
	a.length === b.length && a.every((value, i) => sameValue(value, b[i], types[i] ?? ""));

function sameValue(a: unknown, b: unknown, type: string): boolean {
	if (a === b) return true;
	if (typeof a === "string" && typeof b === "string") return /float|double/.test(type) && sameNumber(a, b);
	if (Array.isArray(a) && Array.isArray(b))
		return a.length === b.length && a.every((value, i) => sameValue(value, b[i], type));
	if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
	if ("$map" in a && "$map" in b) return sameValue(byKey(a.$map), byKey(b.$map), type);
	if ("$struct" in a && "$struct" in b) return sameValue(a.$struct, b.$struct, type);
	return "$binary" in a && "$binary" in b && a.$binary === b.$binary;
}

const byKey = (entries: unknown): unknown[] =>
	[...(entries as unknown[])].sort((x, y) => (sortKey(x) < sortKey(y) ? -1 : 1));

function sameNumber(a: string, b: string): boolean {
	const [x, y] = [Number(a), Number(b)];
	if (a === "" || b === "" || (Number.isNaN(x) && a !== "NaN") || (Number.isNaN(y) && b !== "NaN"))
		return false;
	if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) && Number.isNaN(y);
	return x === y || Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y));
}
