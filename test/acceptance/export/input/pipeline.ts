import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

/** Orders and what they are worth. */
export class Shop {
	@dp.table({ comment: "Paid orders", rowFilter: "ROW FILTER f ON (id)" })
	@dp.expect("small", "amount < 100")
	@dp.expectOrDrop("paid", "amount > 0")
	static orders() {
		return spark.read.schema("id INT, amount INT").json("data/orders.json");
	}

	@dp.materializedView()
	static worth() {
		return dp.read(Shop.orders).agg(F.sum(col("amount")).alias("worth"));
	}
}
