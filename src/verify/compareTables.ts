import { type DataType, UNKNOWN } from "../core/dataTypes.js";
import type { CanonicalTable } from "./canonical.js";
import { type CanonicalRow, sameRow, sameValue, sortedRows, sortKey, typeByName } from "./equality.js";

/** What differs between our table and the other one; empty when they are equal. */
export function compareTables(
	ours: CanonicalTable,
	theirs: CanonicalTable,
	options: { readonly key?: readonly string[]; readonly by?: "rows" | "count" | "columns" } = {},
): string[] {
	const schemas = compareSchemas(ours, theirs);
	if (schemas.length > 0 || options.by === "columns") return schemas;
	if (ours.rows.length !== theirs.rows.length)
		return [
			`${ours.rows.length} rows here, ${theirs.rows.length} there`,
			...differingRows(ours, theirs, options.key),
		];
	// Which of several rows is kept, or what a random number is, no two engines agree on.
	return options.by === "count" ? [] : differingRows(ours, theirs, options.key);
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
	const types = ours.schema.map(([, type]) => typeByName(type));
	const left = sortedRows(ours.rows);
	const right = sortedRows(theirs.rows);
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
		const at = mine.findIndex((value, i) => !sameValue(value, other[i], types[i] ?? UNKNOWN));
		lines.push(
			`first difference: ${ours.schema[at]?.[0]} is ${JSON.stringify(mine[at])} here, ${JSON.stringify(other[at])} there`,
		);
	}
	return lines;
}

/** The rows of `a` without a partner in `b`. */
function minus(a: Rows, b: Rows, types: readonly DataType[]): Rows {
	const left = new Map<string, CanonicalRow[]>();
	for (const row of b) {
		const key = sortKey(row);
		const alike = left.get(key);
		if (alike) alike.push(row);
		else left.set(key, [row]);
	}
	return a.filter((row) => {
		const partners = left.get(sortKey(row)) ?? [];
		const index = partners.findIndex((other) => sameRow(row, other, types));
		if (index >= 0) partners.splice(index, 1);
		return index < 0;
	});
}

type Rows = readonly CanonicalRow[];
