import type { WindowExpr } from "./expr.js";

/** What a window specification adds to a function. */
export type WindowParts = Omit<WindowExpr, "kind" | "fn">;

/** Under a Symbol.for key, as columns and frames are: two copies of the SDK work together. */
export const WINDOW: unique symbol = Symbol.for("aqueduck.window") as never;

export function windowParts(value: unknown): WindowParts | undefined {
	if (typeof value !== "object" || value === null || !(WINDOW in value)) return undefined;
	return value[WINDOW] as WindowParts;
}
