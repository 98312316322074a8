import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { CHECKED, differences, sumsOf } from "./check.js";
import type { Landing } from "./generate.js";
import { measure, measurePair, type Pair, type Usage } from "./measure.js";
import {
	COMMAND,
	deliver,
	makeManyTables,
	makeProject,
	type PipelineName,
	ROOT,
	raw,
	warehouse,
} from "./projects.js";
import type { Limits, Row } from "./results.js";

/** Where a scenario may write, and how often it measures. */
export interface Setup {
	readonly scratch: string;
	readonly pairs: number;
}

const runProject = (project: string): Promise<Usage> =>
	measure([COMMAND, "run", "--quiet", "--cwd", project], project);

export type WorkloadLimits = Readonly<Record<"full" | "increment" | "nothing", Limits>>;

/**
 * Full run, increment and run without news of one pipeline against the baseline on the same files, pair by pair; after
 * each step all tables have to be equal.
 */
export async function workload(
	label: string,
	pipeline: Exclude<PipelineName, "one">,
	landing: Landing,
	limits: WorkloadLimits,
	setup: Setup,
): Promise<Row[]> {
	const steps: Record<keyof WorkloadLimits, Pair[]> = { full: [], increment: [], nothing: [] };
	const tables = pipeline === "bronze" ? ["bronze_orders"] : CHECKED;
	for (let round = 0; round < setup.pairs; round++) {
		const project = makeProject(join(setup.scratch, pipeline), pipeline);
		const files = join(project, "landing");
		const database = join(project, "baseline.duckdb");
		const baseline = (): Promise<Usage> =>
			measure([raw("run.mjs"), files, database, ...(pipeline === "bronze" ? ["bronze"] : [])], ROOT);
		const step = async (name: keyof WorkloadLimits): Promise<void> => {
			steps[name].push(await measurePair(round, baseline, () => runProject(project)));
			const wrong = differences(
				await sumsOf(database, "main", tables),
				await sumsOf(warehouse(project), "default", tables),
			);
			if (wrong.length > 0) throw new Error(`${label}, ${name}: the tables differ\n${wrong.join("\n")}`);
		};
		deliver(landing.base, files);
		await step("full");
		deliver(landing.inc, files);
		await step("increment");
		await step("nothing");
		rmSync(project, { recursive: true });
	}
	const words = { full: "full run", increment: "1 % more", nothing: "nothing new" };
	return (["full", "increment", "nothing"] as const).map((name) => ({
		step: `${label}: ${words[name]}`,
		limits: limits[name],
		pairs: steps[name],
	}));
}

/** One table: `aq run` in a folder that it has never seen, and again with new storage, against a script. */
export async function oneTable(landing: Landing, setup: Setup): Promise<Row[]> {
	const cold: Pair[] = [];
	const again: Pair[] = [];
	for (let round = 0; round < setup.pairs; round++) {
		const project = makeProject(join(setup.scratch, "one"), "one");
		const file = join(project, "customers.csv");
		const database = join(project, "baseline.duckdb");
		copyFileSync(join(landing.base, "customers.csv"), file);
		const baseline = async (): Promise<Usage> => {
			rmSync(database, { force: true });
			return measure([raw("one.mjs"), file, database], ROOT);
		};
		cold.push(await measurePair(round, baseline, () => runProject(project)));
		rmSync(join(project, ".aqueduck", "dev"), { recursive: true });
		again.push(await measurePair(round, baseline, () => runProject(project)));
	}
	return [
		{ step: "one table: cold", limits: { cpu: 2 }, pairs: cold },
		{ step: "one table: pipeline seen before", limits: {}, pairs: again },
	];
}

