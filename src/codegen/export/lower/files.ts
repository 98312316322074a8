import { DATABRICKS_OPTIONS } from "../../../io/formats/fileOptions.js";
import { optionTable } from "../../../io/formats/index.js";
import type { ReadRelation, Setting } from "../../../plan/relation.js";

/** What is said of a reader that a target without Databricks' own readers has in another form, or lacks. */
export interface ReadRemarks {
	readonly refuse: (construct: string, reason: string) => void;
	readonly lowered: (construct: string, result: string) => void;
	readonly passedOver: (construct: string, reason: string) => void;
}

/** A path may be given as an option too: `.option("path", "data").load()`. */
export function withOwnPath(read: ReadRelation): ReadRelation {
	if (read.paths.length > 0) return read;
	const found = Object.entries(read.options).find(([key]) => key.toLowerCase() === "path");
	if (!found) return read;
	const [key, path] = found;
	const { [key]: _, ...options } = read.options;
	return { ...read, paths: [path], options };
}

/** Databricks' options that open source Spark passes over without a word, though they change what is read. */
const OF_DATABRICKS: ReadonlySet<string> = new Set(
	[...DATABRICKS_OPTIONS.map((row) => row.name), "allowOverwrites"].map((name) => name.toLowerCase()),
);

/** Auto Loader's options that act on columns which nobody declared. */
const OF_UNDECLARED: ReadonlySet<string> = new Set([
	"cloudfiles.infercolumntypes",
	"cloudfiles.schemahints",
	"cloudfiles.schemaevolutionmode",
	"cloudfiles.schemalocation",
]);

/**
 * A reader as open source Spark has it: Auto Loader becomes a stream of files, which reads each file once as well. What only
 * Databricks' readers do is refused by name.
 */
export function openSourceRead(read: ReadRelation, remarks: ReadRemarks): ReadRelation {
	const isCloud = read.format.toLowerCase() === "cloudfiles";
	const options: [string, Setting][] = [];
	let format = read.format;
	for (const [key, value] of Object.entries(read.options)) {
		const lower = key.toLowerCase();
		if (lower === "cloudfiles.format" && typeof value === "string") format = value.toLowerCase();
		else if (lower.startsWith("cloudfiles.")) options.push(...cloudOption(key, value, remarks));
		else if (!OF_DATABRICKS.has(lower)) options.push([key, value]);
		else if (lower !== "allowoverwrites" || isTrue(value))
			remarks.refuse(`The option ${key} of a read`, "only Databricks' readers have it");
		else remarks.passedOver(`the option ${key} of a read`, "no file is read twice there");
	}
	if (!isCloud) return { ...read, options: Object.fromEntries(options) };
	if (!read.schema)
		remarks.refuse("Auto Loader without a schema", "Spark's streams of files need the columns: schema(…)");
	else remarks.lowered("Auto Loader (cloudFiles)", `a stream of ${format} files`);
	return { ...read, format, options: Object.fromEntries(options) };
}

const isTrue = (value: Setting): boolean => typeof value !== "string" || value.toLowerCase() === "true";

/** An option of Auto Loader with a declared schema: Spark's own of that name, or nothing. */
function cloudOption(key: string, value: Setting, remarks: ReadRemarks): [string, Setting][] {
	const lower = key.toLowerCase();
	const leaveOut = (reason: string): [] => {
		remarks.passedOver(`the option ${key} of a read`, reason);
		return [];
	};
	const refuse = (reason: string): [] => {
		remarks.refuse(`The option ${key} of a read`, reason);
		return [];
	};
	if (lower === "cloudfiles.maxfilespertrigger") return [["maxFilesPerTrigger", value]];
	if (lower === "cloudfiles.includeexistingfiles")
		return isTrue(value) ? leaveOut("Spark's streams do that") : refuse("Spark's streams read them");
	if (lower === "cloudfiles.allowoverwrites")
		return isTrue(value) ? refuse("Spark's streams read no file twice") : leaveOut("Spark's streams do that");
	if (OF_UNDECLARED.has(lower)) return leaveOut("the columns are declared");
	return TUNING.has(lower)
		? leaveOut("it tunes Databricks' Auto Loader")
		: refuse("only Auto Loader on Databricks has it");
}

const TUNING: ReadonlySet<string> = new Set(
	optionTable("json", true)
		.filter((row) => row.use === "noted")
		.map((row) => row.name.toLowerCase()),
);
