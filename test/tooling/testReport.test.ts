import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countStep } from "../../scripts/lib/testReport.js";

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "aqueduck-report-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(passed: number, failed: number, pending = 0, brokenFiles = 0): string {
	const file = join(folder, "report.json");
	const broken = { status: "failed", assertionResults: [] };
	const text = JSON.stringify({
		numPassedTests: passed,
		numFailedTests: failed,
		numPendingTests: pending,
		testResults: Array.from({ length: brokenFiles }, () => broken),
	});
	writeFileSync(file, text);
	return file;
}
const NONE = "no-such-report.json";

describe("what .ci/run counts of a step", () => {
	test("tests, as vitest counted them", () => {
		expect(countStep(report(7, 0), 0, false)).toEqual({ passed: 7, failed: 0 });
		expect(countStep(report(5, 2), 1, false)).toEqual({ passed: 5, failed: 2 });
	});

	test("a file that did not load is a failed test", () => {
		expect(countStep(report(5, 0, 0, 1), 1, false)).toEqual({ passed: 5, failed: 1 });
	});

	test("a step that failed without a failed test counts as one", () => {
		expect(countStep(NONE, 1, false)).toEqual({ passed: 0, failed: 1 });
		expect(countStep(report(5, 0), 124, false)).toEqual({ passed: 5, failed: 1 });
	});

	test("a step without tests that ended well counts nothing; a lane without tests fails", () => {
		expect(countStep(NONE, 0, false)).toEqual({ passed: 0, failed: 0 });
		expect(countStep(NONE, 0, true)).toEqual({ passed: 0, failed: 1 });
		expect(countStep(report(0, 0), 0, false)).toEqual({ passed: 0, failed: 1 });
	});

	test("a skipped test fails a lane, whose engine was to be there", () => {
		expect(countStep(report(5, 0, 3), 0, false)).toEqual({ passed: 5, failed: 0 });
		expect(countStep(report(5, 0, 3), 0, true)).toEqual({ passed: 5, failed: 3 });
	});
});
