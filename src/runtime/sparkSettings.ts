import { type Diagnostic, diagnostic } from "../core/errors/index.js";
import { nearestText, type SourcePlace } from "../core/userCode.js";

interface Fixed {
	readonly only: string;
	readonly wayOut?: string;
}

const byOption = (only: string, option: string): Fixed => ({
	only,
	wayOut: `give the reader its option ${option}`,
});

/** Settings that change what rows come out, with the value that holds here: the default of Spark 4.3.0. */
const FIXED: Readonly<Record<string, Fixed>> = {
	"spark.sql.ansi.enabled": {
		only: "true",
		wayOut: "try_cast, try_divide and their kin give NULL instead of an error",
	},
	"spark.sql.ansi.doubleQuotedIdentifiers": { only: "false" },
	"spark.sql.caseSensitive": { only: "false" },
	"spark.sql.charAsVarchar": { only: "false" },
	"spark.sql.chunkBase64String.enabled": { only: "true" },
	"spark.sql.columnNameOfCorruptRecord": byOption("_corrupt_record", "columnNameOfCorruptRecord"),
	"spark.sql.decimalOperations.allowPrecisionLoss": { only: "true" },
	"spark.sql.files.ignoreCorruptFiles": byOption("false", "ignoreCorruptFiles"),
	"spark.sql.files.ignoreMissingFiles": byOption("false", "ignoreMissingFiles"),
	"spark.sql.function.concatBinaryAsString": { only: "false" },
	"spark.sql.function.eltOutputAsString": { only: "false" },
	"spark.sql.groupByAliases": { only: "true" },
	"spark.sql.groupByOrdinal": { only: "true" },
	"spark.sql.jsonGenerator.ignoreNullFields": byOption("true", "ignoreNullFields"),
	"spark.sql.mapKeyDedupPolicy": { only: "EXCEPTION" },
	"spark.sql.orderByOrdinal": { only: "true" },
	"spark.sql.parquet.mergeSchema": byOption("false", "mergeSchema"),
	"spark.sql.parser.quotedRegexColumnNames": { only: "false" },
	"spark.sql.sources.default": { only: "parquet", wayOut: "name the reader's format" },
	"spark.sql.sources.partitionColumnTypeInference.enabled": {
		only: "true",
		wayOut: "declare the partition columns in the reader's schema",
	},
	"spark.sql.streaming.schemaInference": { only: "false", wayOut: "declare the reader's schema" },
	"spark.sql.timestampType": { only: "TIMESTAMP_LTZ", wayOut: "write TIMESTAMP_NTZ where it is meant" },
	// Parsing is as with CORRECTED, which is the default since Spark 4.
	"spark.sql.legacy.timeParserPolicy": { only: "CORRECTED" },
};

/** Old behaviours, each off by default. */
const LEGACY = "spark.sql.legacy.";
const TIME_ZONE = "spark.sql.session.timeZone";
const UTC: ReadonlySet<string> = new Set(["utc", "etc/utc", "z", "+00:00"]);

/** What of a data set's settings the engines here do not do as Spark would. Other settings change no rows. */
export function settingFaults(
	settings: Readonly<Record<string, string>>,
	timeZone: string,
	place: SourcePlace | undefined,
): readonly Diagnostic[] {
	return Object.entries(settings).flatMap(([setting, value]) => {
		const fixed = fixedOf(setting, timeZone);
		if (!fixed || isSame(value, fixed.only)) return [];
		return [
			diagnostic(
				"ENGINE_SPARK_SETTING",
				{ setting, value, ...fixed },
				place ? nearestText(place, setting) : {},
			),
		];
	});
}

function fixedOf(setting: string, timeZone: string): Fixed | undefined {
	if (setting === TIME_ZONE)
		return { only: timeZone, wayOut: "set timeZone in the config: it holds for the whole pipeline" };
	if (Object.hasOwn(FIXED, setting)) return FIXED[setting];
	return setting.startsWith(LEGACY) ? { only: "false" } : undefined;
}

function isSame(value: string, only: string): boolean {
	const [a, b] = [value.trim().toLowerCase(), only.toLowerCase()];
	return a === b || (UTC.has(a) && UTC.has(b));
}
