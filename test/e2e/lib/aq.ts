import type { Io } from "../../../src/cli/io.js";
import { wantsColors } from "../../../src/cli/io.js";
import { main } from "./dist.js";

/** What a command line printed and how it ended. */
export interface Ran {
	readonly code: number;
	readonly out: string;
	readonly err: string;
	/** Both, in the order of writing. */
	readonly text: string;
}

export interface Surroundings {
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly columns?: number;
	readonly isTerminal?: boolean;
	readonly signal?: AbortSignal;
}

/**
 * Runs a command line in this process, in a folder.
 * @example const { code, out } = await aq(dir, ["show", "orders", "-n", "3"]);
 */
export async function aq(cwd: string, argv: readonly string[], around: Surroundings = {}): Promise<Ran> {
	const { env = {}, columns = 80, isTerminal = false, signal = new AbortController().signal } = around;
	let out = "";
	let err = "";
	let text = "";
	const io: Io = {
		cwd,
		env,
		out: (more) => {
			out += more;
			text += more;
		},
		err: (more) => {
			err += more;
			text += more;
		},
		isTerminal,
		colors: wantsColors(env, isTerminal),
		columns,
		signal,
	};
	const code = await main(argv, io);
	return { code, out, err, text };
}

/** Runs a command line that has to succeed, and gives its standard output. */
export async function aqOk(cwd: string, ...argv: string[]): Promise<string> {
	const { code, out, text } = await aq(cwd, argv);
	if (code !== 0) throw new Error(`aq ${argv.join(" ")} ended with ${code}\n${text}`);
	return out;
}

/** The same with `--json`, parsed. */
export async function aqJson<T>(cwd: string, ...argv: string[]): Promise<T> {
	return JSON.parse(await aqOk(cwd, ...argv, "--json")) as T;
}
