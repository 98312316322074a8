import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const nothing = dp.table(() => {
	dp.read(orders).filter("amount > 0");
});
export const column = dp.table(() => col("amount"));
export const rows = dp.table(() => [{ id: 1 }]);
