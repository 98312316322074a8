from pyspark import pipelines as dp
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def by_kind():
    return (
        spark.read.table("items")
        .groupBy("kind")
        .agg(
            F.count("*").alias("n"),
            F.count("qty").alias("with_qty"),
            F.count_distinct("qty").alias("different"),
            F.sum("qty").alias("total"),
            F.sum_distinct("qty").alias("total_once"),
            F.avg("price").alias("mean"),
            F.min("sold").alias("first"),
            F.max("sold").alias("last"),
            F.stddev("qty").alias("spread"),
            F.variance("qty").alias("variance"),
            F.sort_array(F.collect_set("qty")).alias("set_of"),
            F.bool_and(F.col("qty") > 0).alias("all_positive"),
            F.bool_or(F.col("qty") > 0).alias("any_positive"),
            F.max_by("id", "price").alias("dearest"),
            F.min_by("id", "price").alias("cheapest"),
            F.median("qty").alias("median"),
            F.percentile("qty", 0.25).alias("quarter"),
            F.skewness("qty").alias("skew"),
            F.kurtosis("qty").alias("kurt"),
            F.bit_and("id").alias("and_all"),
            F.bit_or("id").alias("or_all"),
            F.bit_xor("id").alias("xor_all"),
            F.product("id").alias("multiplied"),
            F.any_value(F.lit(1)).alias("any"),
            F.count_if(F.col("qty") > 1).alias("more_than_one"),
            F.corr("id", "qty").alias("corr"),
            F.covar_pop("id", "qty").alias("covar"),
            F.mode("qty", True).alias("mode"),
        )
    )


@dp.materialized_view
def rolled_up():
    return (
        spark.read.table("items")
        .rollup("kind", F.year("sold").alias("year"))
        .agg(F.sum("qty").alias("total"), F.grouping("kind").alias("is_total"))
    )


@dp.materialized_view
def cubed():
    return (
        spark.read.table("items")
        .cube("kind", "qty")
        .agg(F.count("*").alias("n"), F.grouping_id().alias("level"))
    )


@dp.materialized_view
def pivoted():
    return (
        spark.read.table("items")
        .groupBy("sold")
        .pivot("kind", ["a", "b", "c"])
        .agg(F.sum("qty").alias("total"))
    )


@dp.materialized_view
def simple():
    return spark.read.table("items").groupBy("kind").agg(F.sum("qty"), F.sum("id"))


@dp.materialized_view
def means():
    return (
        spark.read.table("items")
        .groupBy("kind")
        .agg(F.avg("qty"))
        .withColumnRenamed("avg(qty)", "mean_qty")
    )


@dp.materialized_view
def extremes():
    return (
        spark.read.table("items")
        .groupBy("kind")
        .agg(F.max("qty"))
        .join(spark.read.table("items").groupBy("kind").agg(F.min("qty")), "kind")
    )


@dp.materialized_view
def whole():
    return (
        spark.read.table("items")
        .groupBy()
        .agg(F.count("*").alias("n"), F.sum(F.col("price") * F.col("qty")).alias("value"))
    )


@dp.materialized_view
def sets():
    return spark.sql(
        "SELECT kind, qty, count(*) AS n FROM items GROUP BY GROUPING SETS ((kind), (qty), ())"
    )
