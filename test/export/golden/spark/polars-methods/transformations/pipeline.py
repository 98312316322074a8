from pyspark import pipelines as dp
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

spark = SparkSession.active()
ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def kinds():
    return (
        spark.read.schema("id int, kind string, label string")
        .option("header", True)
        .csv("data/kinds.csv")
    )


# Every method of frames that has a form in Polars.


@dp.materialized_view
def bound():
    return (
        spark.read.table("items")
        .filter(F.col("qty") > 0)
        .select("id", "kind", F.lit(6).alias("types"), F.lit(6).alias("fields"))
    )


@dp.materialized_view
def expressions():
    return spark.read.table("items").selectExpr("id", "upper(kind) AS kind", "qty IS NULL AS none")


@dp.materialized_view
def changed():
    return (
        spark.read.table("items")
        .select(
            "id",
            F.upper("kind").alias("kind"),
            "qty",
            "price",
            "sold",
            "note",
            F.lit("x").alias("more"),
        )
        .select("id", "kind", "qty", "price", "sold", F.col("note").alias("remark"), "more")
        .select(
            "id",
            "kind",
            F.col("qty").alias("quantity"),
            "price",
            F.col("sold").alias("day"),
            "remark",
            "more",
        )
    )


@dp.materialized_view
def renamed():
    return spark.read.table("items").select("id", "kind").toDF("x", "y")


@dp.materialized_view
def grouped():
    return (
        spark.read.table("items")
        .groupBy("kind")
        .agg(F.max("qty").alias("most"), F.count("*").alias("n"))
    )


@dp.materialized_view
def sums():
    return spark.read.table("items").groupBy("kind").agg(F.sum("qty"), F.sum("price"))


@dp.materialized_view
def averages():
    return spark.read.table("items").groupBy("kind").agg(F.avg("qty"))


@dp.materialized_view
def means():
    return spark.read.table("items").groupBy("kind").agg(F.avg("id"))


@dp.materialized_view
def lowest():
    return spark.read.table("items").groupBy("kind").agg(F.min("qty"))


@dp.materialized_view
def highest():
    return spark.read.table("items").groupBy("kind").agg(F.max("qty"))


@dp.materialized_view
def pivoted():
    return spark.read.table("items").groupBy("qty").pivot("kind", ["a", "b"]).agg(F.max("id"))


@dp.materialized_view
def united():
    return (
        spark.read.table("items")
        .select("kind")
        .union(spark.read.table("kinds").select("kind"))
        .union(spark.read.table("kinds").select("kind"))
    )


@dp.materialized_view
def shared():
    return (
        spark.read.table("items").select("kind").intersect(spark.read.table("kinds").select("kind"))
    )


@dp.materialized_view
def others():
    return (
        spark.read.table("items").select("kind").subtract(spark.read.table("kinds").select("kind"))
    )


@dp.materialized_view
def different():
    return spark.read.table("items").select("kind").dropDuplicates()


@dp.materialized_view
def sorted():
    return spark.read.table("items").orderBy("id").offset(2).select("id")


@dp.materialized_view
def laid_out():
    return (
        spark.read.table("items")
        .hint("rebalance")
        .repartition(2, "id")
        .repartitionByRange(2, "id")
        .sortWithinPartitions("id")
        .coalesce(1)
        .select("id")
    )


@dp.materialized_view
def filled():
    return (
        spark.read.table("items")
        .select(
            "id", F.coalesce("kind", F.lit("none")).alias("kind"), "qty", "price", "sold", "note"
        )
        .select("id", "kind", F.coalesce("qty", F.lit(0)).alias("qty"), "price", "sold", "note")
        .filter(F.col("note").isNotNull())
        .filter(F.col("note").isNotNull())
        .select(
            "id",
            F.when(F.col("kind") == "a", F.lit("A").cast("string"))
            .otherwise(F.col("kind"))
            .alias("kind"),
            "qty",
            "price",
            "sold",
            "note",
        )
        .select(
            "id",
            F.when(F.col("kind") == "b", F.lit("B").cast("string"))
            .otherwise(F.col("kind"))
            .alias("kind"),
            "qty",
            "price",
            "sold",
            "note",
        )
        .select("id", "kind", "qty", "note")
    )


