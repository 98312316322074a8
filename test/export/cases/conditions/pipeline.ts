import * as dp from "aqueduck";
import { col, expr, F, lit, param, spark, sql, when } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";
const most = param("most", { default: 6 });
const least = 1;

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

/** Conditions of rules in every form: text, templates with values and parameters, columns. */
export class Conditions {
	@dp.materializedView()
	@dp.expectOrDrop("template", sql`id >= ${least} AND coalesce(note, '') <> ${'it\'s {0} \\ "x"'}`)
	@dp.expectOrDrop("parameter", sql`id <= ${most}`)
	@dp.expectOrDrop(
		"column",
		col("id")
			.neq(param("other", { default: 3 }))
			.and(lit(true)),
	)
	@dp.expectOrFail("text", expr("id < 1000"))
	@dp.expect("few", when(col("qty").gt(most), false).otherwise(true))
	static checked() {
		return dp.read("items");
	}
	@dp.materializedView() static filtered() {
		return dp.read("items").filter(sql`qty > ${least}`).where(F.expr("kind IN ('a', 'b')"));
	}
	@dp.streamingTable() static numbered() {
		return spark.readStream.schema(ITEMS).json("data/*.json").select("id");
	}
}
dp.createStreamingTable("limited", { expectOrDrop: { low: sql`id < ${most}` }, expect: { any: "id > 1" } });
dp.appendFlow({ source: "numbered", target: "limited" });
