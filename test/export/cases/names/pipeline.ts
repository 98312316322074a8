import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ORDERS =
	"order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>";

export class Names {
	/** Doc with """quotes""", a \ and a
	 *  second line with {braces}. */
	@dp.streamingTable({ name: "summer_2024", comment: "C'est \"l'été\" \\ {x}\nzweite Zeile — ünïcode" })
	static summer() {
		// a comment with """ and \n in it
		return spark.readStream
			.schema(ORDERS)
			.json("data/orders")
			.select("order_id", col("customer").alias("a'b\"c"));
	}

	@dp.materializedView({ name: "Ticked", tableProperties: { "k'ey": 'v"al\\ue' } })
	static ticked() {
		return dp
			.read("summer_2024")
			.select(col("`a'b\"c`").alias("new\\line {y}"), F.lit("tab\there \u{1F986} \\N").alias("sp ace"));
	}

	@dp.materializedView({ name: "class" })
	@dp.expectOrDrop('it\'s "fine" \\', "`sp ace` LIKE 'tab%' AND 'x''y' <> \"{z}\"")
	static keyword() {
		return dp.read("Ticked");
	}
}
