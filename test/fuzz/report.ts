import type { Histogram } from "./expressions.js";
import type { Finding } from "./judge.js";
import type { SeedReport } from "./seed.js";

/** What a seed's expressions gave, with how many differences were none in meaning, by the reason. */
export function expressionsText(report: SeedReport): string {
	const reasons = new Map<string, number>();
	for (const { excused } of report.excused)
		if (excused !== undefined) reasons.set(excused, (reasons.get(excused) ?? 0) + 1);
	const excused = [...reasons].map(([reason, n]) => `${reason} ${n}`).join(", ");
	return `seed ${report.seed}: ${report.expressions} expressions compared (${report.left} more could not be), ${report.raised} of them raise, ${report.refused} are refused, ${report.findings.length} differ; no difference in meaning: ${excused || "none"}`;
}

/** A difference with the values that lead to it. */
export function findingText({ expression, row, said, parts }: Finding): string {
	return [
		`--- ${expression.fn ?? "column"}: ${expression.text}`,
		`    row ${row}: ${said}`,
		...parts.map((part) => `    ${part}`),
	].join("\n");
}

/** How often each function and each type was used, most first. */
export function histogramText({ functions, types }: Histogram): string {
	const line = (counts: ReadonlyMap<string, number>): string =>
		[...counts]
			.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
			.map(([name, n]) => `${name} ${n}`)
			.join("  ");
	return `functions: ${line(functions)}\ntypes: ${line(types)}`;
}
