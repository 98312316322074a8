import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


@dp.table
export class Wrong {}
export class Field {
	@dp.table static field = () => dp.read(orders);
}
class Hidden {
	@dp.table
	instance() {
		return dp.read(orders);
	}
}
dp.table(() => dp.read(orders));
(dp.table as any)("orders", () => dp.read(orders));
