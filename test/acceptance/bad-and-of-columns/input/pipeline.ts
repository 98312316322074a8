import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const lost = dp.table(() => dp.read(orders).filter(col("amount").gt(0) && col("city").eq("Oslo")));
export const plus = dp.table(() => dp.read(orders).select((col("amount") as any) + 1));
export const text = dp.table(() => dp.read(orders).filter(`amount > ${col("order_id")}`));
export const compared = dp.table(() => dp.read(orders).filter((col("amount") as any) > 1));
