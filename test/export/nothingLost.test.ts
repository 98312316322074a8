import { expect, test } from "vitest";
import { DATABRICKS_OPTIONS } from "../../src/io/formats/fileOptions.js";
import { FILE_FORMATS, type FileFormat, type OptionRow, optionTable } from "../../src/io/formats/index.js";
import { OPTION_SCHEMAS } from "../../src/load/definitionOptions.js";
import { tempProject } from "../helpers/tempProject.js";
import { CONFIG, exported, HEAD, TARGET_NAMES, type TargetName, type Written } from "./lib/targets.js";

/**
 * Nothing is dropped silently: every option that there is, by the product's own tables, makes another export than without it, or
 * is named in what the export says.
 */

/** A value for each option. What needs another option beside it has both. */
const VALUES: Readonly<Record<string, string>> = {
	name: 'name: "renamed"',
	comment: 'comment: "for people"',
	sparkConf: 'sparkConf: { "spark.sql.shuffle.partitions": "2" }',
	tags: 'tags: ["nightly"]',
	expect: 'expect: { marked: "id > 0" }',
	expectOrDrop: 'expectOrDrop: { marked: "id > 0" }',
	expectOrFail: 'expectOrFail: { marked: "id > 0" }',
	expectOrQuarantine: 'expectOrQuarantine: { marked: "id > 0" }',
	schema: "schema: \"id INT COMMENT 'a number', day DATE\"",
	partitionCols: 'partitionCols: ["day"]',
	clusterBy: 'clusterBy: ["day"]',
	clusterByAuto: "clusterByAuto: true",
	tableProperties: 'tableProperties: { quality: "silver" }',
	rowFilter: 'rowFilter: "ROW FILTER f ON (id)"',
	refreshPolicy: 'refreshPolicy: "incremental"',
	private: "private: true",
	temporary: "temporary: true",
	path: 'path: "out/probe", format: "parquet"',
	format: 'path: "out/probe", format: "parquet"',
	primaryKey: 'primaryKey: ["id"]',
	engine: 'engine: "polars"',
	once: "once: true",
	targetColumns: 'targetColumns: ["id"]',
};
/** What makes a flow one: there is none without it. */
const GIVEN = new Set(["target", "source"]);

/** A flow's name is that of its checkpoint: where a table has one query, there is none. */
const HAS_ONE_QUERY: ReadonlySet<TargetName> = new Set(["spark", "laktory on polars", "laktory on pyspark"]);

const COLUMNS = "id INT, day DATE";
const stream = `spark.readStream.schema("${COLUMNS}").json("data/in")`;
const batch = `spark.read.schema("${COLUMNS}").json("data/in")`;
const reader = `export const reader = dp.materializedView(() => dp.read("NAME"));`;

/** Where options can stand. OPTION is replaced. */
const PLACES: Readonly<Record<string, { readonly options: readonly string[]; readonly source: string }>> = {
	streamingTable: {
		options: Object.keys(OPTION_SCHEMAS.table.shape),
		source: `export const probe = dp.streamingTable({ OPTION }, () => ${stream});\n${reader}`,
	},
	materializedView: {
		options: Object.keys(OPTION_SCHEMAS.table.shape),
		source: `export const probe = dp.materializedView({ OPTION }, () => ${batch});\n${reader}`,
	},
	table: {
		options: Object.keys(OPTION_SCHEMAS.table.shape),
		source: `export const probe = dp.table({ OPTION }, () => ${batch});\n${reader}`,
	},
	temporaryView: {
		options: Object.keys(OPTION_SCHEMAS.view.shape),
		source: `export const probe = dp.temporaryView({ OPTION }, () => ${batch});\n${reader}`,
	},
	"a streaming view": {
		options: Object.keys(OPTION_SCHEMAS.view.shape),
		source: `export const probe = dp.view({ OPTION }, () => ${stream});
export const streamed = dp.streamingTable(() => dp.readStream("NAME"));`,
	},
	createStreamingTable: {
		options: Object.keys(OPTION_SCHEMAS.table.shape),
		source: `dp.createStreamingTable({ name: "probe", OPTION });
export const flow = dp.appendFlow({ target: "NAME" }, () => ${stream});\n${reader}`,
	},
	appendFlow: {
		// The columns of a flow with a function are those that the function gives.
		options: Object.keys(OPTION_SCHEMAS.flow.shape).filter((o) => o !== "targetColumns"),
		source: `dp.createStreamingTable("probe");
export const flow = dp.appendFlow({ target: "probe", OPTION }, () => ${stream});`,
	},
	"appendFlow with a source": {
		options: Object.keys(OPTION_SCHEMAS.flow.shape),
		source: `export const first = dp.streamingTable(() => ${stream});
dp.createStreamingTable("probe");
dp.appendFlow({ source: "first", target: "probe", OPTION });`,
	},
	defaults: {
		options: Object.keys(OPTION_SCHEMAS.defaults.shape),
		source: `@dp.defaults({ OPTION })
export class Probe {
	@dp.materializedView() static probe() { return ${batch}; }
}`,
	},
};

