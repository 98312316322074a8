import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.streamingTable(() =>
	spark.readStream.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


dp.createAutoCdcFlow({ target: "t", source: "orders", keys: ["order_id"], sequenceBy: col("ordered_at") });
dp.createSink("out", "json", { path: "out" });
export const late = dp.streamingTable(() => dp.readStream("orders").withWatermark("ordered_at", "1 hour").groupBy("city").count());
export const pairs = dp.streamingTable(() => dp.readStream("orders").join(dp.readStream("orders"), "order_id"));
export const sorted = dp.streamingTable(() => dp.readStream("orders").orderBy("amount"));
export const filed = dp.table({ path: "out", format: "delta" }, () => dp.read("orders"));
