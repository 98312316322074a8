import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const a = dp.table(() => dp.read(orders).filter("amount + 1"));
export const b = dp.table(() => dp.read(orders).select(F.sum("city").alias("x"), F.explode("city")));
export const c = dp.table(() => dp.read(orders).groupBy("city").agg(F.col("amount")));
export const d = dp.table(() => dp.read(orders).union(dp.read(orders).select("city")));
export const e = dp.table(() => dp.read(orders).select("city", F.upper("city").alias("CITY")));
export const f = dp.table(() => dp.read(orders).join(dp.read(orders).select("city"), "city").filter(col("orders.city").isNotNull()));
