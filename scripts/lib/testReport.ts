import { readFileSync } from "node:fs";

/** What a vitest JSON report says, as far as counting needs it. */
interface VitestReport {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	testResults: { status: string; assertionResults: unknown[] }[];
}

export interface Counts {
	readonly passed: number;
	readonly failed: number;
}

/**
 * Counts one step of `.ci/run`. A file that failed before its tests ran counts as one failed test, and so does a step that
 * failed without a failed test (it never reached vitest, or ran out of time). In a lane a skipped test is a failed one: its
 * engine was to be there.
 */
export function countStep(reportFile: string, exitCode: number, isLane: boolean): Counts {
	let report: VitestReport | undefined;
	try {
		report = JSON.parse(readFileSync(reportFile, "utf8")) as VitestReport;
	} catch {
		// No report, or half of one: the step ended before vitest wrote it.
	}
	const passed = report?.numPassedTests ?? 0;
	const brokenFiles = (report?.testResults ?? []).filter(
		(file) => file.status === "failed" && file.assertionResults.length === 0,
	).length;
	const skipped = isLane ? (report?.numPendingTests ?? 0) : 0;
	const failed = (report?.numFailedTests ?? 0) + brokenFiles + skipped;
	// A step need not run tests, but a lane is nothing else.
	const hasRun = exitCode === 0 && (report === undefined ? !isLane : passed > 0);
	return { passed, failed: failed === 0 && !hasRun ? 1 : failed };
}
