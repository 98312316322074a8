import * as dp from "aqueduck";
import { F, spark } from "aqueduck";

const ORDERS =
	"order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>";

dp.createStreamingTable("all_orders", {
	comment: "From every channel",
	expectOrDrop: { known: "country IS NOT NULL" },
});

export class Flows {
	@dp.temporaryView()
	static web_orders() {
		return spark.readStream.schema(ORDERS).json("data/orders").filter(F.arrayContains("tags", "web"));
	}

	/** Orders of the web. */
	@dp.appendFlow({ target: "all_orders", name: "from_web" })
	static web() {
		return dp.readStream("web_orders").select("order_id", "country", F.lit("web").alias("channel"));
	}

	@dp.appendFlow({ target: "all_orders" })
	static shop() {
		return spark.readStream
			.schema(ORDERS)
			.json("data/orders")
			.filter(F.arrayContains("tags", "shop"))
			.select("order_id", "country", F.lit("shop").alias("channel"));
	}

	@dp.materializedView()
	static channels() {
		return dp.read("all_orders").groupBy("channel").count();
	}
}
