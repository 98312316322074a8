import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const later = dp.table(async () => dp.read(orders));
export class C {
	@dp.table
	static async promised() {
		return dp.read(orders);
	}
}
