import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import * as definitions from "../../src/definitions/index.js";
import { REFUSED_FORMATS } from "../../src/io/formats/formats.js";
import { FILE_FORMATS, optionTable } from "../../src/io/formats/index.js";
import { OPTION_SCHEMAS } from "../../src/load/definitionOptions.js";
import { FRAME_PROPERTY_REFUSALS, FRAME_REFUSALS, GROUPED_REFUSALS } from "../../src/plan/refusals.js";
import type { Relation } from "../../src/plan/relation.js";
import type { Graph } from "../../src/run/api.js";
import { loadPipeline } from "../e2e/lib/dist.js";
import { tempProject } from "../helpers/tempProject.js";
import { snippetFor } from "./lib/snippets.js";
import { CONFIG, exported, HEAD, TARGET_NAMES, TARGETS, type TargetName } from "./lib/targets.js";
import { membersOf, namesUsed, RECEIVERS, used } from "./lib/used.js";

/**
 * The cases together use everything that there is, by the product's own tables: what a target carries is in a case that it
 * takes, and so is run on real engines; everything else is refused for it by name.
 */
const home = join(dirname(fileURLToPath(import.meta.url)), "cases");
const cases = readdirSync(home);

/** The cases that each target takes. */
const taken = {} as Record<TargetName, string[]>;
const graphs: Graph[] = [];

beforeAll(async () => {
	for (const name of TARGET_NAMES) taken[name] = [];
	for (const name of cases) {
		const pipeline = await loadPipeline(join(home, name));
		graphs.push(await pipeline.graph());
		for (const target of TARGET_NAMES) {
			const { diagnostics } = await pipeline.export(TARGETS[target]);
			if (!diagnostics.some((d) => d.severity === "error")) taken[target].push(name);
		}
	}
}, 240_000);

test("there are cases enough for every target", () => {
	for (const target of ["spark", "lakeflow", "dlt", "bundle"] as const) expect(taken[target]).toEqual(cases);
	expect(cases.length).toBeGreaterThanOrEqual(30);
	expect(taken["laktory on polars"].length).toBeGreaterThanOrEqual(10);
});

/** All parts of some plain data. */
function visit(part: unknown, found: (node: Readonly<Record<string, unknown>>) => void): void {
	if (typeof part !== "object" || part === null) return;
	found(part as Readonly<Record<string, unknown>>);
	for (const inner of Object.values(part)) visit(inner, found);
}

test("at least 200 functions", () => {
	const found = new Set<unknown>();
	for (const { flows } of graphs)
		for (const flow of flows)
			visit(flow.relation, ({ kind, fn }) => {
				if (kind === "call" || kind === "currentTime") found.add(fn);
			});
	expect(found.size).toBeGreaterThanOrEqual(200);
});

/** Every kind of relation that a plan of the user's can have; a new one does not compile until it is here. */
const KINDS: Readonly<Record<Relation["kind"], true>> = {
	read: true,
	table: true,
	reference: true,
	values: true,
	range: true,
	tableFunction: true,
	project: true,
	withColumns: true,
	renameColumns: true,
	dropColumns: true,
	toDf: true,
	filter: true,
	aggregate: true,
	join: true,
	set: true,
	sort: true,
	limit: true,
	offset: true,
	distinct: true,
	dropDuplicates: true,
	subqueryAlias: true,
	generate: true,
	unpivot: true,
	fillNa: true,
	dropNa: true,
	replaceNa: true,
	sample: true,
	watermark: true,
	hint: true,
	repartition: true,
	recursive: true,
	recursiveRead: true,
};

/** References are names by the time that there is a graph. */
const NOT_IN_CASES = new Set(["reference"]);

test("every kind of relation", () => {
	const found = new Set<unknown>(NOT_IN_CASES);
	for (const { flows } of graphs)
		for (const flow of flows) visit(flow.relation, ({ kind }) => found.add(kind));
	expect(Object.keys(KINDS).filter((kind) => !found.has(kind))).toEqual([]);
});

const refusedByAqueduck: ReadonlySet<string> = new Set([
	...[FRAME_REFUSALS, FRAME_PROPERTY_REFUSALS].flatMap((of) => Object.keys(of).map((n) => `frame.${n}`)),
	...Object.keys(GROUPED_REFUSALS).map((n) => `grouped.${n}`),
]);
const all = RECEIVERS.flatMap((receiver) => membersOf(receiver).map((name) => `${receiver}.${name}`));

