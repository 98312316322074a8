import type { Answer } from "../../conformance/lib/answer.js";
import { difference } from "../../conformance/lib/compare.js";
import type { QueryRunner } from "../../conformance/lib/queryRunner.js";

/** An example of Spark's documentation with what real Spark gives for it (scripts/spark/describe_examples.py). */
export interface DocumentedExample {
	readonly function: string;
	readonly sql: string;
	/** The value is another one at each call, or belongs to the session. */
	readonly momentary: boolean;
	/** Columns of types that have no plain value: compared as text. */
	readonly texts: readonly number[];
	readonly answer: Answer;
}

export type Verdict = "equal" | "refused" | "different" | "momentary";

export interface Judged {
	readonly example: DocumentedExample;
	readonly verdict: Verdict;
	/** The refusal or the difference. */
	readonly said: string;
}

/** Runs one example on our engine and says how it compares. */
export async function judge(example: DocumentedExample, runner: QueryRunner): Promise<Judged> {
	if (example.momentary) return { example, verdict: "momentary", said: "" };
	const actual = await ours(example, runner);
	const said = difference(actual, example.answer, false);
	if (said === undefined) return { example, verdict: "equal", said: "" };
	if ("error" in actual && namesAFunction(actual.error, example))
		return { example, verdict: "refused", said: actual.error };
	return { example, verdict: "different", said };
}

async function ours(example: DocumentedExample, runner: QueryRunner): Promise<Answer> {
	const { sql, texts, answer } = example;
	if (texts.length === 0 || "error" in answer) return runner.sql(sql);
	// The types first, then the values as text.
	const plain = await runner.schema(sql);
	if ("error" in plain) return plain;
	const names = plain.schema.map((_, i) => `c${i}`);
	const columns = names.map((name, i) => (texts.includes(i) ? `CAST(${name} AS STRING)` : name));
	const values = await runner.sql(`SELECT ${columns.join(", ")} FROM (${sql}) AS t(${names.join(", ")})`);
	return "error" in values ? values : { schema: plain.schema, rows: values.rows };
}

/** Whether an error names the documented function, or another one that the example calls. */
function namesAFunction(error: string, { function: name, sql }: DocumentedExample): boolean {
	const called = [...sql.matchAll(/\b(\w+)\s*\(/g)].map((match) => (match[1] as string).toLowerCase());
	const text = error.toLowerCase();
	return [name, ...called].some((one) => text.includes(one));
}
