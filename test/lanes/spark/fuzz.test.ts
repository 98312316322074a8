import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expressionsText, findingText, histogramText } from "../../fuzz/report.js";
import { EXPRESSIONS, PLANS, runExpressions, runPlans } from "../../fuzz/seed.js";
import { Spark } from "../../fuzz/spark.js";
import { repository } from "./support.js";

/**
 * Seeds that were run to the end, with every difference mended or explained (test/fuzz/judge.ts). The others of the soak
 * may find more: what they find becomes a case of test/conformance/found before their seed comes in here.
 */
const SEEN_CLEAN: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];

/** One of them for each commit; AQUEDUCK_FUZZ_SEED gives any other. */
function seedOfCommit(): number {
	const given = process.env["AQUEDUCK_FUZZ_SEED"];
	if (given !== undefined) return Number(given);
	const hash = execFileSync("git", ["rev-parse", "HEAD"], { cwd: repository, encoding: "utf8" });
	return SEEN_CLEAN[Number.parseInt(hash.slice(0, 6), 16) % SEEN_CLEAN.length] as number;
}

const seed = seedOfCommit();
let spark: Spark;

beforeAll(() => {
	const python = process.env["AQUEDUCK_SPARK_PYTHON"];
	if (python === undefined)
		throw new Error("AQUEDUCK_SPARK_PYTHON is not set: start this with npm run lane:spark");
	spark = new Spark(python);
});
afterAll(() => spark?.close());

test(`random expressions of seed ${seed} are Spark's`, async () => {
	const report = await runExpressions(seed, EXPRESSIONS, spark);
	console.log(expressionsText(report));
	console.log(histogramText(report.histogram));
	expect(report.expressions).toBeGreaterThanOrEqual(250);
	expect(report.findings.map(findingText)).toEqual([]);
});

test(`random plans of seed ${seed} are Spark's`, async () => {
	const report = await runPlans(seed, PLANS, spark);
	console.log(
		`seed ${seed}: ${report.plans} plans, ${report.raised} of them raise; ${[...report.steps].map(([step, n]) => `${step} ${n}`).join(", ")}`,
	);
	expect(report.plans).toBeGreaterThanOrEqual(25);
	expect(report.findings.map(({ sql, said }) => `${said}\n${sql}`)).toEqual([]);
});

test("a difference is found", async () => {
	const [answer] = await spark.columns({ columns: ["1 + 1"], from: "range(1)", ids: false });
	expect(answer).toEqual({ name: "(1 + 1)", type: "int", values: ["2"] });
});
