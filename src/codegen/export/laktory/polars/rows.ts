import type { BoundExpr } from "../../../../plan/bound.js";
import { eachBoundChild } from "../../../../plan/boundWalk.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { pl } from "./build.js";

/** Whether a value depends on the row at all. */
export function readsColumns(e: BoundExpr): boolean {
	let found = e.kind === "attribute";
	eachBoundChild(e, (child) => {
		found ||= readsColumns(child);
	});
	return found;
}

/** Polars gives a constant once; aggregates, windows and sorts need it once for each row. */
export const inEveryRow = (value: PyExpr, ...made: readonly BoundExpr[]): PyExpr =>
	made.some(readsColumns) ? value : pl("repeat", value, pl("len"));
