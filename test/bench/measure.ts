import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What one process used, its children included. */
export interface Usage {
	/** Seconds, user and system. */
	readonly cpu: number;
	/** The most memory that the process itself had at a time, in bytes. */
	readonly memory: number;
}

const reporter = fileURLToPath(new URL("./usage.cjs", import.meta.url));
let runs = 0;

/** Runs `node` with these arguments to its end. @throws when it fails, with what it printed. */
export async function measure(args: readonly string[], cwd: string): Promise<Usage> {
	const file = join(tmpdir(), `aqueduck-usage-${process.pid}-${runs++}.json`);
	const child = spawn(process.execPath, ["-r", reporter, ...args], {
		cwd,
		env: { ...process.env, NODE_OPTIONS: "", NO_COLOR: "1", BENCH_USAGE: file },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let printed = "";
	child.stdout.on("data", (chunk) => (printed += chunk));
	child.stderr.on("data", (chunk) => (printed += chunk));
	const code = await new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", resolve);
	});
	if (code !== 0) throw new Error(`node ${args.join(" ")} ended with ${code}\n${printed.slice(0, 4000)}`);
	const usage = JSON.parse(readFileSync(file, "utf8")) as Usage;
	rmSync(file);
	return usage;
}

/** One side's measurements of a step and the other's, taken one after the other. */
export interface Pair {
	readonly baseline: Usage;
	readonly ours: Usage;
}

/** Measures both sides; the one that goes first changes from pair to pair, so that neither has the warmer machine. */
export async function measurePair(
	round: number,
	baseline: () => Promise<Usage>,
	ours: () => Promise<Usage>,
): Promise<Pair> {
	if (round % 2 === 0) {
		const first = await baseline();
		return { baseline: first, ours: await ours() };
	}
	const first = await ours();
	return { baseline: await baseline(), ours: first };
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const high = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}
