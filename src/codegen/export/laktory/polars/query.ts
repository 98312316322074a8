import type { Attribute } from "../../../../plan/bound.js";
import { freshName } from "../../sparkSql/names.js";
import { alias, column } from "./build.js";
import { chained, type Frame, step } from "./frame.js";

/** What the columns of a query are called, by their numbers in the plan. */
export type Columns = ReadonlyMap<number, string>;

/** A frame with the names of its columns. */
export interface Query {
	readonly frame: Frame;
	readonly columns: Columns;
	/** The frame's columns in their order, where it is known to have no others. */
	readonly listed: readonly string[] | undefined;
}

/** Exactly these columns, in this order, under these names. */
export function selected(query: Query, output: readonly Attribute[], names: readonly string[]): Query {
	const columns = new Map(output.map((a, i) => [a.id, names[i] as string]));
	const own = output.map((a) => query.columns.get(a.id) ?? a.name);
	if (query.listed?.length === names.length && names.every((n, i) => n === query.listed?.[i] && n === own[i]))
		return { ...query, columns };
	const items = output.map((_, i) => {
		const from = column(own[i] as string);
		return own[i] === names[i] ? from : alias(from, names[i] as string);
	});
	return { frame: chained(query.frame, step("select", items)), columns, listed: names };
}

/** Names of columns: their own, made different where several have one. */
export function namesFor(wanted: readonly string[], taken: Iterable<string> = []): string[] {
	const used = new Set([...taken].map((n) => n.toLowerCase()));
	return wanted.map((one) => {
		const name = freshName(one, used);
		used.add(name.toLowerCase());
		return name;
	});
}

/** The right side of a join with names that the left one does not have. */
export function withFreshNames(right: Query, output: readonly Attribute[], left: Query): Query {
	const taken = new Set([...left.columns.values()].map((n) => n.toLowerCase()));
	const own = output.map((a) => right.columns.get(a.id) ?? a.name);
	if (!own.some((n) => taken.has(n.toLowerCase()))) return right;
	const names = namesFor(
		own.map((n) => (taken.has(n.toLowerCase()) ? `${n}_right` : n)),
		[...taken],
	);
	return selected(right, output, names);
}