const project = (source: string): string =>
	tempProject({
		"pipeline.ts": `${HEAD}${source}\n`,
		"aqueduck.config.json": CONFIG,
		"data/in/one.json": '{"id": 1, "day": "2024-01-01"}\n',
	});

const messages = (written: Written): readonly string[] => written.said.map((d) => d.message);

test.each(Object.keys(PLACES))("options of %s", async (place) => {
	const { options, source } = PLACES[place] as { options: readonly string[]; source: string };
	expect(options.filter((o) => !(o in VALUES) && !GIVEN.has(o))).toEqual([]);
	const without = await exported(
		project(source.replace("OPTION", "").replaceAll("NAME", "probe")),
		TARGET_NAMES,
	);
	const lost: string[] = [];
	for (const option of options) {
		if (GIVEN.has(option)) continue;
		// What runs once is a batch.
		const text =
			option === "once"
				? source.replace(stream, batch).replace("dp.streamingTable", "dp.materializedView")
				: source;
		const dir = project(
			text
				.replace("OPTION", VALUES[option] as string)
				.replaceAll("NAME", option === "name" ? "renamed" : "probe"),
		);
		const found = await exported(dir, TARGET_NAMES);
		for (const target of TARGET_NAMES) {
			const [base, made] = [without[target], found[target]];
			expect(base.errors, `${place} for ${target}`).toEqual([]);
			const isWritten = made.errors.length === 0 && JSON.stringify(made.files) !== JSON.stringify(base.files);
			const said = messages(made).filter((m) => !messages(base).includes(m));
			if (option === "name" && place.startsWith("appendFlow") && HAS_ONE_QUERY.has(target)) continue;
			if (!isWritten && !said.some((m) => m.includes(option) || m.includes("marked")))
				lost.push(`${option} for ${target}${said.length > 0 ? `: ${said.join("; ")}` : ""}`);
		}
	}
	expect(lost).toEqual([]);
});

/** Values for options of readers by what they take; some have their own. */
function valueOf(row: OptionRow): string {
	const known = READER_VALUES[row.name];
	if (known !== undefined) return known;
	if (Array.isArray(row.kind)) return JSON.stringify(row.kind.at(-1));
	switch (row.kind) {
		case "boolean":
			return "true";
		case "integer":
			return "7";
		case "number":
			return "0.5";
		case "char":
			return '"|"';
		case "timestamp":
			return '"2020-01-01T00:00:00"';
		default:
			return '"x"';
	}
}
const READER_VALUES: Readonly<Record<string, string>> = {
	path: '"data/in"',
	basePath: '"data"',
	timeZone: '"Europe/Paris"',
	locale: '"de-DE"',
	encoding: '"ISO-8859-1"',
	lineSep: '"\\n"',
	enforceSchema: "false",
	maxFileAge: '"7d"',
	modifiedBefore: '"2999-01-01T00:00:00"',
	dateFormat: '"dd.MM.yyyy"',
	timestampFormat: '"dd.MM.yyyy HH:mm"',
	timestampNTZFormat: '"dd.MM.yyyy HH:mm"',
	"cloudFiles.schemaHints": '"more INT"',
	"cloudFiles.maxFileAge": '"7 days"',
	"cloudFiles.backfillInterval": '"1 day"',
};

