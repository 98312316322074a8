import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const a = dp.table(() => spark.read.format("jsn").load("data/orders"));
export const b = dp.table(() => spark.read.option("heder", true).csv("data/orders"));
export const c = dp.table(() => spark.read.schema("id INT").options({ multiLine: "maybe", mode: "LENIENT" }).json("data/orders"));
export const d = dp.streamingTable(() => spark.readStream.format("cloudFiles").option("cloudFiles.format", "jsonl").load("data/orders"));
export const e = dp.streamingTable(() => spark.readStream.json("data/orders"));
export const f = dp.table(() => spark.read.format("kafka").option("subscribe", "x").load());
