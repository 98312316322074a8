import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export class C {
	@dp.materializedView
	static feed() {
		return spark.readStream.schema("id INT").json("data/orders");
	}
}
export const view = dp.temporaryView(() => spark.readStream.schema("id INT").json("data/orders"));
export const reader = dp.materializedView(() => dp.read("view"));
