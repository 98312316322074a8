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
        F.abs("qty").alias("abs"),
        F.sign("qty").alias("sign"),
        F.ceil("price").alias("ceil"),
        F.floor("price").alias("floor"),
        F.round("price", 1).alias("round"),
        F.bround("price", 1).alias("bround"),
        F.sqrt(F.abs("qty")).alias("sqrt"),
        F.cbrt("qty").alias("cbrt"),
        F.exp("qty").alias("exp"),
        F.expm1("qty").alias("expm1"),
        F.log(2.0, F.abs("qty") + 1).alias("log"),
        F.log10(F.abs("qty") + 1).alias("log10"),
        F.log1p(F.abs("qty")).alias("log1p"),
        F.log2(F.abs("qty") + 1).alias("log2"),
        F.power("qty", 2).alias("pow"),
        F.sin("qty").alias("sin"),
        F.cos("qty").alias("cos"),
        F.tan("qty").alias("tan"),
        F.atan("qty").alias("atan"),
        F.atan2("qty", 2).alias("atan2"),
        F.sinh(F.lit(0.5)).alias("sinh"),
        F.degrees("qty").alias("degrees"),
        F.radians("qty").alias("radians"),
        F.hypot("qty", 4).alias("hypot"),
        F.factorial(F.lit(5)).alias("factorial"),
        F.greatest("id", "qty").alias("greatest"),
        F.least("id", "qty").alias("least"),
        F.pmod("qty", 3).alias("pmod"),
        (F.col("qty") % 3).alias("mod"),
        F.bin("id").alias("bin"),
        F.conv(F.lit("ff"), 16, 10).alias("conv"),
        F.shiftleft("id", 2).alias("shl"),
        F.shiftright("id", 1).alias("shr"),
        F.bit_count("id").alias("bit_count"),
        F.width_bucket("qty", F.lit(0), F.lit(10), 5).alias("bucket"),
        F.nanvl(F.lit(float("nan")), F.lit(1)).alias("nanvl"),
        F.isnan(F.lit(float("nan"))).alias("isnan"),
    )


@dp.materialized_view
def two():
    return spark.read.table("items").select(
        "id",
        ((F.col("qty") + 1) * 2 - F.col("id")).alias("sum"),
        (F.col("qty") / 2).alias("half"),
        F.try_add("qty", F.lit(1)).alias("try_add"),
        F.try_subtract("qty", F.lit(1)).alias("try_subtract"),
        F.try_multiply("qty", F.lit(2)).alias("try_multiply"),
        F.try_divide("qty", F.lit(0)).alias("try_divide"),
        F.when(F.col("qty") > 5, "many")
        .when(F.col("qty") > 0, "some")
        .otherwise("none")
        .alias("case"),
        F.coalesce("qty", F.lit(-1)).alias("coalesce"),
        F.ifnull("qty", F.lit(-1)).alias("ifnull"),
        F.nullif("qty", F.lit(7)).alias("nullif"),
        F.nvl("qty", F.lit(0)).alias("nvl"),
        F.nvl2("qty", F.lit(1), F.lit(0)).alias("nvl2"),
        F.equal_null("qty", F.lit(7)).alias("equal_null"),
        F.col("qty").isNull().alias("is_null"),
        F.col("qty").isin(0, 7).alias("is_in"),
        F.col("qty").between(0, 5).alias("between"),
        F.col("qty").eqNullSafe(None).alias("null_safe"),
        (-F.col("qty")).alias("negated"),
        F.col("qty").bitwiseAND(3).alias("band"),
        F.col("qty").bitwiseOR(8).alias("bor"),
        F.col("qty").bitwiseXOR(1).alias("bxor"),
        F.bitwise_not("qty").alias("bnot"),
        F.col("qty").cast("string").alias("text"),
        F.col("qty").cast("double").alias("double"),
        F.col("price").cast("int").alias("whole"),
        F.lit("12").cast("bigint").alias("big"),
        F.lit("x").try_cast("int").alias("no_number"),
        F.typeof("qty").alias("type"),
        F.uniform(1, 1, 0).isNotNull().alias("uniform"),
        F.e().alias("e"),
        F.pi().alias("pi"),
        (~(F.col("price").isNotNull() & ((F.col("qty") > 0) | (F.col("qty") < 0)))).alias("logic"),
    )
