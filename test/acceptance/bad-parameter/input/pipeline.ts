import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const some = dp.table(() => dp.read(orders).filter(col("city").eq(dp.param("city"))));
export const most = dp.table(() => dp.read(orders).limit(3).withColumn("n", dp.param("n", { type: "INT", default: "five" })));
