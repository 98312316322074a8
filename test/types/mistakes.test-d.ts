// biome-ignore-all lint/suspicious/noDoubleEquals: what must not compile.
/* Mistakes that the compiler must find. Each line with @ts-expect-error fails to compile when it would pass. */
import { col, F, lit, param, read, spark, Window } from "aqueduck";

const legs = spark.read.schema("id INT, amount DOUBLE, origin STRING, at TIMESTAMP").json("x");
const airports = spark.read.schema("code STRING, city STRING").json("x");

// @ts-expect-error a misspelt column
legs.select("id", "amuont");
// @ts-expect-error … in a free column
legs.select("id", col("amuont"));
// @ts-expect-error … of the frame
legs.select(legs.c.amuont);
// @ts-expect-error … bound to the frame
legs.col("amuont");
// @ts-expect-error … in a callback
legs.filter((c) => c.amuont.gt(0));
// @ts-expect-error … in a condition
legs.filter(col("amuont").gt(0));
const deep = col("id")
	.isNull()
	.and(col("id").eq(F.lower("orign")));
// @ts-expect-error … deep in a condition
legs.filter(deep);
// @ts-expect-error … in a function
legs.withColumn("x", F.upper("orgin"));
// @ts-expect-error … in a function with a constant
legs.withColumn("x", F.toDate("day", "yyyy"));
// @ts-expect-error … as a key
legs.groupBy("orign").agg(F.sum("amount").alias("s"));
// @ts-expect-error … in an aggregate
legs.groupBy("origin").agg(F.sum("amuont").alias("s"));
// @ts-expect-error … in an aggregate that keeps the type
legs.agg(F.max("amuont").alias("s"));
// @ts-expect-error a column that the aggregation no longer has
legs.groupBy("origin").agg(F.sum("amount").alias("s")).select("sum");
// @ts-expect-error … in a window
legs.withColumn("n", F.rowNumber().over(Window.partitionBy("origin").orderBy(F.desc("flownat"))));
// @ts-expect-error … in an order
legs.orderBy(F.desc("amuont"));
// @ts-expect-error … in a list
legs.dropDuplicates(["amuont"]);
// @ts-expect-error … to drop
legs.drop("amuont");
// @ts-expect-error … to rename
legs.withColumnRenamed("amuont", "x");
// @ts-expect-error … to fill
legs.fillna({ amuont: 0 });
// @ts-expect-error … as event time
legs.withWatermark("att", "10 minutes");
// @ts-expect-error a name that only one side has
legs.join(airports, "origin");
// @ts-expect-error a misspelt column in a join's condition
legs.join(airports, col("origin").eq(col("cod")), "left");
// @ts-expect-error … in a join's callback
legs.join(airports, (l, r) => l.origin.eq(r.cod));
// @ts-expect-error no such join
legs.join(airports, (l, r) => l.origin.eq(r.code), "letf");
// @ts-expect-error columns that the other frame lacks
legs.unionByName(airports);
// @ts-expect-error arithmetic on a Column
legs.filter(col("amount") > 1);
// @ts-expect-error a JavaScript sum
legs.withColumn("x", col("amount") + col("id"));
// @ts-expect-error a JavaScript equality of two Columns is a boolean
legs.filter(col("amount") == col("id"));
// @ts-expect-error … with a constant
legs.filter(col("amount") == 1);
// @ts-expect-error a JavaScript comparison
legs.filter(col("amount") === 1);
// @ts-expect-error a JavaScript negation
legs.filter(!col("amount"));
// @ts-expect-error a constant needs lit()
legs.withColumn("x", 1);
// @ts-expect-error a condition is a Column
col("a").and(true);
// @ts-expect-error a Column, not a name
legs.agg("id");
// @ts-expect-error a number needs lit() here
F.coalesce("id", 0);
// @ts-expect-error a pivot needs its values
legs.groupBy("origin").pivot("id");
// @ts-expect-error a name, a reference or a parameter
read(1);
// @ts-expect-error not a schema
spark.read.schema(1);
// @ts-expect-error an unknown option of param
param("x", { defualt: 1 });
// @ts-expect-error a lambda returns a Column
F.filter("xs", () => true);
// @ts-expect-error not a value
lit(Symbol("x"));
