import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export class Loop {
	@dp.materializedView
	static a() {
		return dp.read("b").select("id");
	}
	@dp.materializedView
	static b() {
		return spark.sql("SELECT id FROM c");
	}
	@dp.materializedView
	static c() {
		return dp.read(Loop.a);
	}
}
export const below = dp.table(() => dp.read("c"));
export const beside = dp.table(() => spark.range(3));
