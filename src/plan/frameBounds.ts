/** A bound of a window's frame, over expressions as written or bound. */
export type FrameBoundOf<E> =
	| { readonly at: "unboundedPreceding" | "currentRow" | "unboundedFollowing" }
	| { readonly at: "preceding" | "following"; readonly offset: E };

/**
 * A bound in SQL's words.
 * @example frameBoundText({ at: "preceding", offset: two }, text) // "2 PRECEDING"
 */
export function frameBoundText<E>(bound: FrameBoundOf<E>, text: (offset: E) => string): string {
	switch (bound.at) {
		case "unboundedPreceding":
			return "UNBOUNDED PRECEDING";
		case "unboundedFollowing":
			return "UNBOUNDED FOLLOWING";
		case "currentRow":
			return "CURRENT ROW";
		case "preceding":
		case "following":
			return `${text(bound.offset)} ${bound.at.toUpperCase()}`;
	}
}
