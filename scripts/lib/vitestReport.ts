/**
 * The reporters of a vitest run: as they are, and with a JSON report in the file that AQUEDUCK_TEST_REPORT names, from which
 * `.ci/run` counts. The variable is taken away, so that a vitest which a test starts does not overwrite the report.
 */
export function vitestReport(): { reporters: string[]; outputFile?: { json: string } } {
	const file = process.env.AQUEDUCK_TEST_REPORT;
	if (file === undefined) return { reporters: ["default"] };
	delete process.env.AQUEDUCK_TEST_REPORT;
	return { reporters: ["default", "json"], outputFile: { json: file } };
}
