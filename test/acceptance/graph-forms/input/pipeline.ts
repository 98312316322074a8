import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.streamingTable(() =>
	spark.readStream.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const cities = dp.table(() => spark.read.option("header", true).schema("city STRING, country STRING").csv("data/cities.csv"));
export const located = dp.temporaryView(() => dp.read("orders").join(dp.read(cities), "city"));
export const a = dp.materializedView({ tags: ["gold"] }, () => dp.read(located).groupBy("country").count());
export const b = dp.materializedView({ tags: ["gold"], expect: { some: "n > 0" } }, () => spark.sql("SELECT count(*) AS n FROM located"));
