import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export class Numbers {
	@dp.materializedView() static one() {
		const n = col("qty");
		const p = col("price");
		return dp
			.read("items")
			.select(
				"id",
				F.abs(n).alias("abs"),
				F.sign(n).alias("sign"),
				F.ceil(p).alias("ceil"),
				F.floor(p).alias("floor"),
				F.round(p, 1).alias("round"),
				F.bround(p, 1).alias("bround"),
				F.sqrt(F.abs(n)).alias("sqrt"),
				F.cbrt(n).alias("cbrt"),
				F.exp(n).alias("exp"),
				F.expm1(n).alias("expm1"),
				F.log(F.lit(2), F.abs(n).plus(1)).alias("log"),
				F.log10(F.abs(n).plus(1)).alias("log10"),
				F.log1p(F.abs(n)).alias("log1p"),
				F.log2(F.abs(n).plus(1)).alias("log2"),
				F.pow(n, F.lit(2)).alias("pow"),
				F.sin(n).alias("sin"),
				F.cos(n).alias("cos"),
				F.tan(n).alias("tan"),
				F.atan(n).alias("atan"),
				F.atan2(n, F.lit(2)).alias("atan2"),
				F.sinh(F.lit(0.5)).alias("sinh"),
				F.degrees(n).alias("degrees"),
				F.radians(n).alias("radians"),
				F.hypot(n, F.lit(4)).alias("hypot"),
				F.factorial(F.lit(5)).alias("factorial"),
				F.greatest("id", "qty").alias("greatest"),
				F.least("id", "qty").alias("least"),
				F.pmod(n, F.lit(3)).alias("pmod"),
				n.mod(3).alias("mod"),
				F.bin("id").alias("bin"),
				F.conv(F.lit("ff"), 16, 10).alias("conv"),
				F.shiftleft("id", 2).alias("shl"),
				F.shiftright("id", 1).alias("shr"),
				F.bitCount("id").alias("bit_count"),
				F.widthBucket(n, F.lit(0), F.lit(10), F.lit(5)).alias("bucket"),
				F.nanvl(F.lit(Number.NaN), F.lit(1)).alias("nanvl"),
				F.isnan(F.lit(Number.NaN)).alias("isnan"),
			);
	}
	@dp.materializedView() static two() {
		const n = col("qty");
		return dp.read("items").select(
			"id",
			n.plus(1).multiply(2).minus(col("id")).alias("sum"),
			n.divide(2).alias("half"),
			F.tryAdd(n, F.lit(1)).alias("try_add"),
			F.trySubtract(n, F.lit(1)).alias("try_subtract"),
			F.tryMultiply(n, F.lit(2)).alias("try_multiply"),
			F.tryDivide(n, F.lit(0)).alias("try_divide"),
			F.when(n.gt(5), "many").when(n.gt(0), "some").otherwise("none").alias("case"),
			F.coalesce(n, F.lit(-1)).alias("coalesce"),
			F.ifnull(n, F.lit(-1)).alias("ifnull"),
			F.nullif(n, F.lit(7)).alias("nullif"),
			F.nvl(n, F.lit(0)).alias("nvl"),
			F.nvl2(n, F.lit(1), F.lit(0)).alias("nvl2"),
			F.equalNull(n, F.lit(7)).alias("equal_null"),
			n.isNull().alias("is_null"),
			n.isin(0, 7).alias("is_in"),
			n.between(0, 5).alias("between"),
			n.eqNullSafe(null).alias("null_safe"),
			F.negate(n).alias("negated"),
			n.bitwiseAND(3).alias("band"),
			n.bitwiseOR(8).alias("bor"),
			n.bitwiseXOR(1).alias("bxor"),
			F.bitwiseNot(n).alias("bnot"),
			n.cast("string").alias("text"),
			n.cast("double").alias("double"),
			col("price").cast("int").alias("whole"),
			F.lit("12").cast("bigint").alias("big"),
			F.lit("x").tryCast("int").alias("no_number"),
			F.typeof(n).alias("type"),
			F.uniform(F.lit(1), F.lit(1), F.lit(0)).isNotNull().alias("uniform"),
			F.e().alias("e"),
			F.pi().alias("pi"),
			col("price")
				.isNotNull()
				.and(n.gt(0).or(n.lt(0)))
				.not()
				.alias("logic"),
		);
	}
}
