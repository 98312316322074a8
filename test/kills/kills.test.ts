import { expect, test } from "vitest";
import { KillBench, killText } from "./harness.js";

const KILLS = 6;
const SEED = 20261121;

async function withBench(files: number, work: (bench: KillBench) => Promise<void>): Promise<void> {
	const bench = await KillBench.open(files);
	try {
		await work(bench);
	} finally {
		bench.close();
	}
}

test("a run that is killed at any fault point gives the same rows when it is run again", async () => {
	await withBench(6, async (bench) => {
		const names = [...bench.points.keys()];
		expect(names.filter((n) => n.startsWith("duckdb.")).length).toBeGreaterThan(8);
		expect(names.filter((n) => n.startsWith("runtime.")).length).toBeGreaterThan(6);
		expect(names).toEqual(expect.arrayContaining(["duckdb.replace.deleted", "runtime.refresh.written"]));
		const wrong: string[] = [];
		for (const point of names) {
			const problem = await bench.killAt(point);
			if (problem) wrong.push(problem);
		}
		expect(wrong).toEqual([]);
	});
}, 240_000);

test("a run that is killed at random moments gives the same rows when it is run again", async () => {
	await withBench(24, async (bench) => {
		expect(bench.commits).toBeGreaterThan(20);
		const report = await bench.killAtRandom(KILLS, SEED);
		console.info(killText(report));
		expect(report.wrong).toEqual([]);
		expect(report.inside / report.kills).toBeGreaterThanOrEqual(0.7);
	});
}, 120_000);
