import type { SourceFile } from "../../tableEngine.js";

/** What DuckDB reads in the place of a source file. */
export interface PreparedFile {
	readonly file: SourceFile;
	/** The file itself, or a cleaned copy of it. */
	readonly path: string;
	/** In bytes; DuckDB has to be told of long lines. */
	readonly longestLine: number;
}
