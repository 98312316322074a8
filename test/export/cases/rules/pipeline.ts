import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ORDERS =
	"order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>";

export class Rules {
	@dp.streamingTable()
	@dp.expect("has_customer", "customer IS NOT NULL")
	@dp.expectOrDrop("has_country", col("country").isNotNull())
	static orders() {
		return spark.readStream.schema(ORDERS).json("data/orders");
	}

	@dp.table({
		expect: { positive: "try_cast(amount AS DOUBLE) > 0", 'it\'s "odd"': "length(customer) > 2" },
		expectOrDrop: { dated: "placed IS NOT NULL" },
	})
	@dp.expectAllOrFail({ numbered: "order_id > 0", "small id": "order_id < 1000000" })
	static dated_orders() {
		return dp.read("orders").select("order_id", "customer", "amount", "placed");
	}

	@dp.temporaryView()
	@dp.expectAllOrDrop({ named: "customer <> 'bob'", early: "placed < '2024-03-01'" })
	static early_orders() {
		return dp.read("dated_orders");
	}

	@dp.materializedView()
	@dp.expectAll({ some: "orders >= 1", many: "orders >= 2" })
	static customers() {
		return dp.read("early_orders").groupBy("customer").agg(F.count("*").alias("orders"));
	}
}
