/** Process exit codes (docs/errors.md): 1 pipeline, 2 usage or config, 3 a rule stopped the run, 4 a check found differences, 70 our bug. */
export type ExitCode = 1 | 2 | 3 | 4 | 70 | 130;

/** One row of the catalogue: how an error with this code reads. */
export interface ErrorSpec<P> {
	/** What happened, with the user's own names. */
	readonly message: (params: P) => string;
	/** The next thing to try. */
	readonly hint?: (params: P) => string | undefined;
	/** What `aq explain CODE` prints: when it happens, why it is an error, the way out. Markdown. */
	readonly explain: string;
	readonly severity?: "error" | "warning" | "note";
	readonly exit?: ExitCode;
	/** Spark's error condition where one corresponds, e.g. `UNRESOLVED_COLUMN.WITH_SUGGESTION`. */
	readonly sparkCondition?: string;
}

/** Types the parameters of a catalogue row: `define<{ column: string }>({ message: (p) => … })`. */
export function define<P = Record<never, never>>(spec: ErrorSpec<P>): ErrorSpec<P> {
	return Object.freeze(spec);
}
