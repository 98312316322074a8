import type { Attribute } from "../../plan/bound.js";
import { uniqueNames } from "../common/columnNames.js";
import type { Compilation } from "./compilation.js";
import { quoteIdentifier } from "./sql.js";

/**
 * A SELECT that is being put together. A clause is added where SQL evaluates it at the right moment; otherwise the
 * SELECT is closed and becomes the FROM of a new one.
 */
export interface Select {
	readonly output: readonly Attribute[];
	/** The SQL of each output column, over `from`. */
	readonly columns: ReadonlyMap<number, string>;
	/** True while every column is a plain reference to `from`. */
	readonly plain: boolean;
	readonly from?: string;
	/** `join`: more FROM items can only follow on its right. */
	readonly fromShape?: "item" | "join";
	readonly where?: readonly string[];
	readonly distinct?: string;
	readonly group?: string;
	readonly order?: readonly string[];
	readonly limit?: string;
}

/** The column names of a SELECT's result, in the order of its output. */
export function outputNames(output: readonly Attribute[]): readonly string[] {
	return uniqueNames(output);
}

/** The text of a SELECT, its columns in the order of `output` and under `names`. */
export function render(select: Select, output = select.output, names = outputNames(output)): string {
	const list = output.map((a, i) => `${columnOf(select, a)} AS ${quoteIdentifier(names[i] as string)}`);
	return [
		// A relation may have no columns at all (`SELECT` of nothing over rows that count).
		`SELECT ${select.distinct ?? ""}${list.length === 0 ? 'NULL AS "_"' : list.join(", ")}`,
		select.from === undefined ? "" : `FROM ${select.from}`,
		select.where?.length ? `WHERE ${select.where.join(" AND ")}` : "",
		select.group ?? "",
		select.order?.length ? `ORDER BY ${select.order.join(", ")}` : "",
		select.limit ?? "",
	]
		.filter((clause) => clause !== "")
		.join("\n");
}

function columnOf(select: Select, attribute: Attribute): string {
	const text = select.columns.get(attribute.id);
	if (text === undefined) throw new Error(`no column ${attribute.name} (${attribute.id})`);
	return text;
}

/** A query (or table) as a FROM item under a fresh alias. */
export function fromItem(
	compilation: Compilation,
	source: string,
	output: readonly Attribute[],
	names = outputNames(output),
	alias = compilation.alias(),
): Select {
	return {
		output,
		columns: new Map(output.map((a, i) => [a.id, `${alias}.${quoteIdentifier(names[i] as string)}`])),
		plain: true,
		from: `${source} AS ${alias}`,
		fromShape: "item",
	};
}

/** The SELECT as a subquery of a new one. */
export function wrap(compilation: Compilation, select: Select): Select {
	return fromItem(compilation, `(\n${render(select)}\n)`, select.output);
}

const isBare = (s: Select): boolean =>
	s.plain && s.from !== undefined && !s.where?.length && !isClosed(s) && !s.order?.length;

const isClosed = (s: Select): boolean =>
	s.distinct !== undefined || s.group !== undefined || s.limit !== undefined;

/** Ready for WHERE: nothing is computed yet, for conditions see the FROM items alone. An order may stay. */
export function openForWhere(compilation: Compilation, select: Select): Select {
	return select.plain && select.from !== undefined && !isClosed(select) ? select : wrap(compilation, select);
}

/** Ready for other columns over the same rows; an order may stay, since it refers to the FROM items too. */
export const openForColumns = openForWhere;

/** Ready for GROUP BY, DISTINCT ON and the like: as for WHERE, and without an order. */
export function openForGroup(compilation: Compilation, select: Select): Select {
	const open = openForWhere(compilation, select);
	return open.order?.length ? wrap(compilation, open) : open;
}

/** Exactly a FROM item (or join, on the left), so that it can stand beside another. */
export function asFromItem(compilation: Compilation, select: Select, side: "left" | "right"): Select {
	const fits = isBare(select) && (side === "left" || select.fromShape === "item");
	return fits ? select : wrap(compilation, select);
}
