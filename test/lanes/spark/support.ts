import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The top folder of the repository. */
export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

/** One recorded answer; its fields are described in test/conformance/README.md. */
export interface Answer {
	schema?: unknown;
	rows?: unknown[];
	error?: string;
	cause?: string;
	[more: string]: unknown;
}

export interface Golden {
	spark: string;
	cases: Record<string, Answer>;
}

export function runRecorder(script: string, output: string): void {
	runPython(script, [output]);
}

/** Runs one of scripts/spark with the Python that scripts/lanes/spark.sh made. */
export function runPython(script: string, args: readonly string[]): void {
	const python = process.env["AQUEDUCK_SPARK_PYTHON"];
	if (python === undefined)
		throw new Error("AQUEDUCK_SPARK_PYTHON is not set: start this with npm run lane:spark");
	execFileSync(python, [join(repository, "scripts/spark", script), ...args], {
		cwd: repository,
		stdio: ["ignore", "inherit", "pipe"],
		maxBuffer: 256 * 1024 * 1024,
	});
}

export function readJson<T>(path: string): T {
	return JSON.parse(readFileSync(path, "utf8")) as T;
}

/** The names of all cases in the case files of a conformance folder. */
export function caseNames(folder: string): string[] {
	return readdirSync(folder)
		.filter((file) => /^cases.*\.json$/.test(file))
		.flatMap((file) => readJson<{ name: string }[]>(join(folder, file)).map((one) => one.name));
}

/** Brings rows and entries of maps, which have no order of their own, into one order. */
export function inOneOrder(answer: Answer, ordered: boolean): Answer {
	if (answer.rows === undefined) return answer;
	const rows = answer.rows.map(sortMaps);
	return { ...answer, rows: ordered ? rows : sortByText(rows) };
}

function sortMaps(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sortMaps);
	if (value === null || typeof value !== "object") return value;
	const entries = Object.entries(value).map(([key, inner]) => {
		const sorted = sortMaps(inner);
		return [key, key === "$map" ? sortByText(sorted as unknown[]) : sorted] as const;
	});
	return Object.fromEntries(entries);
}

function sortByText(values: unknown[]): unknown[] {
	return values
		.map((value) => ({ value, text: JSON.stringify(value) }))
		.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
		.map(({ value }) => value);
}

/** The names of the cases whose answers differ, or that only one side has. */
export function differences(
	recorded: Record<string, Answer>,
	committed: Record<string, Answer>,
	ordered: ReadonlySet<string>,
): string[] {
	const names = new Set([...Object.keys(recorded), ...Object.keys(committed)]);
	return [...names].filter((name) => {
		const [one, other] = [recorded[name], committed[name]];
		if (one === undefined || other === undefined) return true;
		const isOrdered = ordered.has(name);
		return JSON.stringify(inOneOrder(one, isOrdered)) !== JSON.stringify(inOneOrder(other, isOrdered));
	});
}