const DATA = {
	"data/items/one.json": '{"id": 1, "kind": "a", "qty": 2, "note": "x"}\n',
	"data/kinds/one.json": '{"id": 1, "kind": "a", "label": "x"}\n',
	"data/events/one.json": '{"id": 1, "at": "2024-01-01T00:00:00Z"}\n',
	"data/in/one.json": '{"id": 1}\n',
	"data/rows/one.csv": "1\n",
	"data/words/one.txt": "one\n",
	"data/lake/.keep": "",
	"aqueduck.config.json": CONFIG,
};
const BASE = `${HEAD}
export const items = dp.materializedView(() => spark.read.schema("id INT, kind STRING, qty INT, note STRING").json("data/items"));
export const kinds = dp.materializedView(() => spark.read.schema("id INT, kind STRING, label STRING").json("data/kinds"));
export const events = dp.streamingTable(() => spark.readStream.schema("id INT, at TIMESTAMP").json("data/events"));
`;

/** A table for each of some members; gives the table of each. */
function tablesFor(members: readonly string[]): {
	readonly source: string;
	readonly tables: ReadonlyMap<string, string>;
} {
	const tables = new Map<string, string>();
	let source = BASE;
	for (const member of members) {
		const table = `probe_${member.replace("$", "dollar").replace(".", "_")}`;
		tables.set(member, table);
		const query = snippetFor(member);
		const [a, b, s] = [
			'const a = dp.read("items");',
			'const b = dp.read("kinds");',
			'const s = dp.readStream("events");',
		];
		source += `export const ${table} = dp.table(() => { ${a} ${b} ${s} void [a, b, s]; return (${query}) as never; });\n`;
	}
	return { source, tables };
}

test.each(TARGET_NAMES)("every member is in a case of %s, or refused by name", async (target) => {
	const inCases = await used(taken[target].map((name) => join(home, name)));
	let left = all.filter((member) => !inCases.has(member));
	const wrong: string[] = left.filter((m) => refusedByAqueduck.has(m) && inCases.has(m));
	// Errors of the pipeline itself hide those of the export: what is refused is taken out until nothing is left.
	while (left.length > 0) {
		const { source, tables } = tablesFor(left);
		const dir = tempProject({ ...DATA, "pipeline.ts": source });
		const { [target]: written } = await exported(dir, [target]);
		// SQL of Databricks may have what that of open source Spark lacks.
		const isRefusal = (message: string): boolean =>
			target !== "sql" || !message.includes(": open source Spark: ");
		const refused = left.filter((m) =>
			written.errors.some((d) => d.object === tables.get(m) && isRefusal(d.message)),
		);
		for (const member of refused) {
			const found = written.errors.filter((d) => d.object === tables.get(member));
			const name = member.split(".")[1] as string;
			const words = [name, SAID_AS[name] ?? name];
			const isNamed = found.some(
				(d) => words.some((word) => d.message.includes(word)) || tokenAt(source, d.range) === name,
			);
			if (!isNamed) wrong.push(`${member}: ${found.map((d) => d.message).join("; ")}`);
		}
		left = left.filter((m) => !refused.includes(m));
		if (refused.length > 0) continue;
		wrong.push(...left.map((m) => `${m} is written and in no case`), ...written.errors.map((d) => d.message));
		break;
	}
	expect(wrong).toEqual([]);
});

/** What the messages of Polars call it, which come of the analysed plan. */
const SAID_AS: Readonly<Record<string, string>> = {
	rollup: "Grouping sets",
	cube: "Grouping sets",
	groupingSets: "Grouping sets",
	intersectAll: "INTERSECT ALL",
	exceptAll: "EXCEPT ALL",
	unpivot: "The generator stack",
	melt: "The generator stack",
	scalar: "A subquery",
	exists: "A subquery",
	getItem: "The function []",
	rowsBetween: "over a window",
	rangeBetween: "over a window",
	createDataFrame: "Rows in memory",
};

type Range = {
	readonly start: { readonly line: number; readonly col: number };
	readonly end: { readonly col: number };
};
const tokenAt = (source: string, range: Range | undefined): string | undefined =>
	range && source.split("\n")[range.start.line - 1]?.slice(range.start.col - 1, range.end.col - 1);

/** Words that are said of later versions are refused by aqueduck itself, by name. */
const NOT_YET = [
	"applyChanges",
	"applyChangesFromSnapshot",
	"createAutoCdcFlow",
	"createAutoCdcFromSnapshotFlow",
	"createSink",
	"foreachBatchSink",
];
const QUARANTINE = ["expectOrQuarantine", "expectAllOrQuarantine"];

