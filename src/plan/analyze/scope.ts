import { type StructType, struct, typeDdl } from "../../core/dataTypes.js";
import { sameName } from "../../core/names.js";
import type { Attribute, BoundRelation } from "../bound.js";
import type { Relation } from "../relation.js";
import type { Grouped } from "./relations/grouping.js";

/** A column that names are looked up among. */
export interface ScopeColumn {
	readonly attribute: Attribute;
	/** `[]`, `["t"]`, or catalog, schema and table. */
	readonly qualifier: readonly string[];
	/** The same column once more (`select a, a`): the id of the first, so that the name is not ambiguous. */
	readonly twin?: number;
}

/** A column that `*` does not show: the other key of a USING join (only with its qualifier), file metadata. */
export interface HiddenColumn extends ScopeColumn {
	readonly access: "qualified" | "metadata" | "inputFile";
}

/** A relation after analysis, with what resolving names against it needs. */
export interface Analysed {
	readonly node: Relation;
	readonly bound: BoundRelation;
	readonly columns: readonly ScopeColumn[];
	readonly hidden: readonly HiddenColumn[];
	/** The schema is not known (an error below, files not looked at yet): every name is accepted. */
	readonly open: boolean;
	/** What messages call it, e.g. `orders`. */
	readonly label?: string;
	readonly inputs: readonly Analysed[];
	/** The second use of a frame in a join has fresh attribute ids: from the old to the new. */
	readonly relabelled?: ReadonlyMap<number, number>;
	/** Where ORDER BY and WHERE find a column that the select list left out. */
	readonly lower?: Analysed;
	/** The grouped query whose aggregates HAVING and ORDER BY may extend. */
	readonly grouped?: Grouped;
}

export type NameMatch =
	| {
			readonly kind: "found";
			readonly column: ScopeColumn;
			readonly name: string;
			readonly path: readonly string[];
	  }
	| { readonly kind: "ambiguous"; readonly columns: readonly ScopeColumn[] };

/**
 * Spark's order: the longest qualifier first (`c.s.t.a`, `s.t.a`, `t.a`), then the column by its name alone; what is
 * left of the name is a path of struct fields.
 */
export function matchName(
	columns: readonly ScopeColumn[],
	parts: readonly string[],
	qualifiedOnly = false,
): NameMatch | undefined {
	for (let length = Math.min(3, parts.length - 1); length >= (qualifiedOnly ? 1 : 0); length--) {
		const name = parts[length] as string;
		let first: ScopeColumn | undefined;
		let others: ScopeColumn[] | undefined;
		const candidates = near(columns, name);
		for (let i = 0; i < candidates.length; i++) {
			const column = candidates[i] as ScopeColumn;
			if (!sameName(column.attribute.name, name) || !fits(column.qualifier, parts, length)) continue;
			if (!first) first = column;
			else if (!isAmong([first, ...(others ?? [])], column)) (others ??= []).push(column);
		}
		if (!first) continue;
		if (others) return { kind: "ambiguous", columns: [first, ...others] };
		const path = parts.length === length + 1 ? NO_PATH : parts.slice(length + 1);
		return { kind: "found", column: first, name, path };
	}
	return undefined;
}

const NO_PATH: readonly string[] = Object.freeze([]);

type NameIndex = ReadonlyMap<string, readonly ScopeColumn[]>;

/** So many columns are looked through, and so many names looked up, faster than an index is made. */
const FEW_COLUMNS = 8;
const FEW_NAMES = 3;
/** How many names were looked up in a list, then its index. Lists do not change once names are looked up in them. */
const lookups = new WeakMap<readonly ScopeColumn[], number | NameIndex>();

/** Those of the columns that may have this name. */
function near(columns: readonly ScopeColumn[], name: string): readonly ScopeColumn[] {
	if (columns.length <= FEW_COLUMNS) return columns;
	let known = lookups.get(columns) ?? 0;
	if (typeof known === "number") {
		known = known < FEW_NAMES ? known + 1 : indexOf(columns);
		lookups.set(columns, known);
		if (typeof known === "number") return columns;
	}
	return known.get(name.toLowerCase()) ?? [];
}

function indexOf(columns: readonly ScopeColumn[]): NameIndex {
	const index = new Map<string, ScopeColumn[]>();
	for (const column of columns) {
		const key = column.attribute.name.toLowerCase();
		const alike = index.get(key);
		if (alike) alike.push(column);
		else index.set(key, [column]);
	}
	return index;
}

const isAmong = (columns: readonly ScopeColumn[], column: ScopeColumn): boolean =>
	columns.some((other) => idOf(other) === idOf(column));

/** Columns of one id are one column. */
const idOf = (column: ScopeColumn): number => column.twin ?? column.attribute.id;

/** Whether the first parts of a name fit the end of a column's qualifier. */
function fits(full: readonly string[], parts: readonly string[], length: number): boolean {
	const from = full.length - length;
	if (from < 0) return false;
	for (let i = 0; i < length; i++) if (!sameName(parts[i] as string, full[from + i] as string)) return false;
	return true;
}

/** Whether a qualifier as written fits the end of a column's full one. */
export function endsWith(full: readonly string[], written: readonly string[]): boolean {
	if (written.length > full.length) return false;
	const from = full.length - written.length;
	return written.every((part, i) => sameName(part, full[from + i] as string));
}

/** `t.a`, or `a` when it has no qualifier. */
export function displayColumn(column: ScopeColumn): string {
	const table = column.qualifier.at(-1);
	return table === undefined ? column.attribute.name : `${table}.${column.attribute.name}`;
}

export function schemaOf(columns: readonly ScopeColumn[]): StructType {
	return struct(
		columns.map(({ attribute: a }) => Object.freeze({ name: a.name, type: a.type, nullable: a.nullable })),
	);
}

/** A line for the notes of a diagnostic: `columns of orders: id INT, amount DOUBLE`. */
export function columnsNote(columns: readonly ScopeColumn[], label: string | undefined): string {
	const listed = columns.map((c) => `${c.attribute.name} ${typeDdl(c.attribute.type)}`).join(", ");
	return `columns${label ? ` of ${label}` : ""}: ${listed || "none"}`;
}
