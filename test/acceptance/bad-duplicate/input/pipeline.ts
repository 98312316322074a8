import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const again = dp.table({ name: "ORDERS" }, () => spark.range(3));
dp.createStreamingTable("all_rows");
export class Flows {
	@dp.appendFlow({ target: "all_rows", name: "f" })
	static one() {
		return spark.readStream.schema("id INT").json("data/orders");
	}
	@dp.appendFlow({ target: "all_rows", name: "f" })
	static two() {
		return spark.readStream.schema("id INT").json("data/orders");
	}
}
