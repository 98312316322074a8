import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const counted = dp.table(() => {
	const rows = dp.read(orders).count();
	return dp.read(orders).limit(rows);
});
export const written = dp.table(() => {
	const frame = dp.read(orders);
	frame.write.saveAsTable("elsewhere");
	return frame;
});
export const pandas = dp.table(() => dp.read(orders).toPandas());
