import * as dp from "aqueduck";
import { type Column, col, F, lit, spark, Window } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));
export const kinds = dp.materializedView(() =>
	spark.read.option("header", true).schema("id INT, kind STRING, label STRING").csv("data/kinds.csv"),
);

/** Every method of frames that has a form in Polars. */
export class Frames {
	@dp.materializedView() static bound() {
		const i = dp.read("items");
		const same = i.isStreaming ? [] : i.columns.slice(1, 2);
		return i
			.filter(i.c.qty.gt(0))
			.select(
				i.$.id,
				...same,
				lit(i.dtypes.length).alias("types"),
				lit(i.schema.fields.length).alias("fields"),
			);
	}
	@dp.materializedView() static expressions() {
		return spark.table("items").selectExpr("id", "upper(kind) AS kind", "qty IS NULL AS none");
	}
	@dp.materializedView() static changed() {
		return dp
			.read("items")
			.withColumns({ more: lit("x"), kind: F.upper("kind") })
			.withColumnRenamed("note", "remark")
			.withColumnsRenamed({ qty: "quantity", sold: "day" });
	}
	@dp.materializedView() static renamed() {
		return dp.read("items").select("id", "kind").toDF("x", "y");
	}
	@dp.materializedView() static grouped() {
		return dp.read("items").groupby("kind").agg(F.max("qty").alias("most"), F.count("*").alias("n"));
	}
	@dp.materializedView() static sums() {
		return dp.read("items").groupBy("kind").sum("qty", "price");
	}
	@dp.materializedView() static averages() {
		return dp.read("items").groupBy("kind").avg("qty");
	}
	@dp.materializedView() static means() {
		return dp.read("items").groupBy("kind").mean("id");
	}
	@dp.materializedView() static lowest() {
		return dp.read("items").groupBy("kind").min("qty");
	}
	@dp.materializedView() static highest() {
		return dp.read("items").groupBy("kind").max("qty");
	}
	@dp.materializedView() static pivoted() {
		return dp.read("items").groupBy("qty").pivot("kind", ["a", "b"]).agg(F.max("id"));
	}
	@dp.materializedView() static united() {
		return dp
			.read("items")
			.select("kind")
			.union(dp.read("kinds").select("kind"))
			.unionAll(dp.read("kinds").select("kind"));
	}
	@dp.materializedView() static shared() {
		return dp.read("items").select("kind").intersect(dp.read("kinds").select("kind"));
	}
	@dp.materializedView() static others() {
		return dp.read("items").select("kind").subtract(dp.read("kinds").select("kind"));
	}
	@dp.materializedView() static different() {
		return dp.read("items").select("kind").drop_duplicates();
	}
	@dp.materializedView() static sorted() {
		return dp.read("items").sort("id").offset(2).select("id");
	}
	@dp.materializedView() static laid_out() {
		return dp
			.read("items")
			.hint("rebalance")
			.repartition(2, "id")
			.repartitionByRange(2, "id")
			.sortWithinPartitions("id")
			.coalesce(1)
			.transform((frame) => frame.select("id"));
	}
	@dp.materializedView() static filled() {
		return dp
			.read("items")
			.fillna("none", ["kind"])
			.na.fill(0, ["qty"])
			.dropna("any", undefined, ["note"])
			.na.drop("all", undefined, ["note"])
			.replace("a", "A", ["kind"])
			.na.replace("b", "B", ["kind"])
			.select("id", "kind", "qty", "note");
	}
	@dp.streamingTable() static late() {
		return spark.readStream
			.schema("id INT, at TIMESTAMP, user STRING")
			.json("data/events")
			.withWatermark("at", "10 days")
			.select("id", "user");
	}
}

/** Every method of columns and windows that has one. */
export class Columns {
	@dp.materializedView() static comparisons() {
		const qty = col("qty");
		return dp
			.read("items")
			.select(
				"id",
				qty.gte(0).as("gte"),
				qty.lte(0).name("lte"),
				qty.equalTo(3).alias("equal_to"),
				qty.notEqual(3).alias("not_equal"),
				qty.leq(3).alias("leq"),
				qty.gt(0).or(col("kind").isNull()).alias("either"),
				qty.gt(0).not().alias("opposite"),
				qty.cast("double").isNaN().alias("nan"),
				qty.isin(0, 7).alias("isin"),
				qty.between(0, 5).alias("between"),
			);
	}
	@dp.materializedView() static numbers() {
		const qty = col("qty");
		return dp
			.read("items")
			.select(
				"id",
				qty.cast("bigint").minus(1).alias("minus"),
				qty.divide(2).alias("divide"),
				qty.mod(2).alias("mod"),
				qty.bitwiseAND(3).alias("bit_and"),
				qty.bitwiseOR(8).alias("bit_or"),
				qty.bitwiseXOR(1).alias("bit_xor"),
				qty.astype("string").alias("astype"),
				col("note").tryCast("int").alias("try_cast"),
				col("note").try_cast("date").alias("try_date"),
				qty.transform((q) => q.isNull()).alias("transformed"),
				F.when(qty.gt(5), "many").when(qty.gt(0), "some").otherwise("none").alias("many"),
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
				note.substr(1, 3).alias("start"),
				F.namedStruct(lit("n"), note).getField("n").alias("field"),
			);
	}
	@dp.materializedView() static ranked() {
		const by = (key: Column<unknown, string, "id">) =>
			F.rowNumber().over(Window.partitionBy("kind").orderBy(key));
		return dp
			.read("items")
			.select(
				"id",
				by(col("id").asc()).alias("asc"),
				by(col("id").ascNullsFirst()).alias("asc_first"),
				by(col("id").ascNullsLast()).alias("asc_last"),
				by(col("id").desc()).alias("desc"),
				by(col("id").descNullsFirst()).alias("desc_first"),
				by(col("id").descNullsLast()).alias("desc_last"),
				by(col("id").asc_nulls_first()).alias("asc_first_too"),
				by(col("id").asc_nulls_last()).alias("asc_last_too"),
				by(col("id").desc_nulls_first()).alias("desc_first_too"),
				by(col("id").desc_nulls_last()).alias("desc_last_too"),
			);
	}
	@dp.materializedView() static first_rows() {
		return dp.read("items").orderBy(col("qty").descNullsLast(), col("id").asc()).limit(3).select("id", "qty");
	}
}
