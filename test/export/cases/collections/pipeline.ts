import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export class Collections {
	@dp.temporaryView() static base() {
		return dp
			.read("items")
			.select(
				"id",
				F.array("id", "qty", F.lit(3)).alias("a"),
				F.createMap(F.lit("k"), "kind", F.lit("n"), F.lit("x")).alias("m"),
				F.struct("id", "kind").alias("s"),
				F.array("id").alias("b"),
			);
	}
	@dp.materializedView() static arrays() {
		const a = col("a");
		return dp.read("base").select(
			"id",
			F.size(a).alias("size"),
			F.arrayContains(a, 3).alias("contains"),
			F.arrayPosition(a, 3).alias("position"),
			F.elementAt(a, 1).alias("first"),
			a.getItem(1).alias("second"),
			F.get(a, F.lit(9)).alias("none"),
			F.sortArray(a).alias("sorted"),
			F.sortArray(a, false).alias("sorted_down"),
			F.arraySort(a).alias("array_sorted"),
			F.arrayDistinct(a).alias("different"),
			F.arrayUnion(a, F.array(F.lit(9))).alias("union"),
			F.arrayIntersect(a, F.array(F.lit(3))).alias("common"),
			F.arrayExcept(a, F.array(F.lit(3))).alias("except"),
			F.arraysOverlap(a, F.array(F.lit(3))).alias("overlap"),
			F.arrayJoin(
				F.transform(a, (x) => x.cast("string")),
				",",
				"?",
			).alias("joined"),
			F.arrayMax(a).alias("max"),
			F.arrayMin(a).alias("min"),
			F.arrayRemove(a, 3).alias("removed"),
			F.arrayAppend(a, F.lit(4)).alias("appended"),
			F.arrayPrepend(a, F.lit(0)).alias("prepended"),
			F.arrayCompact(a).alias("compact"),
			F.arrayRepeat("id", 2).alias("repeated"),
			F.slice(a, 2, 2).alias("slice"),
			F.reverse(a).alias("reversed"),
			F.flatten(F.array(a, a)).alias("flat"),
			F.sequence(F.lit(1), F.lit(5), F.lit(2)).alias("sequence"),
			F.transform(a, (x, i) => x.plus(i)).alias("shifted"),
			F.filter(a, (x) => x.gt(1)).alias("kept"),
			F.exists(a, (x) => x.gt(6)).alias("exists"),
			F.forall(a, (x) => x.gt(-2)).alias("forall"),
			F.aggregate(a, F.lit(0), (acc, x) => acc.plus(F.coalesce(x, F.lit(0)))).alias("sum"),
			F.zipWith(a, a, (x, y) => x.multiply(y)).alias("squares"),
			F.arraysZip("a", "b").alias("zipped"),
			F.cardinality(a).alias("cardinality"),
			F.arrayInsert(a, 2, F.lit(8)).alias("inserted"),
		);
	}
	@dp.materializedView() static maps() {
		const m = col("m");
		return dp
			.read("base")
			.select(
				"id",
				"m",
				F.mapKeys(m).alias("keys"),
				F.mapValues(m).alias("values"),
				F.mapEntries(m).alias("entries"),
				m.getItem("k").alias("k"),
				F.elementAt(m, "n").alias("n"),
				F.mapContainsKey(m, "z").alias("has_z"),
				F.mapConcat(m, F.createMap(F.lit("z"), F.lit("y"))).alias("concat"),
				F.mapFilter(m, (k, _) => k.eq("n")).alias("filtered"),
				F.transformValues(m, (_, v) => F.upper(v)).alias("upper"),
				F.transformKeys(m, (k, _) => F.upper(k)).alias("upper_keys"),
				F.mapFromArrays(F.array(F.lit("a")), F.array("id")).alias("made"),
				F.mapFromEntries(F.array(F.struct(F.lit("p"), "id"))).alias("from_entries"),
				F.strToMap(F.lit("a:1,b:2"), F.lit(","), F.lit(":")).alias("parsed"),
			);
	}
	@dp.materializedView() static structs() {
		return dp
			.read("base")
			.select(
				col("s").getField("id").alias("id"),
				col("s.kind").alias("kind"),
				F.namedStruct(F.lit("x"), col("id"), F.lit("y"), F.lit("z")).alias("named"),
			);
	}
	@dp.materializedView() static json() {
		return dp
			.read("base")
			.select(
				"id",
				F.toJson("s").alias("json"),
				F.getJsonObject(F.toJson("s"), "$.kind").alias("kind"),
				F.fromJson(F.toJson("s"), "id INT, kind STRING").alias("back"),
				F.jsonArrayLength(F.lit("[1,2,3]")).alias("length"),
				F.jsonObjectKeys(F.lit('{"a":1,"b":2}')).alias("keys"),
				F.schemaOfJson(F.lit('{"a":1}')).alias("schema"),
				F.fromCsv(F.lit("1,x"), "a INT, b STRING").alias("csv"),
				F.toCsv("s").alias("to_csv"),
			);
	}
	@dp.materializedView() static tuple() {
		return dp.read("base").select("id", F.jsonTuple(F.toJson("s"), "id", "kind").alias("i", "k"));
	}
}
