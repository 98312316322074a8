import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export class Gold {
	@dp.materializedView({ comment: "Revenue by day" })
	static daily_revenue() {
		return spark.sql(
			`SELECT date_trunc('day', ordered_at) AS day,
			        sum(amonut) AS revenue
			 FROM {orders}
			 GROUP BY 1`,
			{ orders: dp.read(orders) },
		);
	}
}
