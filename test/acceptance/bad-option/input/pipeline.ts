import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const a = dp.table({ coment: "misspelt" }, () => dp.read(orders));
export const b = dp.table({ partitionCols: "city", tags: [1] }, () => dp.read(orders));
export class C {
	@dp.streamingTable({ comment: "x", partitonCols: ["city"] })
	static c() {
		return spark.readStream.schema("id INT").option("multiLin", true).json("data/orders");
	}
}

dp.createStreamingTable("copies");
export const chosen = dp.appendFlow({ target: "copies", targetColumns: ["id"] }, () => dp.readStream("c"));
export const doubled = dp.appendFlow({ target: "copies", source: "c" }, () => dp.readStream("c"));
