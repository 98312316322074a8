import { median, type Pair, type Usage } from "./measure.js";

/** The most that a ratio may be; what has none is shown only. */
export interface Limits {
	readonly cpu?: number;
	readonly memory?: number;
}

/** One line of the table. */
export interface Row {
	readonly step: string;
	readonly limits: Limits;
	readonly pairs: readonly Pair[];
}

/** The median of the pairs' ratios. */
export function ratio(pairs: readonly Pair[], of: (usage: Usage) => number): number {
	return median(pairs.map((pair) => of(pair.ours) / of(pair.baseline)));
}

const cpu = (usage: Usage): number => usage.cpu;
const memory = (usage: Usage): number => usage.memory;

/** The rows whose ratio is above its limit. */
export function aboveLimit(rows: readonly Row[]): readonly Row[] {
	return rows.filter(
		({ pairs, limits }) =>
			ratio(pairs, cpu) > (limits.cpu ?? Number.POSITIVE_INFINITY) ||
			ratio(pairs, memory) > (limits.memory ?? Number.POSITIVE_INFINITY),
	);
}

const HEADER = [
	"step",
	"baseline s",
	"aqueduck s",
	"CPU",
	"limit",
	"baseline MB",
	"aqueduck MB",
	"memory",
	"limit",
];

/** The table that `npm run bench` prints. */
export function table(rows: readonly Row[]): string {
	const lines = [HEADER, ...rows.map(cells)];
	const widths = HEADER.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? "").length)));
	return lines
		.map((line) =>
			line
				.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
				.join("  "),
		)
		.join("\n");
}

function cells({ step, limits, pairs }: Row): string[] {
	const seconds = (side: keyof Pair): string => median(pairs.map((pair) => pair[side].cpu)).toFixed(3);
	const megabytes = (side: keyof Pair): string =>
		(median(pairs.map((pair) => pair[side].memory)) / 1e6).toFixed(0);
	return [
		step,
		seconds("baseline"),
		seconds("ours"),
		...judged(ratio(pairs, cpu), limits.cpu),
		megabytes("baseline"),
		megabytes("ours"),
		...judged(ratio(pairs, memory), limits.memory),
	];
}

function judged(value: number, limit: number | undefined): [string, string] {
	if (limit === undefined) return [value.toFixed(2), ""];
	return [`${value > limit ? "! " : ""}${value.toFixed(2)}`, limit.toFixed(2)];
}
