/**
 * One generated file set. A generator is a module of `scripts/generators` with a `default` export of this shape: adding one
 * is adding a file there.
 */
export interface Generator {
	/** What it is made from, as the page says at its top: `src/core/errors/catalogue.ts`. */
	readonly from: string;
	/** The files, by path relative to the repository's root, with their whole text. */
	outputs(): Promise<Readonly<Record<string, string>>>;
}

/** The first line of a generated Markdown page. */
export const generatedNote = (from: string): string =>
	`<!-- Generated from ${from} by \`npm run generate\`; edit that, not this page. -->\n`;