/** What Databricks' readers alone do: nothing of it may reach open source Spark, which would pass over it. */
const ONLY_DATABRICKS: ReadonlySet<string> = new Set(
	[...DATABRICKS_OPTIONS.map((row) => row.name), "allowOverwrites"].concat(
		optionTable("json", true).flatMap((row) => (row.name.startsWith("cloudFiles.") ? [row.name] : [])),
	),
);
const ON_OPEN_SOURCE: ReadonlySet<TargetName> = new Set(["spark", "laktory on pyspark"]);

/** Laktory writes `infer_schema`. */
const plain = (text: string): string => text.replaceAll("_", "").toLowerCase();

/** A path given as an option stands where paths do; the columns that were found are written in place of `inferSchema`. */
const SETTLED: ReadonlySet<string> = new Set(["path", "inferSchema"]);

interface Probe {
	readonly table: string;
	readonly row: OptionRow;
	readonly source: string;
}

/** A table for each option of a format. */
function probes(format: FileFormat | "cloudFiles"): Probe[] {
	const isCloud = format === "cloudFiles";
	const rows = isCloud
		? optionTable("json", true).filter((row) => row.name.startsWith("cloudFiles."))
		: optionTable(format, false);
	const columns = format === "text" ? "value STRING" : COLUMNS;
	return rows.map((row, i) => {
		const table = `probe_${String.fromCharCode(97 + Math.floor(i / 26), 97 + (i % 26))}`;
		const isFormat = row.name === "cloudFiles.format";
		const [word, call] =
			row.use === "stream" || isCloud ? ["streamingTable", "readStream"] : ["materializedView", "read"];
		const given = `.option(${JSON.stringify(row.name)}, ${valueOf(isFormat ? { ...row, kind: ["json"] } : row)})`;
		const cloud = isCloud && !isFormat ? '.option("cloudFiles.format", "json")' : "";
		const schema = `.schema("${columns}")`;
		const load = row.name === "path" ? ".load()" : '.load("data/in")';
		return {
			table,
			row,
			source: `export const ${table} = dp.${word}(() => spark.${call}.format("${format}")${schema}${cloud}${given}${load});\n`,
		};
	});
}

test.each([...FILE_FORMATS, "cloudFiles" as const])("options of %s readers", async (format) => {
	const all = probes(format);
	const lost: string[] = [];
	const names = (written: Written, { table, row }: Probe): boolean =>
		written.said.some(
			(d) =>
				d.object === table &&
				[row.name, `A read of ${format} files`].some((n) =>
					d.message.toLowerCase().includes(n.toLowerCase()),
				),
		);
	// What aqueduck itself refuses is refused for every target.
	const [sound, refused] = [all.filter((p) => !p.row.unsupported), all.filter((p) => p.row.unsupported)];
	if (refused.length > 0) {
		const { spark } = await exported(project(refused.map((p) => p.source).join("")), ["spark"]);
		lost.push(...refused.filter((p) => !names(spark, p)).map((p) => `${p.row.name} is not refused`));
	}
	for (const target of TARGET_NAMES) {
		let left = sound;
		let written: Written;
		// Without what is refused, until nothing is: the errors of the pipeline hide those of the export.
		do {
			written = (await exported(project(left.map((p) => p.source).join("")), [target]))[target];
			const refusedHere = left.filter((p) => written.errors.some((d) => d.object === p.table));
			for (const probe of refusedHere)
				if (!names(written, probe)) lost.push(`${probe.row.name} for ${target} is refused without its name`);
			left = left.filter((p) => !refusedHere.includes(p));
			if (refusedHere.length === 0) expect(written.errors, `${format} for ${target}`).toEqual([]);
		} while (written.errors.length > 0 && left.length > 0);
		const text = plain(Object.values(written.files).join("\n"));
		for (const probe of left) {
			const { name } = probe.row;
			const isThere =
				text.includes(plain(name.replace("cloudFiles.", ""))) ||
				// Laktory's JSON has documents, its JSONL lines.
				(name === "multiLine" && /format: json$/m.test(text));
			if (ON_OPEN_SOURCE.has(target) && ONLY_DATABRICKS.has(name) && text.includes(plain(name)))
				lost.push(`${name} for ${target} is written, and has no effect there`);
			else if (!isThere && !SETTLED.has(name) && !names(written, probe)) lost.push(`${name} for ${target}`);
		}
	}
	expect(lost).toEqual([]);
});
