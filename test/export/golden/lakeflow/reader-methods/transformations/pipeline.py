from pyspark import pipelines as dp

PEOPLE = "id INT, name STRING"

# Every way to call a reader whose files all engines read alike.


@dp.materialized_view
def people():
    return spark.read.schema(PEOPLE).option("header", True).option("sep", ",").csv("data/names.csv")


@dp.materialized_view
def stored():
    return spark.read.parquet("data/flow")


@dp.materialized_view
def both():
    return spark.read.table("people").unionByName(spark.read.table("stored"))


@dp.table
def flow():
    return spark.readStream.schema(PEOPLE).parquet("data/flow")


@dp.table
def rows():
    return (
        spark.readStream.schema(PEOPLE).option("sep", "|").option("header", True).csv("data/rows")
    )


@dp.table
def orders():
    return spark.readStream.schema("order_id int, customer string").json("data/orders")


@dp.table
def all_rows():
    return spark.readStream.option("skipChangeCommits", True).table("rows")
