/* Calls that must compile, with the rows that they must have. tsc is the test; nothing here runs. */
import {
	col,
	type DataFrame,
	expr,
	F,
	lit,
	param,
	read,
	readStream,
	spark,
	sql,
	T,
	udf,
	Window,
} from "aqueduck";
import { row, untyped } from "./rows.js";

type Leg = { id: number; amount: string; origin: string; at: string };
const legs = spark.read.schema("id INT, amount DECIMAL(10,2), origin STRING, at TIMESTAMP").json("x");
const airports = spark.read.schema("code STRING, city STRING, s STRUCT<a: INT, b: ARRAY<STRING>>").json("x");
declare const name: string;

// schemas
row<Leg>()(legs);
row<{ code: string; city: string; s: any }>()(airports);
row<{ z: bigint; d: number; t: string }>()(
	spark.readStream.schema("z BIGINT NOT NULL, d DOUBLE, t DATE").load("x"),
);
row<{ id: number; tags: string[]; s: { a: number } }>()(
	spark.read
		.schema(T.struct({ id: T.notNull(T.int), tags: T.array(T.string), s: T.struct({ a: T.int }) }))
		.json("x"),
);
untyped(spark.read.schema("`a b` INT").json("x"));
untyped(spark.read.schema(name).json("x"));
untyped(spark.read.json("x"));
row<{ id: number; name: string }>()(spark.createDataFrame([[1, "a"]], "id INT, name STRING"));

// columns
row<{ id: number; origin: string }>()(legs.select("id", "origin"));
row<{ id: number; up: string }>()(legs.select("id", F.upper("origin").alias("up")));
row<{ id: number; o: string; twice: any }>()(
	legs.select(legs.c.id, col("origin").as("o"), legs.c.id.plus(1).as("twice")),
);
row<Leg & { late: boolean }>()(legs.withColumn("late", (c) => c.id.gt(15)));
row<Leg & { day: string }>()(legs.withColumn("day", F.toDate("at")));
row<{ id: bigint; amount: string; origin: string; at: string }>()(
	legs.withColumn("id", col("id").cast("bigint")),
);
row<Leg & { one: 1; up: string }>()(legs.withColumns({ one: lit(1), up: F.upper("origin") }));
row<{ n: number; amount: string; origin: string; at: string }>()(legs.withColumnRenamed("id", "n"));
row<{ n: number; amount: string; o: string; at: string }>()(
	legs.withColumnsRenamed({ id: "n", origin: "o" }),
);
row<{ origin: string; at: string }>()(legs.drop("id", "amount"));
row<{ origin: string; at: string }>()(legs.drop("id", col("amount")));
legs.select("*", F.upper("origin").alias("up")).select("up", "id");
legs.select(col("s.x"), col(name), "*").filter(col("x").gt(0));
legs.select(F.upper("origin")).select("upper(origin)");
legs.select(...(["id", "origin"] as const));
legs.select(["id", "origin"]);

// conditions
legs
	.filter((c) => c.id.gt(0).and(c.origin.eq("OSL")))
	.filter(col("id").between(1, 2).or(col("origin").isin("OSL", "BGO")).not())
	.filter("id > 0")
	.where(sql`id > ${3}`)
	.filter(expr("id > 0"))
	.filter(legs.$.id.isNotNull())
	.filter(col("id").gt(param("least", { default: 1 })))
	.filter(F.when(col("id").gt(1), true).otherwise(false));

// groups
row<{ origin: string; n: bigint; mx: number }>()(
	legs.groupBy("origin").agg(F.count("*").alias("n"), F.max("id").alias("mx")),
);
row<{ day: string; m: number }>()(legs.groupBy(F.toDate("at").alias("day")).agg(F.avg("id").alias("m")));
row<{ origin: string; count: bigint }>()(legs.groupBy("origin").count());
row<{ total: any }>()(legs.agg(F.sum("amount").alias("total")));
legs.groupBy(["origin", "at"]).agg(F.first("id").alias("i")).select("origin", "i");
untyped(legs.groupBy("origin").pivot("id", [1, 2]).agg(F.sum("amount")));

// two frames
row<Leg & { code: string; city: string; s: any }>()(
	legs.join(airports, (l, r) => l.origin.eq(r.code), "left"),
);
legs.join(airports, col("origin").eq(col("code")), "left");
legs.join(airports, legs.col("origin").eq(airports.col("code")));
legs
	.alias("l")
	.join(airports.alias("r"), col("l.origin").eq(col("r.code")))
	.join(F.broadcast(airports), ["code", "city"]);
row<Leg>()(legs.join(airports, col("origin").eq(col("code")), "left_semi"));
row<Leg>()(legs.join(legs, "id", "anti"));
row<Leg>()(legs.unionByName(legs).union(legs).exceptAll(legs).distinct().dropDuplicates(["id"]).limit(3));
legs.unionByName(airports, { allowMissingColumns: true }).select("code", "id");

// windows
const window = Window.partitionBy("origin").orderBy(F.desc("id"));
row<Leg & { rn: number }>()(legs.withColumn("rn", F.rowNumber().over(window)));
legs
	.withColumn("sum", F.sum("id").over(window.rowsBetween(-1, Window.currentRow)))
	.orderBy("sum", col("id").desc());

// missing values, others
row<Leg>()(
	legs
		.fillna({ id: 0 })
		.fillna("?", ["origin"])
		.dropna({ how: "all", subset: ["id"] })
		.na.drop()
		.replace("a", null),
);
row<Leg>()(
	legs
		.withWatermark("at", "10 minutes")
		.hint("broadcast")
		.repartition(3, "id")
		.coalesce(1)
		.transform((d) => d),
);
row<{ a: any; b: any }>()(legs.select("id", "origin").toDF("a", "b"));
const twice = udf({ name: "twice", args: ["int"], returns: "int", js: (n: number) => 2 * n });
row<Leg & { t: number }>()(legs.withColumn("t", twice("id")));
F.transform("tags", (x) => x.plus(1));
legs.filter(col("id").gt(airports.agg(F.count("*").alias("n")).scalar())).filter(airports.exists());

// untyped is free
const free = read("nowhere");
untyped(free);
free
	.filter(col("x").gt(1))
	.withColumn("y", col("z").multiply(2))
	.groupBy("q")
	.agg(F.sum("y").alias("t"))
	.select("q", "t");
free
	.select("*", col("a.b"))
	.filter((c) => c.anything.gt(1))
	.join(free, ["a", "b"])
	.drop("x")
	.select(name);
free.select(...([] as string[]));
legs.join(free, "origin").select("origin", "whatever");
const any: DataFrame = legs;
any.select("zz");
untyped(legs.untyped());
const takes = (frame: DataFrame<{ origin: string }>) => frame;
takes(legs);
takes(free);
function define(): DataFrame<Leg> {
	return legs;
}
row<Leg>()(read(define));
row<Leg>()(readStream(define));

// names that the compiler does not know open the row
untyped(legs.drop(col(name)));
untyped(legs.withColumn(name, lit(1)));
untyped(legs.withColumnRenamed("id", name));
// schema text over several lines, with brackets, colons and spaces
row<{ a: number; b: string; c: number; d: any }>()(
	spark.read
		.schema(`
			a:INT NOT NULL,
			b : DECIMAL(10, 2),
			c DOUBLE,
			d MAP<STRING, ARRAY<INT>>
		`)
		.json("x"),
);
row<Leg & { most: number }>()(legs.withColumn("most", F.max("id")));
