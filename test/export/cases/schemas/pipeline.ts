import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ORDERS =
	"order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>";

export const raw = dp.streamingTable({ name: "raw.orders" }, () =>
	spark.readStream.schema(ORDERS).json("data/orders"),
);
export const orders = dp.table({ name: "silver.orders" }, () =>
	dp.readStream("raw.orders").select("order_id", "country"),
);
export const same = dp.materializedView({ name: "gold.orders" }, () =>
	dp
		.read("silver.orders")
		.groupBy("country")
		.agg(F.max(col("order_id")).alias("last")),
);
