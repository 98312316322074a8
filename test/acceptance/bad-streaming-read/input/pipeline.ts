import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const mv = dp.materializedView(() => dp.read("orders"));
export const by_name = dp.streamingTable(() => dp.readStream("mv"));
export const by_sql = dp.streamingTable(() => spark.sql("SELECT * FROM STREAM(mv)"));
