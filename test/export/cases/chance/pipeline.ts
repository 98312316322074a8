import * as dp from "aqueduck";
import { F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export const drawn = dp.materializedView(() =>
	dp.read("items").select("id", F.rand(7).alias("r"), F.uuid().alias("u")),
);
export const firsts = dp.materializedView(() =>
	dp.read("items").groupBy("kind").agg(F.first("id").alias("one")),
);
export const counted = dp.materializedView(() =>
	dp.read("drawn").filter("r >= 0").agg(F.count("*").alias("n")),
);
export const kept = dp.materializedView(() => dp.read("items").dropDuplicates(["kind"]));
