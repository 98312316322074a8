/**
 * `npm run soak [kills] [seed]`: the full counts of kills, and the property test against Spark; too long for `npm test`.
 * `npm run soak fuzz [seed]`: the property test alone (it needs python3 and Java 17).
 * `npm run soak export`: every exported pipeline on real Spark and over the stand-ins, where CI takes a third.
 */
import { spawnSync } from "node:child_process";
import { soakFuzz } from "../test/fuzz/soak.js";
import { KillBench, killText } from "../test/kills/harness.js";

const [kills = "50", seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
if (kills === "export") {
	const lane = spawnSync("bash", ["scripts/lanes/export.sh"], {
		stdio: "inherit",
		env: { ...process.env, AQUEDUCK_ALL: "1" },
	});
	process.exit(lane.status ?? 1);
}
const differing = await soakFuzz(kills === "fuzz" && process.argv[3] !== undefined ? Number(seed) : 1);
for (const problem of differing) console.error(problem);
if (kills === "fuzz") process.exit(differing.length > 0 ? 1 : 0);
const bench = await KillBench.open(24);
try {
	const wrong: string[] = [];
	// Each point at its first hit, and once in the middle of the run.
	for (const [point, hits] of bench.points) {
		for (const hit of new Set([1, Math.ceil(hits / 2)])) {
			const problem = await bench.killAt(point, hit);
			if (problem) wrong.push(problem);
		}
	}
	console.log(`${bench.points.size} fault points, ${wrong.length} wrong`);
	const report = await bench.killAtRandom(Number(kills), Number(seed));
	console.log(killText(report));
	wrong.push(...report.wrong);
	for (const problem of wrong) console.error(problem);
	const share = report.inside / Math.max(1, report.kills);
	if (share < 0.7)
		console.error(`only ${Math.round(share * 100)} % of the kills fell between first and last commit`);
	process.exitCode = differing.length > 0 || wrong.length > 0 || share < 0.7 ? 1 : 0;
} finally {
	bench.close();
}
