/** A notebook's cells, whatever it is written as. */
export type Cell =
	| { readonly kind: "markdown"; readonly text: string }
	| { readonly kind: "code"; readonly title?: string; readonly text: string };
