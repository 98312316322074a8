import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const revenue = dp.materializedView(() =>
	dp.read(orders).groupBy("city").agg(F.sum("amonut").alias("revenue")),
);
export const top = dp.materializedView(() => dp.read("revenue").limit(3));
export const report = dp.materializedView(() => dp.read("top").select("city"));
