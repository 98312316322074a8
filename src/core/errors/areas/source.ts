import { define } from "../define.js";

/** Reading files and other sources. */
export const sourceErrors = {
	SOURCE_UNKNOWN_FORMAT: define<{ format: string; known: readonly string[] }>({
		message: (p) => `No reader for the format "${p.format}"`,
		hint: (p) => `formats: ${p.known.join(", ")}`,
		explain: "The reader's format is not one that this engine reads.",
		sparkCondition: "DATA_SOURCE_NOT_FOUND",
	}),
	SOURCE_UNKNOWN_OPTION: define<{ format: string; option: string }>({
		message: (p) => `The ${p.format} reader has no option "${p.option}"`,
		explain:
			"Spark ignores options that it does not know; a misspelt one changes results silently. aqueduck refuses it.",
	}),
	SOURCE_BAD_OPTION: define<{ format: string; option: string; value: string; expected: string }>({
		message: (p) =>
			`Option ${p.option} of the ${p.format} reader is ${JSON.stringify(p.value)}; expected ${p.expected}`,
		explain: "An option of a reader has a value that it cannot have.",
	}),
	SOURCE_UNSUPPORTED_OPTION: define<{ format: string; option: string; reason: string }>({
		message: (p) => `Option ${p.option} of the ${p.format} reader is not supported: ${p.reason}`,
		explain: "Spark knows the option, aqueduck cannot follow it. It is refused rather than ignored.",
	}),
	SOURCE_PATH_NOT_FOUND: define<{ path: string }>({
		message: (p) => `No such file or folder: ${p.path}`,
		hint: () =>
			"relative paths start at the project folder (the folder of the config, else of the pipeline file)",
		explain: "The reader's path matches nothing.",
		sparkCondition: "PATH_NOT_FOUND",
	}),
	SOURCE_NO_SCHEMA: define<{ format: string; path: string }>({
		message: (p) => `Cannot infer a schema for ${p.format}: no data in ${p.path}`,
		hint: () => 'declare it: .schema("id INT, name STRING")',
		explain: "Schema inference needs at least one file with data.",
		sparkCondition: "UNABLE_TO_INFER_SCHEMA",
	}),
	SOURCE_STREAM_SCHEMA: define<{ format: string }>({
		message: (p) => `A stream of ${p.format} files needs a schema`,
		hint: () =>
			'declare it: .schema("id INT, name STRING"), or set cloudFiles / spark.sql.streaming.schemaInference',
		explain: "Streaming file sources do not infer a schema, as it could change from run to run.",
	}),
	SOURCE_MALFORMED: define<{ path: string; problem: string }>({
		message: (p) => `Malformed record in ${p.path}: ${p.problem}`,
		hint: () => "mode PERMISSIVE keeps the row with NULLs (and _corrupt_record), DROPMALFORMED drops it",
		explain: "The reader's mode is FAILFAST and a record does not parse.",
		sparkCondition: "FAILED_READ_FILE",
	}),
	SOURCE_UNREADABLE: define<{ path: string; problem: string }>({
		message: (p) => `Cannot read ${p.path}: ${p.problem}`,
		explain: "A file is not of the format it is read as, or cannot be opened.",
		sparkCondition: "FAILED_READ_FILE",
	}),
	SOURCE_MERGE_SCHEMA: define<{ problem: string }>({
		message: (p) => `The files' schemas cannot be merged: ${p.problem}`,
		explain: "mergeSchema joins the columns of all files; a column must have one type in all of them.",
		sparkCondition: "CANNOT_MERGE_SCHEMAS",
	}),
	SOURCE_CORRUPT_ONLY: define({
		message: () =>
			"A query over an inferred schema that reads only the corrupt record column is not possible",
		explain:
			"Spark refuses it: UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN. Declare the schema, or read another column too.",
		sparkCondition: "UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN",
	}),
	SOURCE_UNSUPPORTED: define<{ format: string; what: string }>({
		message: (p) => `The format "${p.format}" (${p.what}) cannot be read here`,
		hint: () => "json, csv, parquet and text files can; other sources run on Spark: `aq export`",
		explain:
			"Spark or Databricks reads the format, aqueduck does not (yet). It is refused by name rather than guessed at.",
	}),
	SOURCE_PARTITIONS: define<{ problem: string }>({
		message: (p) => `The partition folders cannot be read: ${p.problem}`,
		hint: () =>
			"the option basePath says where partition folders begin; recursiveFileLookup reads the files without them",
		explain:
			"Folders named `column=value` are columns. All of them have to have the same columns, and values that fit the declared type.",
		sparkCondition: "CONFLICTING_PARTITION_COLUMN_NAMES",
	}),
	SOURCE_BAD_SCHEMA: define<{ format: string; problem: string }>({
		message: (p) => `The schema does not suit ${p.format} files: ${p.problem}`,
		explain:
			"A format cannot hold every type: text has one STRING column, CSV no nested types, the corrupt record column is STRING.",
		sparkCondition: "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
	}),
	SOURCE_DUPLICATE_COLUMN: define<{ column: string }>({
		message: (p) =>
			`The data have the column "${p.column}" twice (names are compared without regard to case)`,
		explain: "Spark refuses data whose columns differ in case only.",
		sparkCondition: "COLUMN_ALREADY_EXISTS",
	}),
} as const;
