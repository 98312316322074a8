import type { Histogram } from "./expressions.js";
import type { Finding } from "./judge.js";

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
