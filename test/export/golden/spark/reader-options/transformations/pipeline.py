from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
LENIENT = "id INT, day DATE, at TIMESTAMP, local TIMESTAMP_NTZ, price DECIMAL(10,2), ratio DOUBLE, note STRING, broken STRING"

# Every option of readers that open source Spark has, and every way to call one.


@dp.materialized_view
def lenient():
    return (
        spark.read.schema(LENIENT)
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", "broken")
        .option("dateFormat", "dd.MM.yyyy")
        .option("timestampFormat", "dd.MM.yyyy HH:mm")
        .option("timestampNTZFormat", "dd.MM.yyyy HH:mm")
        .option("enableDateTimeParsingFallback", True)
        .option("allowComments", True)
        .option("allowUnquotedFieldNames", True)
        .option("allowSingleQuotes", True)
        .option("allowNumericLeadingZeros", True)
        .option("allowNonNumericNumbers", True)
        .option("allowBackslashEscapingAnyCharacter", True)
        .option("allowUnquotedControlChars", True)
        .option("locale", "en-GB")
        .option("timeZone", "Europe/Paris")
        .option("maxNestingDepth", "100")
        .option("maxNumLen", "500")
        .option("maxStringLen", "100000")
        .json("data/lenient")
    )


@dp.materialized_view
def inferred():
    return (
        spark.read.option("prefersDecimal", True)
        .option("inferTimestamp", True)
        .option("dropFieldIfAllNull", True)
        .option("samplingRatio", "1")
        .option("lineSep", "\n")
        .option("encoding", "UTF-8")
        .json("data/numbers")
    )


@dp.materialized_view
def as_text():
    return (
        spark.read.option("primitivesAsString", True)
        .option("multiLine", False)
        .json("data/numbers")
    )


@dp.materialized_view
def written():
    return (
        spark.read.schema("id int")
        .option("compression", "gzip")
        .option("ignoreNullFields", True)
        .option("writeNonAsciiCharacterAsCodePoint", True)
        .option("pretty", True)
        .json("data/numbers")
    )


@dp.materialized_view
def tree():
    return (
        spark.read.schema("id int")
        .option("recursiveFileLookup", True)
        .option("pathGlobFilter", "*.json")
        .option("modifiedAfter", "2000-01-01T00:00:00")
        .option("modifiedBefore", "2999-01-01T00:00:00")
        .option("ignoreMissingFiles", True)
        .option("ignoreCorruptFiles", False)
        .json("data/tree")
    )


@dp.materialized_view
def one_day():
    return (
        spark.read.schema("id int, day date")
        .option("basePath", "data/days")
        .json("data/days/day=2024-01-01")
    )


@dp.materialized_view
def by_option():
    return spark.read.format("json").schema("id int").option("path", "data/tree/one.json").load()


@dp.table
def arrivals():
    return (
        spark.readStream.schema("id int, name string")
        .option("maxFilesPerTrigger", "1")
        .option("latestFirst", False)
        .option("fileNameOnly", True)
        .option("maxFileAge", "7d")
        .option("maxCachedFiles", "100")
        .option("discardCachedInputRatio", "0.2")
        .json("data/arrivals")
    )


@dp.table
def landed():
    return (
        spark.readStream.schema("id int, name string")
        .option("maxFilesPerTrigger", "10")
        .json("data/landing")
    )


@dp.materialized_view
def lenient_csv():
    return (
        spark.read.schema("id int, name string, amount double, day date, flag string")
        .option("sep", ";")
        .option("quote", "'")
        .option("escape", "\\")
        .option("charToEscapeQuoteEscaping", "\\")
        .option("comment", "#")
        .option("header", True)
        .option("enforceSchema", True)
        .option("ignoreLeadingWhiteSpace", True)
        .option("ignoreTrailingWhiteSpace", True)
        .option("nullValue", "n/a")
        .option("emptyValue", "leer")
        .option("nanValue", "-")
        .option("positiveInf", "Unendlich")
        .option("negativeInf", "-Unendlich")
        .option("dateFormat", "dd.MM.yyyy")
        .option("maxColumns", "100")
        .option("maxCharsPerColumn", "1000")
        .option("unescapedQuoteHandling", "STOP_AT_DELIMITER")
        .option("inputBufferSize", "4096")
        .option("columnPruning", True)
        .option("quoteAll", True)
        .option("escapeQuotes", True)
        .csv("data/lenient.csv")
    )


@dp.materialized_view
def towns():
    return (
        spark.read.option("encoding", "ISO-8859-1")
        .option("header", True)
        .option("inferSchema", True)
        .option("preferDate", True)
        .csv("data/latin.csv")
    )


@dp.table
def rows():
    return (
        spark.readStream.schema("id int, name string")
        .option("delimiter", "|")
        .option("header", True)
        .csv("data/rows")
    )


@dp.materialized_view
def lake():
    return (
        spark.read.option("mergeSchema", True)
        .option("datetimeRebaseMode", "CORRECTED")
        .option("int96RebaseMode", "CORRECTED")
        .parquet("data/lake")
    )


@dp.materialized_view
def two_files():
    return spark.read.schema("id int").parquet("data/lake/one.parquet", "data/lake/two.parquet")


@dp.table
def flow():
    return spark.readStream.schema("id int, name string").parquet("data/flow")


@dp.materialized_view
def words():
    return spark.read.option("lineSep", "|").option("encoding", "UTF-8").text("data/semi.txt")


@dp.materialized_view
def whole():
    return spark.read.format("text").option("wholetext", True).load("data/words")


@dp.table
def lines():
    return spark.readStream.text("data/lines").select(F.upper("value").alias("line"))


@dp.materialized_view
def again():
    return spark.read.table("words").union(spark.read.table("whole"))


@dp.table
def all_rows():
    return spark.readStream.option("skipChangeCommits", True).table("rows")
