import type { FRAME_PROPERTY_REFUSALS, FRAME_REFUSALS, GROUPED_REFUSALS } from "./refusals.js";

/*
 * What definitions cannot do is declared with the type `never`, so that an editor strikes it out and a program that
 * calls it compiles and meets the catalogue's error with the way out.
 */

/** @deprecated Not in a definition; calling it raises an error that names the way out. */
type Refused = (...args: readonly unknown[]) => never;

/** Actions, pandas and what no engine here runs. */
export type RefusedFrameMembers = {
	readonly [K in Exclude<keyof typeof FRAME_REFUSALS, "toJSON">]: Refused;
} & {
	readonly [K in keyof typeof FRAME_PROPERTY_REFUSALS]: never;
};

export type RefusedGroupedMembers = { readonly [K in keyof typeof GROUPED_REFUSALS]: Refused };