@dp.table
def late():
    return (
        spark.readStream.schema("id int, at timestamp, user string")
        .json("data/events")
        .withWatermark("at", "10 days")
        .select("id", "user")
    )


# Every method of columns and windows that has one.


@dp.materialized_view
def comparisons():
    return spark.read.table("items").select(
        "id",
        (F.col("qty") >= 0).alias("gte"),
        (F.col("qty") <= 0).alias("lte"),
        (F.col("qty") == 3).alias("equal_to"),
        (F.col("qty") != 3).alias("not_equal"),
        (F.col("qty") <= 3).alias("leq"),
        ((F.col("qty") > 0) | F.col("kind").isNull()).alias("either"),
        (~(F.col("qty") > 0)).alias("opposite"),
        F.isnan(F.col("qty").cast("double")).alias("nan"),
        F.col("qty").isin(0, 7).alias("isin"),
        F.col("qty").between(0, 5).alias("between"),
    )


@dp.materialized_view
def numbers():
    return spark.read.table("items").select(
        "id",
        (F.col("qty").cast("bigint") - 1).alias("minus"),
        (F.col("qty") / 2).alias("divide"),
        (F.col("qty") % 2).alias("mod"),
        F.col("qty").bitwiseAND(3).alias("bit_and"),
        F.col("qty").bitwiseOR(8).alias("bit_or"),
        F.col("qty").bitwiseXOR(1).alias("bit_xor"),
        F.col("qty").cast("string").alias("astype"),
        F.col("note").try_cast("int").alias("try_cast"),
        F.col("note").try_cast("date").alias("try_date"),
        F.col("qty").isNull().alias("transformed"),
        F.when(F.col("qty") > 5, "many")
        .when(F.col("qty") > 0, "some")
        .otherwise("none")
        .alias("many"),
    )


@dp.materialized_view
def texts():
    return spark.read.table("items").select(
        "id",
        F.col("note").like("%br%").alias("like"),
        F.col("note").ilike("CR%").alias("ilike"),
        F.col("note").rlike("[,;]").alias("rlike"),
        F.col("note").contains("a").alias("contains"),
        F.col("note").startswith("tab").alias("starts"),
        F.col("note").endswith("e").alias("ends"),
        F.substr("note", F.lit(1), F.lit(3)).alias("start"),
        F.named_struct(F.lit("n"), "note")["n"].alias("field"),
    )


@dp.materialized_view
def ranked():
    window = Window.partitionBy("kind").orderBy("id")
    other_window = Window.partitionBy("kind").orderBy(F.col("id").asc_nulls_last())
    another_window = Window.partitionBy("kind").orderBy(F.col("id").desc_nulls_first())
    third_window = Window.partitionBy("kind").orderBy(F.col("id").desc_nulls_last())
    return spark.read.table("items").select(
        "id",
        F.row_number().over(Window.partitionBy("kind").orderBy("id")).alias("asc"),
        F.row_number().over(window).alias("asc_first"),
        F.row_number().over(other_window).alias("asc_last"),
        F.row_number().over(Window.partitionBy("kind").orderBy(F.col("id").desc())).alias("desc"),
        F.row_number().over(another_window).alias("desc_first"),
        F.row_number().over(third_window).alias("desc_last"),
        F.row_number().over(window).alias("asc_first_too"),
        F.row_number().over(other_window).alias("asc_last_too"),
        F.row_number().over(another_window).alias("desc_first_too"),
        F.row_number().over(third_window).alias("desc_last_too"),
    )


@dp.materialized_view
def first_rows():
    return (
        spark.read.table("items")
        .orderBy(F.col("qty").desc_nulls_last(), "id")
        .limit(3)
        .select("id", "qty")
    )
