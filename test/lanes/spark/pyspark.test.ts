import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { formatPython } from "../../../src/codegen/printers/python/format.js";
import { blockLiteral, stringLiteral } from "../../../src/codegen/printers/python/strings.js";
import { difference } from "../../conformance/lib/compare.js";
import type { KnownDifferences } from "../../conformance/lib/known.js";
import { type PlanCase, planCases } from "../../conformance/lib/pysparkCases.js";
import { pysparkText } from "../../conformance/lib/pysparkText.js";
import { type Answer, readJson, repository, runPython } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "aqueduck-pyspark-lane-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const seed = Number(process.env["AQUEDUCK_SEED"] ?? Date.now() % 1_000_000);
const known = readJson<KnownDifferences>(join(repository, "test/conformance/pyspark/known.json"));

/** A thousand lists in each other: whether Spark's thread has the stack for it depends on who started it. */
const ENDLESS = /repeat\('\[',1000\)/;

/** In CI a third of the functions, another one by each seed. */
function chosen(cases: readonly PlanCase[]): readonly PlanCase[] {
	const share = process.env["CI"] ? 3 : 1;
	return cases.filter(
		(one) =>
			!ENDLESS.test(one.name) && (one.area !== "functions" || hashOf(`${seed} ${one.name}`) % share === 0),
	);
}

const hashOf = (text: string): number =>
	[...text].reduce((sum, char) => (Math.imul(sum, 31) + char.charCodeAt(0)) >>> 0, 7);

interface Run {
	readonly areas: readonly PlanCase["area"][];
	readonly lazyOnly: boolean;
}

async function answers(cases: readonly PlanCase[], run: Run): Promise<Map<PlanCase, Answer>> {
	const modules: { name: string; python: string; conf: object }[] = [];
	const byName = new Map<string, PlanCase>();
	for (const one of cases) {
		const timeZone = one.conf["spark.sql.session.timeZone"] ?? "UTC";
		const text = pysparkText(one.make, { lazyOnly: run.lazyOnly, timeZone });
		if (!("python" in text)) continue;
		const name = `${one.area}: ${one.name}`;
		byName.set(name, one);
		modules.push({ name, python: formatPython(text.python), conf: one.conf });
	}
	const [input, output] = [join(folder, "cases.json"), join(folder, "answers.json")];
	writeFileSync(input, JSON.stringify(modules));
	runPython("run_pyspark.py", [input, output]);
	const given = readJson<{ cases: Record<string, Answer> }>(output).cases;
	return new Map([...byName].map(([name, one]) => [one, given[name] as Answer]));
}

describe.each([
	["classic", { areas: ["frames", "functions", "queries"], lazyOnly: false }],
	["without analysed inputs", { areas: ["frames", "queries"], lazyOnly: true }],
] satisfies [string, Run][])("recorded plans as PySpark, %s", (_, run) => {
	test(`give Spark's answers (seed ${seed})`, async () => {
		const cases = chosen(planCases(run.areas)).filter((one) => !("error" in one.expected));
		const given = await answers(cases, run);
		const differing = [...given].flatMap(([one, answer]) => {
			const found = difference(answer as never, one.expected, one.ordered);
			return found === known[`${one.area}: ${one.name}`]?.pinned
				? []
				: [`${one.area}: ${one.name}: ${found}`];
		});
		expect(differing).toEqual([]);
		expect(given.size).toBeGreaterThan(cases.length * 0.9);
		console.log(`${given.size} of ${cases.length} plans ran as PySpark, all as recorded`);
	});
});

test("every text survives Python", () => {
	const values = fc.sample(
		fc.oneof(
			fc.string({ unit: "binary", maxLength: 40 }),
			fc.string({
				unit: fc.constantFrom('"', "'", "\\", "\n", "\r", "{", "}", "a", "\u0000", "\u2028", "🦆"),
				maxLength: 12,
			}),
		),
		{ numRuns: 2000, seed },
	);
	const literals = values.flatMap((value) =>
		[stringLiteral(value), blockLiteral(value)].map((text) => ({ text, value })),
	);
	const [input, output] = [join(folder, "literals.json"), join(folder, "read.json")];
	writeFileSync(input, JSON.stringify(literals.map((one) => one.text)));
	runPython("read_literals.py", [input, output]);
	const read = JSON.parse(readFileSync(output, "utf8")) as string[];
	expect(read).toEqual(literals.map((one) => one.value));
});
