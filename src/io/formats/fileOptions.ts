import { noted, type OptionRow, read, refused, stream } from "./optionRow.js";

/** What every file reader takes. */
export const FILE_OPTIONS: readonly OptionRow[] = [
	read("path", "text"),
	read("pathGlobFilter", "text"),
	read("recursiveFileLookup", "boolean"),
	read("modifiedBefore", "timestamp"),
	read("modifiedAfter", "timestamp"),
	read("basePath", "text"),
	read("ignoreMissingFiles", "boolean"),
	read("ignoreCorruptFiles", "boolean"),
	read("timeZone", "text"),
	stream("maxFilesPerTrigger", "integer"),
	stream("latestFirst", "boolean"),
	stream("fileNameOnly", "boolean"),
	stream("maxFileAge", "text"),
	stream("allowOverwrites", "boolean"),
	noted("maxCachedFiles"),
	noted("discardCachedInputRatio"),
	refused("maxBytesPerTrigger", "files are counted, not their bytes: use maxFilesPerTrigger"),
	refused("cleanSource", "source files are never moved or deleted"),
	refused("sourceArchiveDir", "source files are never moved or deleted"),
];

/** Databricks' own options of text formats. */
export const DATABRICKS_OPTIONS: readonly OptionRow[] = [
	read("rescuedDataColumn", "text"),
	refused("badRecordsPath", "bad records are kept by _corrupt_record, or by expectOrQuarantine on the table"),
	refused("readerCaseSensitive", "keys are compared exactly, as Spark does"),
	refused("singleVariantColumn", "there is no VARIANT type yet"),
];
