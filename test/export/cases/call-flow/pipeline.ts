import * as dp from "aqueduck";
import { spark } from "aqueduck";

const ORDERS =
	"order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>";

export const raw = dp.streamingTable({ name: "raw" }, () =>
	spark.readStream.schema(ORDERS).json("data/orders"),
);

dp.createStreamingTable({ name: "copies" });
dp.appendFlow({ source: "raw", target: "copies", targetColumns: ["order_id", "customer"] });

export const customers = dp.materializedView(() => dp.read("copies").select("customer").distinct());
