import dlt
from pyspark.sql import functions as F

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dlt.table(
    spark_conf={"spark.sql.shuffle.partitions": "2"},
    table_properties={"owner": "team a"},
    schema="order_id INT, customer STRING",
)
def orders():
    return spark.readStream.schema(ORDERS).json("data/orders").select("order_id", "customer")


@dlt.table(comment="By country", table_properties={"owner": "team a"}, partition_cols=["country"])
def by_country():
    return spark.read.schema(ORDERS).json("data/orders").select("order_id", "country")


@dlt.table(table_properties={"owner": "team a"}, row_filter="ROW FILTER f ON (n)")
def counted():
    return dlt.read("orders").groupBy().agg(F.count("*").alias("n"))


@dlt.table(table_properties={"owner": "team a"}, cluster_by=["country"], temporary=True)
def clustered():
    return dlt.read("seen").select("order_id", "country")


@dlt.view(comment="What was read", spark_conf={"spark.sql.shuffle.partitions": "2"})
def seen():
    return spark.read.schema(ORDERS).json("data/orders")
