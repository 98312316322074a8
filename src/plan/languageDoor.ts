import * as parts from "./language.js";

/**
 * The parser and the analysis, at the first call: the build puts loading them in the place of this import
 * (`scripts/lib/deferLanguage.ts`), as reading them is most of what `import "aqueduck"` would cost.
 */
export const language = (): typeof parts => parts;
