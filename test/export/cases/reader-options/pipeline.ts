import * as dp from "aqueduck";
import { F, spark } from "aqueduck";

const LENIENT =
	"id INT, day DATE, at TIMESTAMP, local TIMESTAMP_NTZ, price DECIMAL(10,2), ratio DOUBLE, note STRING, broken STRING";

/** Every option of readers that open source Spark has, and every way to call one. */
export class JsonOptions {
	@dp.materializedView() static lenient() {
		return spark.read
			.format("json")
			.schema(LENIENT)
			.options({
				mode: "PERMISSIVE",
				columnNameOfCorruptRecord: "broken",
				dateFormat: "dd.MM.yyyy",
				timestampFormat: "dd.MM.yyyy HH:mm",
				timestampNTZFormat: "dd.MM.yyyy HH:mm",
				enableDateTimeParsingFallback: true,
				allowComments: true,
				allowUnquotedFieldNames: true,
				allowSingleQuotes: true,
				allowNumericLeadingZeros: true,
				allowNonNumericNumbers: true,
				allowBackslashEscapingAnyCharacter: true,
				allowUnquotedControlChars: true,
				locale: "en-GB",
				timeZone: "Europe/Paris",
				maxNestingDepth: 100,
				maxNumLen: 500,
				maxStringLen: 100000,
			})
			.load("data/lenient");
	}
	@dp.materializedView() static inferred() {
		return spark.read
			.option("prefersDecimal", true)
			.option("inferTimestamp", true)
			.option("dropFieldIfAllNull", true)
			.option("samplingRatio", 1.0)
			.option("lineSep", "\n")
			.option("encoding", "UTF-8")
			.json("data/numbers");
	}
	@dp.materializedView() static as_text() {
		return spark.read.json("data/numbers", { primitivesAsString: true, multiLine: false });
	}
	@dp.materializedView() static written() {
		return spark.read
			.schema("id INT")
			.options({
				compression: "gzip",
				ignoreNullFields: true,
				writeNonAsciiCharacterAsCodePoint: true,
				pretty: true,
			})
			.json("data/numbers");
	}
	@dp.materializedView() static tree() {
		return spark.read
			.schema("id INT")
			.options({
				recursiveFileLookup: true,
				pathGlobFilter: "*.json",
				modifiedAfter: "2000-01-01T00:00:00",
				modifiedBefore: "2999-01-01T00:00:00",
				ignoreMissingFiles: true,
				ignoreCorruptFiles: false,
			})
			.json("data/tree");
	}
	@dp.materializedView() static one_day() {
		return spark.read
			.schema("id INT, day DATE")
			.option("basePath", "data/days")
			.json("data/days/day=2024-01-01");
	}
	@dp.materializedView() static by_option() {
		return spark.read.format("json").schema("id INT").option("path", "data/tree/one.json").load();
	}
	@dp.streamingTable() static arrivals() {
		return spark.readStream
			.schema("id INT, name STRING")
			.options({
				maxFilesPerTrigger: 1,
				latestFirst: false,
				fileNameOnly: true,
				maxFileAge: "7d",
				maxCachedFiles: 100,
				discardCachedInputRatio: 0.2,
			})
			.json("data/arrivals");
	}
	@dp.streamingTable() static landed() {
		return spark.readStream
			.format("cloudFiles")
			.option("cloudFiles.format", "json")
			.option("cloudFiles.maxFilesPerTrigger", 10)
			.option("cloudFiles.includeExistingFiles", true)
			.option("cloudFiles.allowOverwrites", false)
			.option("cloudFiles.useNotifications", false)
			.schema("id INT, name STRING")
			.load("data/landing");
	}
}

export class CsvOptions {
	@dp.materializedView() static lenient_csv() {
		return spark.read
			.format("csv")
			.schema("id INT, name STRING, amount DOUBLE, day DATE, flag STRING")
			.options({
				sep: ";",
				quote: "'",
				escape: "\\",
				charToEscapeQuoteEscaping: "\\",
				comment: "#",
				header: true,
				enforceSchema: true,
				ignoreLeadingWhiteSpace: true,
				ignoreTrailingWhiteSpace: true,
				nullValue: "n/a",
				emptyValue: "leer",
				nanValue: "-",
				positiveInf: "Unendlich",
				negativeInf: "-Unendlich",
				dateFormat: "dd.MM.yyyy",
				maxColumns: 100,
				maxCharsPerColumn: 1000,
				unescapedQuoteHandling: "STOP_AT_DELIMITER",
				inputBufferSize: 4096,
				columnPruning: true,
				quoteAll: true,
				escapeQuotes: true,
			})
			.load("data/lenient.csv");
	}
	@dp.materializedView() static towns() {
		return spark.read
			.option("encoding", "ISO-8859-1")
			.option("header", true)
			.option("inferSchema", true)
			.option("preferDate", true)
			.csv("data/latin.csv");
	}
	@dp.streamingTable() static rows() {
		return spark.readStream
			.option("delimiter", "|")
			.option("header", true)
			.schema("id INT, name STRING")
			.csv("data/rows");
	}
}

export class OtherOptions {
	@dp.materializedView() static lake() {
		return spark.read
			.option("mergeSchema", true)
			.option("datetimeRebaseMode", "CORRECTED")
			.option("int96RebaseMode", "CORRECTED")
			.parquet("data/lake");
	}
	@dp.materializedView() static two_files() {
		return spark.read.schema("id INT").parquet("data/lake/one.parquet", "data/lake/two.parquet");
	}
	@dp.streamingTable() static flow() {
		return spark.readStream.schema("id INT, name STRING").parquet("data/flow");
	}
	@dp.materializedView() static words() {
		return spark.read.option("lineSep", "|").option("encoding", "UTF-8").text("data/semi.txt");
	}
	@dp.materializedView() static whole() {
		return spark.read.format("text").option("wholetext", true).load("data/words");
	}
	@dp.streamingTable() static lines() {
		return spark.readStream.text("data/lines").select(F.upper("value").alias("line"));
	}
	@dp.materializedView() static again() {
		return spark.read.table("words").union(spark.table("whole"));
	}
	@dp.streamingTable() static all_rows() {
		return spark.readStream.options({ skipChangeCommits: true }).table("rows");
	}
}
