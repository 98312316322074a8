// The second line of the README: prepares an example's data, runs it and shows the first rows of its gold table.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const example = join("examples", "flights");
const command = join("dist", "cli", "main.js");

/** Prints a command, runs it with Node, and ends with its exit code when that is not 0. */
function step(printed, ...args) {
	console.log(`\n$ ${printed}`);
	const { status, signal, error } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
	if (error) throw error;
	if (signal) process.kill(process.pid, signal);
	if (status !== 0) process.exit(status ?? 1);
}

const prepare = join(example, "prepare.mjs");
if (existsSync(join(root, prepare))) step(`node ${prepare}`, prepare);
step(`aq run --cwd ${example}`, command, "run", "--cwd", example);
step(
	`aq show gold_delays -n 10 --cwd ${example}`,
	command,
	"show",
	"gold_delays",
	"-n",
	"10",
	"--cwd",
	example,
);
