import { FILE_OPTIONS } from "./fileOptions.js";
import { type OptionRow, read, refused, write } from "./optionRow.js";
import type { OptionValues } from "./optionValues.js";

// LEGACY would shift dates before 1582, which files of Spark 2 and Hive may hold.
const REBASE = ["EXCEPTION", "CORRECTED"] as const;

export const PARQUET_OPTIONS: readonly OptionRow[] = [
	...FILE_OPTIONS,
	read("mergeSchema", "boolean"),
	read("datetimeRebaseMode", REBASE),
	read("int96RebaseMode", REBASE),
	refused("rescuedDataColumn", "parquet columns have types; declare the columns instead"),
	refused("variantAllowReadingShredded", "there is no VARIANT type yet"),
	write("compression"),
];

export interface ParquetRead {
	readonly mergeSchema: boolean;
}

export function parquetRead(options: OptionValues): ParquetRead {
	return Object.freeze({ mergeSchema: options.flag("mergeSchema", false) });
}
