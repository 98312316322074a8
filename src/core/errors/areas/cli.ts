import { define } from "../define.js";

/** The command line. */
export const cliErrors = {
	CLI_USAGE: define<{ problem: string }>({
		message: (p) => p.problem,
		hint: () => "aq --help",
		explain: "The command line has a word, option or value that it cannot have.",
		exit: 2,
	}),
	CLI_UNKNOWN_CODE: define<{ code: string }>({
		message: (p) => `No error has the code ${p.code}`,
		explain: "`aq explain CODE` takes a code that an error message starts with.",
		exit: 2,
	}),
} as const;
