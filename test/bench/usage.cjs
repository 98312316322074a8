/**
 * Loaded into each measured process by `node -r`: at its end it writes what it used to the file in BENCH_USAGE. Children
 * that it waited for, and those that still live (esbuild's service outlives the build that asked it), are its cost too;
 * the kernel tells of them on Linux only.
 */
const { readFileSync, readdirSync, writeFileSync } = require("node:fs");

const TICK = 10_000;

process.on("exit", () => {
	const own = process.cpuUsage();
	writeFileSync(
		process.env.BENCH_USAGE,
		JSON.stringify({
			cpu: (own.user + own.system + childTime()) / 1e6,
			memory: process.resourceUsage().maxRSS * 1024,
		}),
	);
});

/** Microseconds. */
function childTime() {
	try {
		const pids = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").split(" ").filter(Boolean);
		return pids.reduce((sum, pid) => sum + liveTime(pid), waitedTime());
	} catch {
		return 0;
	}
}

/** The kernel's fields 16 and 17; the second, the process's name, may hold anything. */
function waitedTime() {
	const text = readFileSync("/proc/self/stat", "utf8");
	const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
	return (Number(fields[13]) + Number(fields[14])) * TICK;
}

function liveTime(pid) {
	try {
		return readdirSync(`/proc/${pid}/task`).reduce(
			(sum, thread) =>
				sum + Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]) / 1000,
			0,
		);
	} catch {
		return 0;
	}
}
