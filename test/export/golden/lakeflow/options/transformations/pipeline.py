from pyspark import pipelines as dp
from pyspark.sql import functions as F

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dp.table(
    spark_conf={"spark.sql.shuffle.partitions": "2"},
    table_properties={"owner": "team a"},
    schema="order_id INT, customer STRING",
)
def orders():
    return spark.readStream.schema(ORDERS).json("data/orders").select("order_id", "customer")


@dp.materialized_view(
    comment="By country", table_properties={"owner": "team a"}, partition_cols=["country"]
)
def by_country():
    return spark.read.schema(ORDERS).json("data/orders").select("order_id", "country")


@dp.materialized_view(
    table_properties={"owner": "team a"},
    cluster_by_auto=True,
    row_filter="ROW FILTER f ON (n)",
    refresh_policy="auto",
    private=True,
)
def counted():
    return spark.read.table("orders").groupBy().agg(F.count("*").alias("n"))


@dp.materialized_view(table_properties={"owner": "team a"}, cluster_by=["country"])
def clustered():
    return spark.read.table("seen").select("order_id", "country")


@dp.temporary_view(comment="What was read", spark_conf={"spark.sql.shuffle.partitions": "2"})
def seen():
    return spark.read.schema(ORDERS).json("data/orders")
