from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def one():
    return spark.read.table("items").select(
        "id",
        F.upper("note").alias("upper"),
        F.lower("note").alias("lower"),
        F.initcap("note").alias("initcap"),
        F.length("note").alias("length"),
        F.char_length("note").alias("char_length"),
        F.octet_length("note").alias("octets"),
        F.bit_length("note").alias("bits"),
        F.trim("note").alias("trim"),
        F.ltrim("note").alias("ltrim"),
        F.rtrim("note").alias("rtrim"),
        F.btrim("note").alias("btrim"),
        F.reverse("note").alias("reverse"),
        F.substring("note", 2, 3).alias("substring"),
        F.left("note", F.lit(2)).alias("left"),
        F.right("note", F.lit(2)).alias("right"),
        F.lpad("note", 5, "*").alias("lpad"),
        F.rpad("note", 5, "*").alias("rpad"),
        F.repeat("note", 2).alias("repeat"),
        F.replace("note", F.lit("a"), F.lit("4")).alias("replace"),
        F.translate("note", "abc", "xyz").alias("translate"),
        F.instr("note", "e").alias("instr"),
        F.locate("e", "note").alias("locate"),
        F.position(F.lit("e"), "note").alias("position"),
        F.col("note").contains("a").alias("contains"),
        F.col("note").startswith("C").alias("starts"),
        F.col("note").endswith("e").alias("ends"),
        F.ascii("note").alias("ascii"),
        F.overlay("note", F.lit("__"), 2).alias("overlay"),
        F.soundex("note").alias("soundex"),
        F.levenshtein("note", F.lit("cream")).alias("distance"),
    )


@dp.materialized_view
def two():
    return spark.read.table("items").select(
        "id",
        F.concat("kind", F.lit("-"), "note").alias("concat"),
        F.concat_ws("/", "kind", "note").alias("joined"),
        F.split("note", "[,;]").alias("parts"),
        F.split_part("note", F.lit(","), F.lit(1)).alias("part"),
        F.substring_index("note", ",", 1).alias("index"),
        F.regexp_replace("note", "[aeiou]", "_").alias("vowels"),
        F.regexp_extract("note", "([a-z]+)", 1).alias("extracted"),
        F.regexp_extract_all("note", F.lit("([a-z])"), 1).alias("all_of"),
        F.regexp_count("note", F.lit("a")).alias("counted"),
        F.regexp_like("note", F.lit("^[A-Z]")).alias("capital"),
        F.col("note").rlike("r").alias("has_r"),
        F.col("note").like("%a%").alias("like"),
        F.col("note").ilike("CR%").alias("ilike"),
        F.format_string("%s has %05d", "kind", "id").alias("formatted"),
        F.format_number("price", 1).alias("number"),
        F.base64(F.encode("note", "utf-8")).alias("base64"),
        F.decode(F.unbase64(F.base64(F.encode("note", "utf-8"))), "utf-8").alias("back"),
        F.hex("id").alias("hex"),
        F.hex("note").alias("hex_text"),
        F.md5("note").alias("md5"),
        F.sha1("note").alias("sha1"),
        F.sha2("note", 256).alias("sha2"),
        F.crc32("note").alias("crc"),
        F.hash("id", "note").alias("hash"),
        F.xxhash64("id", "note").alias("xxhash"),
        F.parse_url(F.lit("https://x.org/p?q=1#f"), F.lit("HOST")).alias("host"),
        F.url_encode("note").alias("encoded"),
        F.find_in_set(F.lit("b"), F.lit("a,b,c")).alias("found"),
        F.char(F.lit(65)).alias("chr"),
        F.call_function("luhn_check", F.lit("79927398713")).alias("luhn"),
    )
