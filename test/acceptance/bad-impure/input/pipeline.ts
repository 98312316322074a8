import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


let calls = 0;
export const counter = dp.table(() => dp.read(orders).limit(++calls));
export const clock = dp.table(() => dp.read(orders).withColumn("at", lit(Math.random())));
