import { CLOUD_FILES_OPTIONS } from "./cloudFiles.js";
import { CSV_OPTIONS } from "./csv.js";
import { JSON_OPTIONS } from "./json.js";
import type { OptionRow } from "./optionRow.js";
import { PARQUET_OPTIONS } from "./parquet.js";
import { TEXT_OPTIONS } from "./text.js";

export const FILE_FORMATS = ["json", "csv", "parquet", "text"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Formats that Spark or Databricks reads and aqueduck does not (yet), each with what to do instead. */
export const REFUSED_FORMATS: Readonly<Record<string, string>> = Object.freeze({
	kafka: "Kafka topics",
	rate: "generated rows",
	"rate-micro-batch": "generated rows",
	socket: "sockets",
	delta: "Delta tables",
	iceberg: "Iceberg tables",
	hudi: "Hudi tables",
	kinesis: "Kinesis streams",
	pubsub: "Pub/Sub topics",
	pulsar: "Pulsar topics",
	eventhubs: "Event Hubs",
	jdbc: "JDBC sources",
	postgresql: "PostgreSQL tables",
	sqlserver: "SQL Server tables",
	mysql: "MySQL tables",
	snowflake: "Snowflake tables",
	bigquery: "BigQuery tables",
	redshift: "Redshift tables",
	mongodb: "MongoDB collections",
	orc: "ORC files",
	avro: "Avro files",
	xml: "XML files",
	binaryfile: "binary files",
	image: "images",
	libsvm: "LIBSVM files",
	excel: "Excel files",
});

const TABLES: Readonly<Record<FileFormat, readonly OptionRow[]>> = {
	json: JSON_OPTIONS,
	csv: CSV_OPTIONS,
	parquet: PARQUET_OPTIONS,
	text: TEXT_OPTIONS,
};

/** Databricks' own names of formats that Spark calls otherwise. */
const SAME: Readonly<Record<string, FileFormat>> = { ndjson: "json", jsonl: "json", txt: "text" };

/** The format as the readers know it, or undefined. @example fileFormat("CSV") // "csv" */
export function fileFormat(written: string): FileFormat | undefined {
	const lower = written.toLowerCase();
	return FILE_FORMATS.find((f) => f === lower);
}

/** A format that was written wrongly in a way that can be guessed. */
export const meantFormat = (written: string): FileFormat | undefined => SAME[written.toLowerCase()];

export function optionTable(format: FileFormat, cloudFiles: boolean): readonly OptionRow[] {
	return cloudFiles ? [...TABLES[format], ...CLOUD_FILES_OPTIONS] : TABLES[format];
}
