import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export class Generators {
	@dp.materializedView() static words() {
		return dp.read("items").select("id", F.explode(F.split(F.trim("note"), "[ ,;]")).alias("word"));
	}
	@dp.materializedView() static words_outer() {
		return dp.read("items").select("id", F.explodeOuter(F.split("note", ",")).alias("word"));
	}
	@dp.materializedView() static placed() {
		return dp.read("items").select("id", F.posexplode(F.array("qty", "id")).alias("place", "value"));
	}
	@dp.materializedView() static stacked() {
		return dp
			.read("items")
			.select(
				"id",
				F.stack(F.lit(2), F.lit("qty"), col("qty"), F.lit("id"), col("id")).alias("what", "value"),
			);
	}
	@dp.materializedView() static inlined() {
		return dp.read("items").select(F.inline(F.array(F.struct(col("id").alias("n"), col("kind").alias("k")))));
	}
	@dp.materializedView() static mapped() {
		return dp
			.read("items")
			.filter("kind IS NOT NULL")
			.select(F.explode(F.createMap("kind", "qty")));
	}
	@dp.materializedView() static lateral() {
		return spark.sql("SELECT id, w FROM items LATERAL VIEW OUTER explode(split(note, ' ')) t AS w");
	}
	@dp.materializedView() static in_from() {
		return spark.sql("SELECT n + 1 AS m FROM explode(array(1, 2)) AS t(n)");
	}
	@dp.materializedView() static numbers() {
		return spark.range(1, 10, 3).select(col("id").multiply(10).alias("n"));
	}
	@dp.materializedView() static rows() {
		return spark.createDataFrame(
			[
				[1, "one", 1.5, null],
				[2, 'it\'s "two"', -0.25, "x"],
			],
			"n INT, word STRING, d DOUBLE, maybe STRING",
		);
	}
	@dp.materializedView() static values() {
		return spark.sql("SELECT * FROM VALUES (1, DATE'2024-02-29', X'1F'), (2, NULL, X'') AS t(a, b, c)");
	}
}
