import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const broken = dp.materializedView(() =>
	spark.sql(`SELECT city, count(*) AS n
		FROM orders
		GRUOP BY city`),
);
export const unclosed = dp.materializedView(() => spark.sql("SELECT (1 + 2 FROM orders"));
export const keyword = dp.materializedView(() => dp.read("orders").filter("amount > AND city = 'x'"));
