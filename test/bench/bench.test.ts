import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { differences } from "./check.js";
import { generate, type Landing } from "./generate.js";
import { aboveLimit, ratio, table } from "./results.js";
import { conditions, exportingMany, importing, manyTables, workload } from "./scenarios.js";

const scratch = mkdtempSync(join(tmpdir(), "aqueduck-bench-test-"));
let landing: Landing;

beforeAll(async () => {
	landing = await generate(join(scratch, "data"), 5000);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it.each(["medallion", "rules"] as const)(
	"the %s pipeline gives the baseline's tables at first, with more and with nothing new",
	async (pipeline) => {
		const rows = await workload(
			pipeline,
			pipeline,
			landing,
			{ full: {}, increment: {}, nothing: {} },
			{ scratch, pairs: 1 },
		);
		expect(rows.map((row) => row.pairs.length)).toEqual([1, 1, 1]);
	},
	120_000,
);

it("the many tables are a valid project", async () => {
	const rows = await manyTables(40, { scratch, pairs: 1 });
	expect(rows.flatMap((row) => row.pairs).every((pair) => pair.ours.cpu > 0 && pair.baseline.cpu > 0)).toBe(
		true,
	);
}, 60_000);

it("the many tables are exported", async () => {
	const [row] = await exportingMany(40, { scratch, pairs: 1 });
	expect(row?.pairs.every((pair) => pair.ours.cpu > 0 && pair.baseline.cpu > 0)).toBe(true);
}, 60_000);

// `npm run bench` holds these to their limits. Here other tests run beside them, so only what is far off fails.
it("parsing and binding a thousand conditions costs about as much as starting Node", async () => {
	const [row] = await conditions(1000, { scratch, pairs: 2 });
	expect(ratio(row?.pairs ?? [], (usage) => usage.cpu)).toBeLessThan(2.5);
}, 120_000);

it("importing the SDK costs about half of starting Node", async () => {
	const [row] = await importing({ scratch, pairs: 2 });
	expect(ratio(row?.pairs ?? [], (usage) => usage.cpu)).toBeLessThan(1.9);
}, 120_000);

it("tables that differ are told", () => {
	expect(differences({ a: "1 2 3" }, { a: "1 2 4" })).toEqual([
		"a: the baseline has 1 2 3, aqueduck has 1 2 4",
	]);
	expect(differences({ a: "1 2 3" }, { a: "1 2 3" })).toEqual([]);
});

it("what is above its limit is told", () => {
	const usage = (cpu: number) => ({ cpu, memory: 1e6 });
	const pairs = [2, 4, 3].map((cpu) => ({ baseline: usage(1), ours: usage(cpu) }));
	const good = { step: "good", limits: { cpu: 3 }, pairs };
	const bad = { step: "bad", limits: { cpu: 2.9 }, pairs };
	expect(ratio(pairs, (u) => u.cpu)).toBe(3);
	expect(aboveLimit([good, bad])).toEqual([bad]);
	expect(table([bad])).toContain("! 3.00");
});
