import type { BoundExpr } from "../../../../plan/bound.js";
import { walkBoundExpr } from "../../../../plan/boundWalk.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { pl } from "./build.js";

/** Whether a value depends on the row at all. */
export const readsColumns = (e: BoundExpr): boolean =>
	walkBoundExpr(e).some((part) => part.kind === "attribute");

/** Polars gives a constant once; aggregates, windows and sorts need it once for each row. */
export const inEveryRow = (value: PyExpr, ...made: readonly BoundExpr[]): PyExpr =>
	made.some(readsColumns) ? value : pl("repeat", value, pl("len"));
