import type { Diagnostic } from "../../core/errors/index.js";
import { placeText } from "./diagnostics.js";

const escape = (text: string): string =>
	text.replace(
		/[<>&"']/g,
		(c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;" })[c] as string,
	);

/** JUnit XML: one test case per diagnostic; errors are failures, the rest passes with its text as output. */
export function junitReport(all: readonly Diagnostic[], dir: string): string {
	const failures = all.filter((d) => d.severity === "error").length;
	const cases = all.map((d) => {
		const place = placeText(d, dir) ?? "";
		const text = escape([d.message, ...(d.hint === undefined ? [] : [d.hint])].join("\n"));
		const body =
			d.severity === "error"
				? `<failure message="${escape(d.message)}">${text}</failure>`
				: `<system-out>${text}</system-out>`;
		return `  <testcase classname="${escape(d.object ?? "pipeline")}" name="${escape(`${d.code} ${place}`.trim())}">${body}</testcase>`;
	});
	if (all.length === 0) cases.push('  <testcase classname="pipeline" name="validate"/>');
	return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="aqueduck" tests="${Math.max(1, all.length)}" failures="${failures}">\n${cases.join("\n")}\n</testsuite>\n`;
}
