"""Every method of columns and windows."""

from pyspark import pipelines as dp
from pyspark.sql import Window
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def comparisons():
    return spark.read.table("items").select(
        "id",
        (F.col("qty") == 7).alias("eq"),
        (F.col("qty") != 7).alias("neq"),
        (F.col("qty") > 0).alias("gt"),
        (F.col("qty") >= 0).alias("gte"),
        (F.col("qty") < 0).alias("lt"),
        (F.col("qty") <= 0).alias("lte"),
        (F.col("qty") == 3).alias("equal_to"),
        (F.col("qty") != 3).alias("not_equal"),
        (F.col("qty") >= 3).alias("geq"),
        (F.col("qty") <= 3).alias("leq"),
        F.col("qty").eqNullSafe(None).alias("null_safe"),
        F.col("qty").between(0, 5).alias("between"),
        F.col("qty").isin(0, 7).alias("isin"),
        (F.lit(False) & F.col("kind").isNull()).alias("in_none"),
        F.col("kind").isNull().alias("none"),
        F.col("kind").isNotNull().alias("some"),
        F.isnan(F.col("qty").cast("double")).alias("nan"),
        ((F.col("qty") > 0) & (F.col("kind") == "a")).alias("both"),
        ((F.col("qty") > 0) | (F.col("kind") == "a")).alias("either"),
        (~(F.col("qty") > 0)).alias("opposite"),
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
        F.col("note").startswith(F.col("kind")).alias("starts_with_kind"),
        F.substr("note", F.lit(1), F.lit(3)).alias("start"),
        F.substr("note", "id", F.lit(2)).alias("two"),
    )


@dp.materialized_view
def numbers():
    return spark.read.table("items").select(
        "id",
        (F.col("qty") + 1).alias("plus"),
        (F.col("qty") - 1).alias("minus"),
        (F.col("qty") * 2).alias("multiply"),
        (F.col("qty") / 2).alias("divide"),
        (F.col("qty") % 2).alias("mod"),
        F.col("qty").bitwiseAND(3).alias("bit_and"),
        F.col("qty").bitwiseOR(8).alias("bit_or"),
        F.col("qty").bitwiseXOR(1).alias("bit_xor"),
        F.col("qty").cast("string").alias("astype"),
        F.col("note").try_cast("int").alias("try_cast"),
        F.col("note").try_cast("date").alias("try_date"),
        F.col("price").cast("int").alias("price"),
        (F.col("qty") * 10 + 1).alias("transformed"),
        F.when(F.col("qty") > 5, "many")
        .when(F.col("qty") > 0, "some")
        .otherwise("none")
        .alias("many"),
    )


@dp.materialized_view
def parts():
    return (
        spark.read.table("items")
        .select(
            "id",
            F.struct("id", "kind", F.struct("qty", "note").alias("inner")).alias("s"),
            F.array("id", "qty").alias("a"),
            F.create_map(F.lit("k"), "kind").alias("m"),
        )
        .select(
            "id",
            F.col("a")[1].alias("second"),
            F.col("m")["k"].alias("k"),
            F.col("s")["kind"].alias("kind"),
        )
    )


@dp.materialized_view
def ranked():
    window = Window.orderBy("qty", "id")
    other_window = Window.orderBy(F.col("qty").asc_nulls_last(), "id")
    another_window = Window.orderBy(F.col("qty").desc_nulls_first(), "id")
    third_window = Window.orderBy(F.col("qty").desc_nulls_last(), "id")
    return spark.read.table("items").select(
        "id",
        F.row_number().over(Window.orderBy("qty", "id")).alias("asc"),
        F.row_number().over(window).alias("asc_first"),
        F.row_number().over(other_window).alias("asc_last"),
        F.row_number().over(Window.orderBy(F.col("qty").desc(), "id")).alias("desc"),
        F.row_number().over(another_window).alias("desc_first"),
        F.row_number().over(third_window).alias("desc_last"),
        F.row_number().over(window).alias("asc_first_too"),
        F.row_number().over(other_window).alias("asc_last_too"),
        F.row_number().over(another_window).alias("desc_first_too"),
        F.row_number().over(third_window).alias("desc_last_too"),
    )


@dp.materialized_view
def framed():
    return spark.read.table("items").select(
        "id",
        F.sum("qty")
        .over(Window.partitionBy("kind").orderBy("id").rowsBetween(-1, Window.currentRow))
        .alias("two"),
        F.sum("qty")
        .over(
            Window.partitionBy("kind")
            .orderBy("id")
            .rowsBetween(Window.unboundedPreceding, Window.unboundedFollowing)
        )
        .alias("all"),
        F.count("qty").over(Window.orderBy("id").rangeBetween(-2, 1)).alias("near"),
    )
