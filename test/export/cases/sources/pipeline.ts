import * as dp from "aqueduck";
import { spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export const labelled = dp.materializedView(() => dp.read("items").join(dp.read("labels"), "kind", "left"));
export const streamed = dp.streamingTable(() => spark.readStream.table("arrivals").select("n"));
