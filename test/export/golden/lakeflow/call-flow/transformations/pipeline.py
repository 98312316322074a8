from pyspark import pipelines as dp

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dp.table
def raw():
    return spark.readStream.schema(ORDERS).json("data/orders")


dp.create_streaming_table(name="copies")


@dp.append_flow(target="copies")
def raw_to_copies():
    return spark.readStream.table("raw").select("order_id", "customer")


@dp.materialized_view
def customers():
    return spark.read.table("copies").select("customer").distinct()
