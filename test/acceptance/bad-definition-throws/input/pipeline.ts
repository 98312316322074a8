import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


const limits: Record<string, { most: number }> = {};
export const limited = dp.table(() => dp.read(orders).limit(limits.oslo.most));
