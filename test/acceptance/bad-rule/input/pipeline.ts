import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.streamingTable(() =>
	spark.readStream.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export class C {
	@dp.table
	@dp.expect("syntax", "amount >")
	@dp.expectOrDrop("column", "amuont > 0")
	@dp.expectOrFail("type", "amount + 1")
	@dp.expectAll({ twice: "city IS NOT NULL", aggregate: "sum(amount) > 0" })
	@dp.expect("twice", col("city").isNotNull())
	static checked() {
		return dp.readStream("orders");
	}

	@dp.expect("loose", "true")
	static unattached() {
		return dp.read("orders");
	}
}
export const options = dp.table({ expect: { column: "amuont > 0" }, expectOrQuarantine: { later: "true" } }, () => dp.read("orders"));
