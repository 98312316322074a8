import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const a = dp.table(() => spark.read.schema("id INTT, name STRING").json("data/orders"));
export const b = dp.table(() => spark.read.schema("id INT name STRING").json("data/orders"));
export const c = dp.table({ schema: "id INT, id STRING" }, () => spark.range(1).withColumn("x", lit("y")));
export const d = dp.table({ schema: "id BIGINT, name STRING" }, () => spark.range(1));
