import { quoteName } from "./dataTypes.js";

/** A table's full name. Spark compares names without regard to case, so compare `tableKey`s. */
export interface TableName {
	readonly catalog: string;
	readonly schema: string;
	readonly table: string;
}

/** Where unqualified names belong; Spark's defaults. */
export interface NameDefaults {
	readonly catalog: string;
	readonly schema: string;
}

export const SPARK_DEFAULTS: NameDefaults = Object.freeze({ catalog: "spark_catalog", schema: "default" });

/** Fills in catalog and schema; `undefined` when there are more than three parts or an empty one. */
export function qualify(parts: readonly string[], defaults: NameDefaults): TableName | undefined {
	if (parts.length === 0 || parts.length > 3 || parts.includes("")) return undefined;
	return Object.freeze({
		catalog: parts.at(-3) ?? defaults.catalog,
		schema: parts.at(-2) ?? defaults.schema,
		table: parts.at(-1) as string,
	});
}

/** The key under which a table is known: all three parts in lower case, quoted so that dots cannot collide. */
export function tableKey(name: TableName): string {
	return `${keyPart(name.catalog)}.${keyPart(name.schema)}.${keyPart(name.table)}`;
}

const keyPart = (part: string): string => quoteName(part.toLowerCase());

/** The shortest text that names the table under these defaults, e.g. `orders` or `raw.orders`. */
export function displayName(name: TableName, defaults: NameDefaults): string {
	const inCatalog = name.catalog.toLowerCase() === defaults.catalog.toLowerCase();
	const inSchema = inCatalog && name.schema.toLowerCase() === defaults.schema.toLowerCase();
	const parts = inSchema
		? [name.table]
		: inCatalog
			? [name.schema, name.table]
			: [name.catalog, name.schema, name.table];
	return parts.map((p) => quoteName(p)).join(".");
}

/** Whether two names are one to Spark, which compares without regard to case. */
export function sameName(a: string, b: string): boolean {
	if (a === b) return true;
	const p = a.charCodeAt(0);
	const q = b.charCodeAt(0);
	// In ASCII letter case is one bit: most names differ in their first letter.
	if (p < 128 && q < 128 && (p | 32) !== (q | 32)) return false;
	return a.toLowerCase() === b.toLowerCase();
}

/** Edit distance with transpositions (optimal string alignment), in code points, on lower-cased text. */
export function editDistance(a: string, b: string): number {
	const s = [...a.toLowerCase()];
	const t = [...b.toLowerCase()];
	let beforeLast: number[] = [];
	let last = t.map((_, j) => j + 1);
	last.unshift(0);
	for (let i = 1; i <= s.length; i++) {
		const row = [i];
		for (let j = 1; j <= t.length; j++) {
			const cost = s[i - 1] === t[j - 1] ? 0 : 1;
			let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
			if (i > 1 && j > 1 && s[i - 1] === t[j - 2] && s[i - 2] === t[j - 1])
				best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
			row.push(best);
		}
		beforeLast = last;
		last = row;
	}
	return last[t.length] ?? 0;
}

/** How many letters two words begin with alike. */
function sharedStart(lower: string, name: string): number {
	const other = name.toLowerCase();
	let i = 0;
	while (i < lower.length && lower[i] === other[i]) i++;
	return i;
}

/**
 * The names nearest to what was written, best first, at most `limit`.
 * @example nearest("amonut", ["amount", "origin"]) // ["amount"]
 */
export function nearest(written: string, names: Iterable<string>, limit = 3): string[] {
	const reach = Math.max(1, Math.floor(written.length / 3));
	const lower = written.toLowerCase();
	return [...new Set(names)]
		.map((name) => {
			const distance = editDistance(written, name);
			const contains =
				lower.length >= 3 &&
				name.length >= 3 &&
				(name.toLowerCase().includes(lower) || lower.includes(name.toLowerCase()));
			// A distance of the whole length means that no letter is the same.
			const isOther = distance >= Math.max(written.length, name.length);
			return { name, distance, fits: contains || (distance <= reach && !isOther) };
		})
		.filter((c) => c.fits)
		.sort(
			(a, b) =>
				a.distance - b.distance ||
				sharedStart(lower, b.name) - sharedStart(lower, a.name) ||
				(a.name < b.name ? -1 : 1),
		)
		.slice(0, limit)
		.map((c) => c.name);
}
