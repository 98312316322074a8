import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.streamingTable(() =>
	spark.readStream.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export class Silver {
	@dp.table({ comment: "Orders that count" })
	@dp.expect("known_city", "city IS NOT NULL")
	@dp.expectOrDrop("valid_amount", col("amount").gt(0))
	@dp.expectOrFail("small", "amount < 1000")
	static good_orders() {
		return dp.readStream("orders");
	}
}
export const by_city = dp.materializedView(() => dp.read("good_orders").groupBy("city").count());
