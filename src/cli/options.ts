import { fault } from "../core/errors/index.js";
import { nearest } from "../core/names.js";
import type { LoadOptions } from "../run/api.js";
import type { Io } from "./io.js";
import { type Style, styleFor } from "./render/style.js";

export const REPORTERS = ["pretty", "plain", "github", "junit"] as const;
export type Reporter = (typeof REPORTERS)[number];

/** Options that every verb takes. */
export interface GlobalOptions {
	readonly config?: string;
	readonly env?: string;
	readonly cwd?: string;
	readonly json?: boolean;
	readonly reporter?: string;
	readonly quiet?: boolean;
	readonly verbose?: boolean;
	/** commander's form of `--no-color`. */
	readonly color?: boolean;
	readonly input?: boolean;
	readonly yes?: boolean;
	readonly var?: readonly string[];
	readonly engine?: string;
}

/** What a command works with. */
export interface Session {
	readonly io: Io;
	readonly options: GlobalOptions;
	readonly style: Style;
	readonly reporter: Reporter;
	/** The folder that relative paths on the command line start at. */
	readonly cwd: string;
	/** Options of `loadPipeline`, without the target. */
	readonly load: LoadOptions;
}

export function sessionFor(
	io: Io,
	options: GlobalOptions,
	resolve: (cwd: string, path: string) => string,
): Session {
	const reporter = options.reporter ?? "pretty";
	if (!isReporter(reporter))
		throw fault(
			"CLI_USAGE",
			{ problem: `--reporter takes ${REPORTERS.join(", ")}, not ${JSON.stringify(reporter)}` },
			{ candidates: nearest(reporter, REPORTERS) },
		);
	const cwd = options.cwd === undefined ? io.cwd : resolve(io.cwd, options.cwd);
	const config = options.config ?? io.env.AQUEDUCK_CONFIG;
	return {
		io,
		options,
		reporter,
		cwd,
		style: styleFor(io.colors && options.color !== false && reporter === "pretty"),
		load: {
			cwd,
			...(config === undefined ? {} : { config }),
			...(options.env === undefined ? {} : { env: options.env }),
			...(options.engine === undefined ? {} : { engine: options.engine }),
			parameters: parseVars(options.var ?? []),
			environment: io.env,
		},
	};
}

function isReporter(text: string): text is Reporter {
	return (REPORTERS as readonly string[]).includes(text);
}

/** `--var catalog=main --var day=2026-01-01`. */
export function parseVars(given: readonly string[]): Record<string, string> {
	return Object.fromEntries(
		given.map((text) => {
			const at = text.indexOf("=");
			if (at <= 0)
				throw fault("CLI_USAGE", { problem: `--var takes name=value, not ${JSON.stringify(text)}` });
			return [text.slice(0, at), text.slice(at + 1)];
		}),
	);
}
