/** Where a command reads its surroundings and writes to; tests give their own. */
export interface Io {
	readonly cwd: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Data. */
	out(text: string): void;
	/** Progress, diagnostics, logs. */
	err(text: string): void;
	/** Whether stderr is a terminal: live progress. */
	readonly isTerminal: boolean;
	/** Whether output may be coloured. */
	readonly colors: boolean;
	/** Width of the terminal, in columns. */
	readonly columns: number;
	/** Aborted by Ctrl-C. */
	readonly signal: AbortSignal;
}

/** The surroundings of this process. */
export function processIo(signal: AbortSignal): Io {
	const { env, stdout, stderr } = process;
	const isTerminal = stderr.isTTY === true && env.TERM !== "dumb" && !env.CI;
	return {
		cwd: process.cwd(),
		env,
		out: (text) => void stdout.write(text),
		err: (text) => void stderr.write(text),
		isTerminal,
		colors: wantsColors(env, stdout.isTTY === true && stderr.isTTY === true),
		columns: stderr.columns ?? stdout.columns ?? 80,
		signal,
	};
}

/** `NO_COLOR` and `FORCE_COLOR` win over what the terminal can do. */
export function wantsColors(env: Io["env"], isTerminal: boolean): boolean {
	if (env.NO_COLOR) return false;
	if (env.FORCE_COLOR && env.FORCE_COLOR !== "0") return true;
	return isTerminal && env.TERM !== "dumb";
}
