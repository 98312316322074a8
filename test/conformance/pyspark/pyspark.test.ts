import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkPython, formatPython } from "../../../src/codegen/printers/python/format.js";
import { planCases } from "../lib/pysparkCases.js";
import { pysparkText } from "../lib/pysparkText.js";

const refused = JSON.parse(readFileSync(new URL("refused.json", import.meta.url), "utf8")) as Readonly<
	Record<string, string>
>;
const cases = planCases(["frames", "functions", "queries"]).filter((one) => !("error" in one.expected));

/** Each recorded plan that has an answer; frames and queries also for pipelines of open source Spark. */
const written = cases.flatMap((one) =>
	(one.area === "functions" ? [false] : [false, true]).map((lazyOnly) => ({
		area: one.area,
		name: `${one.area}: ${one.name}${lazyOnly ? " (lazily)" : ""}`,
		functions: one.functions,
		text: pysparkText(one.make, { lazyOnly, timeZone: one.conf["spark.sql.session.timeZone"] ?? "UTC" }),
	})),
);

/** A plan that is refused before anything is written is none of the exporter's. */
const reasonOf = (refused: readonly string[]): string =>
	refused.some((one) => one.startsWith("analysis:")) ? "the plan itself is refused" : refused.join("; ");

test("what has no PySpark form is listed by name", () => {
	const found = written.flatMap(({ name, text }) =>
		"refused" in text ? [[name, reasonOf(text.refused)] as const] : [],
	);
	expect(Object.fromEntries(found)).toEqual(refused);
});

test("the cases use more than 200 functions", () => {
	const used = new Set(written.flatMap(({ functions, text }) => ("python" in text ? functions : [])));
	expect(used.size).toBeGreaterThan(200);
});

test("Python is formatted once and for all, and ruff finds nothing wrong", async () => {
	const problems: string[] = [];
	for (const [i, { area, name, text }] of written.entries()) {
		// Functions look alike: some of them will do.
		if (!("python" in text) || (area === "functions" && i % 5 > 0)) continue;
		const formatted = formatPython(text.python);
		if (formatPython(formatted) !== formatted) problems.push(`${name}: formatting is not stable`);
		for (const problem of checkPython(formatted))
			problems.push(`${name}: ${problem.rule} ${problem.message}`);
	}
	expect(problems).toEqual([]);
});
