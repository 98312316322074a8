import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export class Failing {
	@dp.materializedView
	static numbers() {
		return dp.read(orders).select(
			"order_id",
			col("city").cast("int").alias("n"),
		);
	}
}
export const below = dp.materializedView(() => dp.read("numbers"));
export const divided = dp.materializedView(() => spark.sql("SELECT order_id / (order_id - 1) AS x FROM orders"));
export const fine = dp.materializedView(() => dp.read(orders).groupBy().count());
