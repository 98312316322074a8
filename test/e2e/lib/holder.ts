import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import { ROOT } from "./dist.js";

const script = (select: string): string => `
import { loadPipeline } from ${JSON.stringify(pathToFileURL(join(ROOT, "dist", "run.js")).href)};
const p = await loadPipeline();
let release;
const released = new Promise((resolve) => { release = resolve; });
process.stdin.on("end", release).resume();
// A hook that is still at work keeps the update from ending, after all that it writes is committed.
const onEvent = (e) => {
	if (e.origin.dataset_name !== ${JSON.stringify(select)} || !["COMPLETED", "SKIPPED"].includes(e.details.flow_progress?.status)) return;
	console.log("holding");
	return released;
};
const { exitCode } = await p.run({ select: [${JSON.stringify(select)}], onEvent });
console.log("done " + exitCode);
`;

/** Another process whose run of one data set holds the storage until it is released. */
export async function holdStorage(
	dir: string,
	select: string,
): Promise<{ readonly pid: number; release(): Promise<string> }> {
	const child: ChildProcess = spawn(process.execPath, ["--input-type=module", "-e", script(select)], {
		cwd: dir,
		stdio: ["pipe", "pipe", "inherit"],
	});
	onTestFinished(() => void child.kill("SIGKILL"));
	const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
	const first = await lines.next();
	if (first.value !== "holding") throw new Error(`the holding process said ${JSON.stringify(first.value)}`);
	return {
		pid: child.pid!,
		release: async () => {
			child.stdin!.end();
			const last = await lines.next();
			if (child.exitCode === null) await once(child, "exit");
			return String(last.value);
		},
	};
}
