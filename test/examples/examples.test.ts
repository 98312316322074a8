import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { difference } from "../conformance/lib/compare.js";
import type { Update } from "../e2e/lib/project.js";
import { update, versions } from "../e2e/lib/project.js";
import { copyExample, expectedTables, type TableAnswer, tableAnswers, tableDifference } from "./lib.js";

interface Example {
	readonly name: string;
	/** What the new input does not reach. */
	readonly unrelated: readonly string[];
	/** Takes input away, and gives it back in three steps; each returns the file that is new. */
	readonly steps: (dir: string) => readonly (() => string | undefined)[];
}

const examples: readonly Example[] = [
	{ name: "flights", unrelated: ["airports"], steps: (dir) => fileSteps(join(dir, "data", "flights")) },
	{ name: "stocks", unrelated: [], steps: (dir) => fileSteps(join(dir, "data", "deliveries")) },
	{ name: "movies", unrelated: [], steps: filmSteps },
];

/** All files but two, then one more, then the last. */
function fileSteps(folder: string): (() => string)[] {
	const files = readdirSync(folder).sort();
	const aside = `${folder}-later`;
	mkdirSync(aside);
	const later = files.slice(-2);
	for (const file of later) renameSync(join(folder, file), join(aside, file));
	const give = (file: string) => () => {
		renameSync(join(aside, file), join(folder, file));
		return file;
	};
	return [() => files[0] as string, ...later.map(give)];
}

/** The films come in one file, which grows. */
function filmSteps(dir: string): (() => undefined)[] {
	const file = join(dir, "data", "movies.json");
	const films: unknown[] = JSON.parse(readFileSync(file, "utf8"));
	return [1000, 1001, films.length].map(
		(count) => () => void writeFileSync(file, JSON.stringify(films.slice(0, count), null, 1)),
	);
}

const completed = (done: Update): void => {
	const failed = done.report.steps.flatMap((s) =>
		s.error ? [`${s.display}: ${s.error.code} ${s.error.message}`] : [],
	);
	expect(failed).toEqual([]);
	expect(done.report.exitCode).toBe(0);
};

/** File names that the flows of an update read, from the event log. */
const filesRead = (done: Update): (readonly string[])[] =>
	done.events.flatMap((e) =>
		e.event_type === "flow_progress" && e.details.flow_progress?.files?.count
			? [e.details.flow_progress.files.names]
			: [],
	);

describe.each(examples)("examples/$name", ({ name, unrelated, steps }) => {
	const expected = expectedTables(name);
	let copy: ReturnType<typeof copyExample>;
	let first: Update;
	let tables: ReadonlyMap<string, TableAnswer>;
	beforeAll(async () => {
		copy = copyExample(name);
		first = await update(copy.dir);
		tables = await tableAnswers(copy.dir, expected.keys());
	});
	afterAll(() => copy.remove());

	test("the first run completes", () => completed(first));

	/** The tables of a folder are those of the first run. */
	const same = async (dir: string): Promise<void> => {
		for (const [table, answer] of await tableAnswers(dir, expected.keys()))
			expect(difference(answer, tables.get(table)!, false), table).toBeUndefined();
	};

	test.each([...expected.keys()])("%s is Spark's table", (table) => {
		expect(tableDifference(tables.get(table)!, expected.get(table)!)).toBeUndefined();
	});

	test.each([...expected].flatMap(([table, e]) => (e.rules ? [[table, e] as const] : [])))(
		"the rules of %s count as Spark does",
		(table, e) => {
			const flows = first.steps.get(table)?.flows ?? [];
			const sum = (pick: (f: (typeof flows)[number]) => number): number =>
				flows.reduce((n, f) => n + pick(f), 0);
			expect(sum((f) => f.candidates)).toBe(e.candidates);
			expect(sum((f) => f.written)).toBe(e.written);
			expect(sum((f) => f.dropped)).toBe(e.candidates! - e.written!);
			const counted = Object.fromEntries(
				flows.flatMap((f) => f.rules).map((r) => [r.name, { action: r.action, failed: r.failed }]),
			);
			expect(counted).toEqual(e.rules);
			for (const rule of flows.flatMap((f) => f.rules)) expect(rule.passed + rule.failed).toBe(e.candidates);
		},
	);

	test("a second run rewrites nothing and says so", async () => {
		const before = await versions(copy.dir);
		const again = await update(copy.dir);
		completed(again);
		expect(again.report.steps.filter((s) => s.status !== "skipped").map((s) => s.display)).toEqual([]);
		expect(again.report.steps.flatMap((s) => s.flows.map((f) => f.written))).toEqual(
			again.report.steps.flatMap((s) => s.flows.map(() => 0)),
		);
		expect(filesRead(again)).toEqual([]);
		expect(await versions(copy.dir)).toEqual(before);
	});

	test("input in three steps: only what is new is read, and the tables are those of one run over all", async () => {
		const part = copyExample(name);
		try {
			const [one, two, three] = steps(part.dir);
			one?.();
			completed(await update(part.dir));
			for (const step of [two, three]) {
				const before = await versions(part.dir);
				const file = step?.();
				const done = await update(part.dir);
				completed(done);
				const after = await versions(part.dir);
				if (file !== undefined) expect(filesRead(done)).toEqual([[file]]);
				const rewritten = Object.keys(after).filter((table) => after[table] !== before[table]);
				expect(rewritten).toEqual(Object.keys(after).filter((table) => !unrelated.includes(table)));
				for (const table of unrelated) expect(done.steps.get(table)?.status).toBe("skipped");
			}
			await same(part.dir);
		} finally {
			part.remove();
		}
	});

	test("a full refresh of everything gives the same tables", async () => {
		const done = await update(copy.dir, { fullRefreshAll: true });
		completed(done);
		expect(done.report.steps.filter((s) => s.status === "skipped").map((s) => s.display)).toEqual([]);
		await same(copy.dir);
	});
});
