import { REPORTERS } from "./options.js";
import type { VerbOption } from "./verbs.js";

/** The options that every verb takes. */
export const GLOBALS: readonly (VerbOption & { readonly repeats?: true })[] = [
	{ flags: "-c, --config <file>", description: "the config file" },
	{ flags: "-e, --env <name>", description: "the environment (dev)" },
	{ flags: "--cwd <dir>", description: "the folder to start in" },
	{ flags: "--engine <name>", description: "the engine (duckdb)" },
	{ flags: "--var <name=value>", description: "the value of a parameter; may be repeated", repeats: true },
	{ flags: "--json", description: "machine-readable output" },
	{ flags: "--reporter <kind>", description: `how diagnostics look: ${REPORTERS.join(", ")}` },
	{ flags: "-q, --quiet", description: "errors only" },
	{ flags: "-v, --verbose", description: "every step, its reads and its SQL" },
	{ flags: "--no-color", description: "no colours" },
	{ flags: "--no-input", description: "never ask" },
	{ flags: "-y, --yes", description: "yes to every question" },
];
