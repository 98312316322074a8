import * as dp from "aqueduck";
import { type Column, col, F, spark, Window } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

/** Every method of columns and windows. */
export class Columns {
	@dp.materializedView() static comparisons() {
		const qty = col("qty");
		const kind = col("kind");
		return dp
			.read("items")
			.select(
				"id",
				qty.eq(7).as("eq"),
				qty.neq(7).name("neq"),
				qty.gt(0).alias("gt"),
				qty.gte(0).alias("gte"),
				qty.lt(0).alias("lt"),
				qty.lte(0).alias("lte"),
				qty.equalTo(3).alias("equal_to"),
				qty.notEqual(3).alias("not_equal"),
				qty.geq(3).alias("geq"),
				qty.leq(3).alias("leq"),
				qty.eqNullSafe(null).alias("null_safe"),
				qty.between(0, 5).alias("between"),
				qty.isin(0, 7).alias("isin"),
				kind.isin([]).alias("in_none"),
				kind.isNull().alias("none"),
				kind.isNotNull().alias("some"),
				qty.cast("double").isNaN().alias("nan"),
				qty.gt(0).and(kind.eq("a")).alias("both"),
				qty.gt(0).or(kind.eq("a")).alias("either"),
				qty.gt(0).not().alias("opposite"),
			);
	}
	@dp.materializedView() static texts() {
		const note = col("note");
		return dp
			.read("items")
			.select(
				"id",
				note.like("%br%").alias("like"),
				note.ilike("CR%").alias("ilike"),
				note.rlike("[,;]").alias("rlike"),
				note.contains("a").alias("contains"),
				note.startswith("tab").alias("starts"),
				note.endswith("e").alias("ends"),
				note.startswith(col("kind")).alias("starts_with_kind"),
				note.substr(1, 3).alias("start"),
				note.substr(col("id"), F.lit(2)).alias("two"),
			);
	}
	@dp.materializedView() static numbers() {
		const qty = col("qty");
		return dp
			.read("items")
			.select(
				"id",
				qty.plus(1).alias("plus"),
				qty.minus(1).alias("minus"),
				qty.multiply(2).alias("multiply"),
				qty.divide(2).alias("divide"),
				qty.mod(2).alias("mod"),
				qty.bitwiseAND(3).alias("bit_and"),
				qty.bitwiseOR(8).alias("bit_or"),
				qty.bitwiseXOR(1).alias("bit_xor"),
				qty.astype("string").alias("astype"),
				col("note").tryCast("int").alias("try_cast"),
				col("note").try_cast("date").alias("try_date"),
				col("price").cast("int").alias("price"),
				qty.transform((q) => q.multiply(10).plus(1)).alias("transformed"),
				F.when(qty.gt(5), "many").when(qty.gt(0), "some").otherwise("none").alias("many"),
			);
	}
	@dp.materializedView() static parts() {
		return dp
			.read("items")
			.select(
				"id",
				F.struct("id", "kind", F.struct("qty", "note").alias("inner")).alias("s"),
				F.array("id", "qty").alias("a"),
				F.createMap(F.lit("k"), "kind").alias("m"),
			)
			.select(
				"id",
				col("a").getItem(1).alias("second"),
				col("m").getItem("k").alias("k"),
				col("s").getField("kind").alias("kind"),
			);
	}
	@dp.materializedView() static ranked() {
		const by = (key: Column<unknown, string, "qty">) =>
			F.rowNumber().over(Window.orderBy<"qty" | "id">(key, "id"));
		const qty = col("qty");
		return dp
			.read("items")
			.select(
				"id",
				by(qty.asc()).alias("asc"),
				by(qty.ascNullsFirst()).alias("asc_first"),
				by(qty.ascNullsLast()).alias("asc_last"),
				by(qty.desc()).alias("desc"),
				by(qty.descNullsFirst()).alias("desc_first"),
				by(qty.descNullsLast()).alias("desc_last"),
				by(qty.asc_nulls_first()).alias("asc_first_too"),
				by(qty.asc_nulls_last()).alias("asc_last_too"),
				by(qty.desc_nulls_first()).alias("desc_first_too"),
				by(qty.desc_nulls_last()).alias("desc_last_too"),
			);
	}
	@dp.materializedView() static framed() {
		const byKind = Window.partitionBy("kind").orderBy("id");
		return dp
			.read("items")
			.select(
				"id",
				F.sum("qty").over(byKind.rowsBetween(-1, Window.currentRow)).alias("two"),
				F.sum("qty")
					.over(byKind.rowsBetween(Window.unboundedPreceding, Window.unboundedFollowing))
					.alias("all"),
				F.count("qty").over(Window.orderBy("id").rangeBetween(-2, 1)).alias("near"),
			);
	}
}
