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
	const { env } = process;
	let isWatched = false;
	// The streams are made when they are used: a quiet command needs none.
	const out = (): NodeJS.WriteStream => {
		// `aq sql … | head` closes our output early; that is no failure.
		if (!isWatched) process.stdout.on("error", endWhenClosed);
		isWatched = true;
		return process.stdout;
	};
	return {
		cwd: process.cwd(),
		env,
		out: (text) => void out().write(text),
		err: (text) => void process.stderr.write(text),
		get isTerminal() {
			return process.stderr.isTTY === true && env.TERM !== "dumb" && !env.CI;
		},
		get colors() {
			return (
				!env.NO_COLOR && wantsColors(env, process.stdout.isTTY === true && process.stderr.isTTY === true)
			);
		},
		get columns() {
			return process.stderr.columns ?? process.stdout.columns ?? 80;
		},
		signal,
	};
}

function endWhenClosed(error: NodeJS.ErrnoException): void {
	if (error.code === "EPIPE") process.exit(0);
	throw error;
}

/** `NO_COLOR` and `FORCE_COLOR` win over what the terminal can do. */
export function wantsColors(env: Io["env"], isTerminal: boolean): boolean {
	if (env.NO_COLOR) return false;
	if (env.FORCE_COLOR && env.FORCE_COLOR !== "0") return true;
	return isTerminal && env.TERM !== "dumb";
}
