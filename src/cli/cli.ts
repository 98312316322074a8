import { resolve } from "node:path";
import { reportFailure } from "./failure.js";
import type { Io } from "./io.js";
import { type Session, sessionFor } from "./options.js";
import { type Act, plainWords } from "./words.js";

/**
 * Runs one command line and gives its exit code. Everything that a verb needs is loaded when the verb runs.
 * @example const code = await main(["run", "pipeline.ts"], io);
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
	let code = 0;
	let session: Session | undefined;
	const act: Act = async (verb, args, options, globals) => {
		session = sessionFor(io, globals, resolve);
		code = await (await verb.load())(session, args, options);
	};
	try {
		const words = plainWords(argv);
		if (words) await act(words.verb, words.args, words.options, words.globals);
		else await (await import("./commandLine.js")).readCommandLine(argv, io, act);
		return code;
	} catch (error) {
		return reportFailure(error, io, session);
	}
}
