import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { printQuery } from "../../../src/codegen/export/sparkSql/index.js";
import {
	type Area,
	answersOf,
	caseFiles,
	type RightCase,
	rightCases,
} from "../../unit/codegen/sparkSql/cases.js";
import { contextOf } from "../../unit/codegen/sparkSql/support.js";
import { type Answer, differences, type Golden, readJson, repository } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "aqueduck-printed-lane-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A third of the cases, another one each week. AQUEDUCK_PRINTED_SEED picks one, AQUEDUCK_PRINTED_ALL takes all. */
const SEED = Number(process.env["AQUEDUCK_PRINTED_SEED"] ?? Math.floor(Date.now() / (7 * 86_400_000)));
const ALL = process.env["AQUEDUCK_PRINTED_ALL"] !== undefined;

interface Printed {
	readonly area: Area;
	readonly name: string;
	readonly sql: string;
	readonly conf?: Readonly<Record<string, string>>;
	readonly ordered: boolean;
}

function printed(area: Area): readonly Printed[] {
	const cases = caseFiles(area).flatMap((file) => rightCases(area, file));
	return (
		cases
			.filter((_c, i) => ALL || (i + SEED) % 3 === 0)
			// TIME is on in the session that answers, and XML's inference finds one then where the recording has an instant.
			.filter((c) => !/^xml: schema_of_xml/.test(c.name))
			.flatMap((c: RightCase) => {
				const ctx = contextOf();
				const sql = printQuery(c.relation, ctx);
				// withField and dropFields: SQL has no form of them.
				if (ctx.refusals.length > 0) return [];
				const conf = c.conf ? { conf: c.conf } : {};
				return [{ area, name: `${area}: ${c.name}`, sql, ...conf, ordered: c.ordered === true }];
			})
	);
}

/** Spark's answers to texts, all from one session. */
function answersTo(queries: readonly Printed[]): Golden {
	const python = process.env["AQUEDUCK_SPARK_PYTHON"];
	if (python === undefined)
		throw new Error("AQUEDUCK_SPARK_PYTHON is not set: start this with npm run lane:spark");
	const [given, output] = [join(folder, "queries.json"), join(folder, "answers.json")];
	writeFileSync(given, JSON.stringify(queries));
	execFileSync(python, [join(repository, "scripts/spark/answer_queries.py"), given, output], {
		cwd: repository,
		// Each query is new code that runs once: compiling it well costs more than it gives.
		env: { ...process.env, JAVA_TOOL_OPTIONS: "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" },
		stdio: ["ignore", "inherit", "pipe"],
		maxBuffer: 256 * 1024 * 1024,
	});
	return readJson<Golden>(output);
}

describe("plans printed as Spark SQL", () => {
	test("have the recorded answers on real Spark", () => {
		const queries = (["queries", "frames", "functions"] as const).flatMap(printed);
		const recorded = answersTo(queries).cases;
		const expected = Object.fromEntries(
			queries.map(({ area, name }) => [name, answersOf(area)[name.slice(area.length + 2)] as Answer]),
		);
		const ordered = new Set(queries.filter((q) => q.ordered).map((q) => q.name));
		const wrong = differences(recorded, expected, ordered).map((name) => ({
			name,
			sql: queries.find((q) => q.name === name)?.sql,
			spark: recorded[name],
			expected: expected[name],
		}));
		console.log(
			`${queries.length} printed queries answered by Spark (${ALL ? "all" : `the third ${SEED % 3}`})`,
		);
		expect(wrong).toEqual([]);
	});
});
