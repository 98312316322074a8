from pyspark import pipelines as dp

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def above_mean():
    return spark.sql("SELECT id, qty FROM items WHERE qty > (SELECT avg(qty) FROM items)")


@dp.materialized_view
def known():
    return spark.sql(
        "SELECT i.* FROM items i WHERE i.kind IN (SELECT kind FROM items WHERE qty > 2) AND NOT EXISTS (SELECT 1 FROM items j WHERE j.id = i.id + 100)"
    )


@dp.materialized_view
def recursive():
    return spark.sql(
        "WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < 5) SELECT v, v * v AS square FROM n"
    )


@dp.materialized_view
def piped():
    return spark.sql(
        "FROM items |> WHERE qty IS NOT NULL |> AGGREGATE sum(qty) AS total GROUP BY kind |> ORDER BY kind"
    )


@dp.materialized_view
def laterally():
    return spark.sql(
        "SELECT i.id, t.twice FROM items i, LATERAL (SELECT i.qty * 2 AS twice) t WHERE t.twice IS NOT NULL"
    )


@dp.materialized_view
def columns():
    return spark.sql(
        "SELECT kind, max(qty) FILTER (WHERE id > 1) AS most, listagg(CAST(id AS STRING), ',') WITHIN GROUP (ORDER BY id) AS ids FROM items GROUP BY ALL"
    )


@dp.materialized_view
def pivoted():
    return spark.sql(
        "SELECT * FROM (SELECT kind, qty, id FROM items) PIVOT (sum(qty) FOR kind IN ('a' AS a, 'b' AS b))"
    )


@dp.materialized_view
def unpivoted():
    return spark.sql(
        "SELECT * FROM (SELECT id, qty, id * 2 AS twice FROM items) UNPIVOT (value FOR what IN (qty, twice))"
    )
