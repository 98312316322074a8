import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const totals = dp.materializedView(() =>
	spark.sql(`
		WITH big AS (SELECT * FROM orders WHERE amount > 100)
		SELECT count(*) AS n
		FROM big JOIN costumers USING (order_id)
	`),
);