/** Checking a project of many tables against starting Node, cold and once more. */
export async function manyTables(tables: number, setup: Setup): Promise<Row[]> {
	const cold: Pair[] = [];
	const again: Pair[] = [];
	const empty = emptyModule(setup);
	for (let round = 0; round < setup.pairs; round++) {
		const project = makeManyTables(join(setup.scratch, "many"), tables);
		const validate = (): Promise<Usage> =>
			measure([COMMAND, "validate", "--quiet", "--cwd", project], project);
		const bare = (): Promise<Usage> => measure([empty], setup.scratch);
		cold.push(await measurePair(round, bare, validate));
		again.push(await measurePair(round, bare, validate));
	}
	const name = `validate ${tables.toLocaleString("en")} tables`;
	return [
		{ step: `${name}: cold`, limits: { cpu: 12 }, pairs: cold },
		{ step: `${name}: pipeline seen before`, limits: { cpu: 12 }, pairs: again },
	];
}

/**
 * Exporting many tables as `pyspark.pipelines` code against validating them. What it costs to load the TypeScript compiler and
 * ruff is measured apart, and taken off.
 */
export async function exportingMany(tables: number, setup: Setup): Promise<Row[]> {
	const project = makeManyTables(join(setup.scratch, "exported"), tables);
	writeFileSync(join(project, "aqueduck.config.json"), '{ "spark": { "storage": "file:///unused" } }\n');
	const verb = (...words: string[]): Promise<Usage> =>
		measure([COMMAND, ...words, "--quiet", "--cwd", project], project);
	const empty = emptyModule(setup);
	const pairs: Pair[] = [];
	await verb("validate");
	for (let round = 0; round < setup.pairs; round++) {
		const pair = await measurePair(
			round,
			() => verb("validate"),
			() => verb("export", "--target", "spark"),
		);
		const bare = await measure([empty], setup.scratch);
		const loading = await measure([join(import.meta.dirname, "loading.cjs")], ROOT);
		const cpu = pair.ours.cpu - (loading.cpu - bare.cpu);
		pairs.push({ baseline: pair.baseline, ours: { ...pair.ours, cpu } });
	}
	return [{ step: `export ${tables.toLocaleString("en")} tables, to validate`, limits: { cpu: 3 }, pairs }];
}

/** Parsing and binding rule conditions, in a process that does nothing else, against starting Node. */
export async function conditions(count: number, setup: Setup): Promise<Row[]> {
	const empty = emptyModule(setup);
	const script = join(setup.scratch, "conditions.mjs");
	const told = join(setup.scratch, "conditions.json");
	await build({
		entryPoints: [join(ROOT, "test", "bench", "conditions.ts")],
		outfile: script,
		bundle: true,
		format: "esm",
		platform: "node",
		target: "node20",
		logLevel: "warning",
	});
	const parseAndBind = async (): Promise<Usage> => {
		await measure([script, told, String(count)], setup.scratch);
		return JSON.parse(readFileSync(told, "utf8")) as Usage;
	};
	const pairs: Pair[] = [];
	for (let round = 0; round < setup.pairs * 3; round++)
		pairs.push(await measurePair(round, () => measure([empty], setup.scratch), parseAndBind));
	return [{ step: `bind ${count.toLocaleString("en")} conditions`, limits: { cpu: 1 }, pairs }];
}

/** `import "aqueduck"` against starting Node: at most half of it on top. */
export async function importing(setup: Setup): Promise<Row[]> {
	const empty = emptyModule(setup);
	const file = join(setup.scratch, "import.mjs");
	writeFileSync(file, `import ${JSON.stringify(pathToFileURL(join(ROOT, "dist", "index.js")).href)};\n`);
	const pairs: Pair[] = [];
	// A short process: the share of chance in it is large.
	for (let round = 0; round < setup.pairs * 3; round++)
		pairs.push(
			await measurePair(
				round,
				() => measure([empty], setup.scratch),
				() => measure([file], setup.scratch),
			),
		);
	return [{ step: 'import "aqueduck"', limits: { cpu: 1.5 }, pairs }];
}

function emptyModule(setup: Setup): string {
	mkdirSync(setup.scratch, { recursive: true });
	const file = join(setup.scratch, "empty.mjs");
	writeFileSync(file, "");
	return file;
}
