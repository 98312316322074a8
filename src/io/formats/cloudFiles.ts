import { noted, type OptionRow, read, refused, stream } from "./optionRow.js";

const LISTED = "files are found by listing their folder";
const EVOLUTION = [
	"addNewColumns",
	"addNewColumnsWithTypeWidening",
	"rescue",
	"failOnNewColumns",
	"none",
] as const;

/** Auto Loader's options: `spark.readStream.format("cloudFiles")` is an incremental listing of its path here. */
export const CLOUD_FILES_OPTIONS: readonly OptionRow[] = [
	read("cloudFiles.format", ["json", "csv", "parquet", "text"]),
	read("cloudFiles.inferColumnTypes", "boolean"),
	read("cloudFiles.schemaHints", "text"),
	read("cloudFiles.rescuedDataColumn", "text"),
	// New columns of a schema that was declared or inferred: what the table does with them is the runtime's.
	stream("cloudFiles.schemaEvolutionMode", EVOLUTION),
	stream("cloudFiles.schemaLocation", "text"),
	stream("cloudFiles.includeExistingFiles", "boolean"),
	stream("cloudFiles.allowOverwrites", "boolean"),
	stream("cloudFiles.maxFilesPerTrigger", "integer"),
	// How long Auto Loader remembers a file; here it is for ever.
	noted("cloudFiles.maxFileAge"),
	noted("cloudFiles.useNotifications", "boolean"),
	noted("cloudFiles.useManagedFileEvents", "boolean"),
	noted("cloudFiles.useIncrementalListing", ["auto", "true", "false"]),
	noted("cloudFiles.backfillInterval"),
	noted("cloudFiles.validateOptions", "boolean"),
	noted("cloudFiles.fetchParallelism", "integer"),
	noted("cloudFiles.listOnStart", "boolean"),
	noted("cloudFiles.pathRewrites"),
	noted("cloudFiles.resourceTag"),
	noted("cloudFiles.region"),
	noted("cloudFiles.queueUrl"),
	noted("cloudFiles.queueName"),
	noted("cloudFiles.connectionString"),
	noted("cloudFiles.resourceGroup"),
	noted("cloudFiles.subscriptionId"),
	noted("cloudFiles.tenantId"),
	noted("cloudFiles.clientId"),
	noted("cloudFiles.clientSecret"),
	refused(
		"cloudFiles.maxBytesPerTrigger",
		"files are counted, not their bytes: use cloudFiles.maxFilesPerTrigger",
	),
	refused(
		"cloudFiles.partitionColumns",
		"partition columns are those of the paths: select the ones that you want",
	),
	refused("cloudFiles.cleanSource", "source files are never moved or deleted"),
	refused("cloudFiles.cleanSource.moveDestination", "source files are never moved or deleted"),
	refused("cloudFiles.cleanSource.retentionDuration", "source files are never moved or deleted"),
	refused("cloudFiles.useStrictGlobber", `${LISTED}, and globs follow Spark's rules`),
];
