from pyspark import pipelines as dp
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.temporary_view
def base():
    return spark.read.table("items").select(
        "id",
        F.array("id", "qty", F.lit(3)).alias("a"),
        F.create_map(F.lit("k"), "kind", F.lit("n"), F.lit("x")).alias("m"),
        F.struct("id", "kind").alias("s"),
        F.array("id").alias("b"),
    )


@dp.materialized_view
def arrays():
    return spark.read.table("base").select(
        "id",
        F.size("a").alias("size"),
        F.array_contains("a", 3).alias("contains"),
        F.array_position("a", 3).alias("position"),
        F.element_at("a", 1).alias("first"),
        F.col("a")[1].alias("second"),
        F.get("a", 9).alias("none"),
        F.sort_array("a").alias("sorted"),
        F.sort_array("a", False).alias("sorted_down"),
        F.array_sort("a").alias("array_sorted"),
        F.array_distinct("a").alias("different"),
        F.array_union("a", F.array(F.lit(9))).alias("union"),
        F.array_intersect("a", F.array(F.lit(3))).alias("common"),
        F.array_except("a", F.array(F.lit(3))).alias("except"),
        F.arrays_overlap("a", F.array(F.lit(3))).alias("overlap"),
        F.array_join(F.transform("a", lambda x: x.cast("string")), ",", "?").alias("joined"),
        F.array_max("a").alias("max"),
        F.array_min("a").alias("min"),
        F.array_remove("a", 3).alias("removed"),
        F.array_append("a", 4).alias("appended"),
        F.array_prepend("a", 0).alias("prepended"),
        F.array_compact("a").alias("compact"),
        F.array_repeat("id", 2).alias("repeated"),
        F.slice("a", 2, 2).alias("slice"),
        F.reverse("a").alias("reversed"),
        F.flatten(F.array("a", "a")).alias("flat"),
        F.sequence(F.lit(1), F.lit(5), F.lit(2)).alias("sequence"),
        F.transform("a", lambda x, y: x + y).alias("shifted"),
        F.filter("a", lambda x: x > 1).alias("kept"),
        F.exists("a", lambda x: x > 6).alias("exists"),
        F.forall("a", lambda x: x > -2).alias("forall"),
        F.aggregate("a", F.lit(0), lambda x, y: x + F.coalesce(y, F.lit(0))).alias("sum"),
        F.zip_with("a", "a", lambda x, y: x * y).alias("squares"),
        F.arrays_zip("a", "b").alias("zipped"),
        F.cardinality("a").alias("cardinality"),
        F.array_insert("a", 2, 8).alias("inserted"),
    )


@dp.materialized_view
def maps():
    return spark.read.table("base").select(
        "id",
        "m",
        F.map_keys("m").alias("keys"),
        F.map_values("m").alias("values"),
        F.map_entries("m").alias("entries"),
        F.col("m")["k"].alias("k"),
        F.element_at("m", "n").alias("n"),
        F.map_contains_key("m", "z").alias("has_z"),
        F.map_concat("m", F.create_map(F.lit("z"), F.lit("y"))).alias("concat"),
        F.map_filter("m", lambda x, y: x == "n").alias("filtered"),
        F.transform_values("m", lambda x, y: F.upper(y)).alias("upper"),
        F.transform_keys("m", lambda x, y: F.upper(x)).alias("upper_keys"),
        F.map_from_arrays(F.array(F.lit("a")), F.array("id")).alias("made"),
        F.map_from_entries(F.array(F.struct(F.lit("p"), "id"))).alias("from_entries"),
        F.str_to_map(F.lit("a:1,b:2"), F.lit(","), F.lit(":")).alias("parsed"),
    )


@dp.materialized_view
def structs():
    return spark.read.table("base").select(
        F.col("s")["id"].alias("id"),
        F.col("s.kind").alias("kind"),
        F.named_struct(F.lit("x"), "id", F.lit("y"), F.lit("z")).alias("named"),
    )


@dp.materialized_view
def json():
    return spark.read.table("base").select(
        "id",
        F.to_json("s").alias("json"),
        F.get_json_object(F.to_json("s"), "$.kind").alias("kind"),
        F.from_json(F.to_json("s"), "id INT, kind STRING").alias("back"),
        F.json_array_length(F.lit("[1,2,3]")).alias("length"),
        F.json_object_keys(F.lit('{"a":1,"b":2}')).alias("keys"),
        F.schema_of_json('{"a":1}').alias("schema"),
        F.from_csv(F.lit("1,x"), "a INT, b STRING").alias("csv"),
        F.to_csv("s").alias("to_csv"),
    )


@dp.materialized_view
def tuple():
    return spark.read.table("base").select(
        "id", F.json_tuple(F.to_json("s"), "id", "kind").alias("i", "k")
    )
