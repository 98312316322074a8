/** `npm run soak [kills] [seed]`: the full counts of kills; too long for `npm test`. */
import { KillBench, killText } from "../test/kills/harness.js";

const [kills = "50", seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
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
	process.exitCode = wrong.length > 0 || share < 0.7 ? 1 : 0;
} finally {
	bench.close();
}
