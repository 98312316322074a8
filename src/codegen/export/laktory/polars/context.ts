import type { DataType } from "../../../../core/dataTypes.js";
import { NONE } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import type { Disk } from "../disk.js";
import { and, when } from "./build.js";

/** What writing a query for Polars may ask of the target. */
export interface PolarsTarget {
	/** What Polars has no form for with the same rows. */
	readonly refuse: (construct: string, reason: string) => void;
	readonly lowered: (construct: string, result: string) => void;
	readonly timeZone: string;
	/** The query is a stream's: of rows with one key the first to come is kept. */
	readonly isStream: boolean;
	/** Where files lie on this machine; absent: nothing is known of them. */
	readonly disk?: Disk;
}

/** Where an expression stands: the names of its columns, and for which rows Spark would evaluate it at all. */
export interface At {
	readonly target: PolarsTarget;
	readonly columns: ReadonlyMap<number, string>;
	/** True for the rows of this branch. Polars evaluates all branches for all rows; what may raise looks at these alone. */
	readonly active?: PyExpr;
}

export const SAME = "Polars has no form that gives Spark's values for every input";

/** Told once with its name; the text is not used then. */
export function refused(at: At, construct: string, reason = SAME): PyExpr {
	at.target.refuse(construct, reason);
	return NONE;
}

/** The place inside of a branch. */
export const inBranch = (at: At, condition: PyExpr): At => ({
	...at,
	active: at.active ? and(at.active, condition) : condition,
});

/** The value where this place is evaluated, NULL elsewhere: what is done with it raises only where Spark would. */
export const guarded = (value: PyExpr, at: At): PyExpr =>
	at.active ? when([{ when: at.active, then: value }]) : value;

export const guardedBad = (bad: PyExpr, at: At): PyExpr => (at.active ? and(at.active, bad) : bad);

export const isInteger = (type: DataType): boolean =>
	type.kind === "tinyint" || type.kind === "smallint" || type.kind === "int" || type.kind === "bigint";
export const isFloat = (type: DataType): boolean => type.kind === "float" || type.kind === "double";
