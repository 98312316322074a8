import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.streamingTable(() =>
	spark.readStream.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const per_city = dp.materializedView(() => dp.read(orders).groupBy("city").agg(F.sum("amount").alias("amount")));
export const numbers = dp.table({ comment: "Nothing to do with orders" }, () => spark.range(3));
