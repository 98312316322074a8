import { fault } from "../../../core/errors/index.js";
import { type FoundFiles, findFiles } from "../../../io/files/index.js";
import {
	FILE_FORMATS,
	type FileFormat,
	fileFormat,
	type OptionValues,
	optionValues,
} from "../../../io/formats/index.js";
import type { ReadContext } from "../../tableEngine.js";

/** What readers may know of the session besides the project. */
export interface ReaderContext extends ReadContext {
	/** Spark configuration that changes how files are read, e.g. `spark.sql.streaming.schemaInference`. */
	readonly sparkConf?: Readonly<Record<string, string>>;
}

export interface Source {
	readonly format: FileFormat;
	readonly options: OptionValues;
	readonly paths: readonly string[];
}

/** Options that Spark takes from its configuration when the reader does not have them. */
const CONF: Readonly<Record<string, string>> = {
	"spark.sql.columnNameOfCorruptRecord": "columnNameOfCorruptRecord",
	"spark.sql.parquet.mergeSchema": "mergeSchema",
	"spark.sql.files.ignoreMissingFiles": "ignoreMissingFiles",
	"spark.sql.files.ignoreCorruptFiles": "ignoreCorruptFiles",
};

export function sourceOf(
	read: {
		readonly format: string;
		readonly options: Readonly<Record<string, string>>;
		readonly paths: readonly string[];
	},
	context: ReaderContext,
): Source {
	const format = fileFormat(read.format);
	if (!format) throw fault("SOURCE_UNKNOWN_FORMAT", { format: read.format, known: FILE_FORMATS });
	const fromConf = Object.entries(CONF).flatMap(([key, option]) => {
		const value = context.sparkConf?.[key];
		return value === undefined ? [] : [[option, value] as const];
	});
	return {
		format,
		options: optionValues(format, { ...Object.fromEntries(fromConf), ...read.options }),
		paths: read.paths,
	};
}

export function sourceFiles(
	read: { readonly options: Readonly<Record<string, string>>; readonly paths: readonly string[] },
	context: ReaderContext,
): FoundFiles {
	const inference = context.sparkConf?.["spark.sql.sources.partitionColumnTypeInference.enabled"];
	return findFiles(read.paths, read.options, {
		projectDir: context.projectDir,
		timeZone: context.timeZone,
		inferPartitionTypes: inference?.toLowerCase() !== "false",
	});
}