test("every word of the vocabulary is in a case, or refused by name", async () => {
	const inCases = new Set(cases.flatMap((name) => [...namesUsed(join(home, name))]));
	const words = Object.keys(definitions).filter((word) => !inCases.has(word));
	expect(words.sort()).toEqual([...NOT_YET, ...QUARANTINE].sort());
	for (const word of words) {
		const argument = word.endsWith("AllOrQuarantine") ? '{ r: "id > 1" }' : '"r", "id > 1"';
		const probe = QUARANTINE.includes(word)
			? `export class P {\n@dp.materializedView() @dp.${word}(${argument}) static probe() { return dp.read("items"); } }`
			: `dp.${word}("probe");`;
		const dir = tempProject({ ...DATA, "pipeline.ts": `${BASE}${probe}\n` });
		const { spark } = await exported(dir, ["spark"]);
		const name = QUARANTINE.includes(word) ? "expectOrQuarantine" : word;
		expect(spark.errors.map((d) => d.message).join("\n"), word).toContain(name);
	}
});

test("every option of definitions is in a case", () => {
	const found = new Set<string>(["name", "target", "source", "targetColumns", "once"]);
	for (const { datasets, flows } of graphs) {
		for (const { options, declaredSchema, expectations } of datasets) {
			for (const option of Object.keys(options)) found.add(option);
			if (declaredSchema) found.add("schema");
			for (const { action } of expectations)
				found.add({ warn: "expect", drop: "expectOrDrop", fail: "expectOrFail", quarantine: "" }[action]);
		}
		for (const { comment, sparkConf } of flows) {
			if (comment !== undefined) found.add("flow comment");
			if (sparkConf) found.add("flow sparkConf");
		}
	}
	const known = [
		...Object.keys(OPTION_SCHEMAS.table.shape),
		...Object.keys(OPTION_SCHEMAS.flow.shape),
		"flow comment",
		"flow sparkConf",
	];
	// Files of a table's own and a flow that runs once have no form in open source Spark: nothingLost and refusals have them.
	const refused = ["path", "format", "expectOrQuarantine"];
	expect(known.filter((option) => !found.has(option) && !refused.includes(option))).toEqual([]);
});

test("every format and every option of readers is in a case, or refused by name", async () => {
	const options = new Set<string>();
	const formats = new Set<string>();
	for (const { flows } of graphs)
		for (const flow of flows)
			visit(flow.relation, (node) => {
				if (node.kind !== "read") return;
				const format = String(node.format);
				formats.add(format);
				for (const option of Object.keys(node.options as object))
					options.add(`${format}.${option}`.toLowerCase());
			});
	expect([...FILE_FORMATS, "cloudFiles"].filter((format) => !formats.has(format))).toEqual([]);
	const missing = FILE_FORMATS.flatMap((format) =>
		optionTable(format, false)
			.filter(
				(row) => !row.unsupported && !ONLY_DATABRICKS.has(row.name) && !isShared(row.name, format, options),
			)
			.map((row) => `${format}.${row.name}`),
	);
	expect(missing).toEqual([]);
	const probes = Object.keys(REFUSED_FORMATS).map(
		(format, i) =>
			`export const probe_${String.fromCharCode(97 + (i % 26)).repeat(1 + Math.floor(i / 26))} = dp.table(() => spark.read.format("${format}").schema("id INT").load("data/in"));\n`,
	);
	const dir = tempProject({ ...DATA, "pipeline.ts": `${BASE}${probes.join("")}` });
	const { spark } = await exported(dir, ["spark"]);
	const said = spark.errors.map((d) => d.message.toLowerCase()).join("\n");
	expect(Object.keys(REFUSED_FORMATS).filter((format) => !said.includes(format))).toEqual([]);
});

/** Refused for open source Spark by name (nothingLost). */
const ONLY_DATABRICKS = new Set(["rescuedDataColumn", "allowOverwrites"]);

/** An option of files is tried with one format. */
function isShared(name: string, format: string, found: ReadonlySet<string>): boolean {
	const own = found.has(`${format}.${name}`.toLowerCase());
	const shared = FILE_FORMATS.filter((f) => optionTable(f, false).some((row) => row.name === name));
	return own || (shared.length > 1 && shared.some((f) => found.has(`${f}.${name}`.toLowerCase())));
}
