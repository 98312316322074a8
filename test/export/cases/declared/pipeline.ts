import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ORDERS = "order_id INT, customer STRING, country STRING";

/** Declared columns: wider types, another order, other letter case. */
export class Declared {
	@dp.streamingTable({ schema: "country STRING, order_id BIGINT, Customer STRING" })
	@dp.expectOrDrop("numbered", "order_id > 1")
	static orders() {
		return spark.readStream.schema(ORDERS).json("data/orders").untyped();
	}
	@dp.materializedView({ schema: "n DECIMAL(20,2) COMMENT 'rows', country STRING NOT NULL" })
	static countries() {
		return dp
			.read("orders")
			.groupBy("country")
			.agg(F.count("*").cast("int").alias("n"))
			.filter("country IS NOT NULL");
	}
	@dp.appendFlow({
		target: "everything",
		comment: "All of them",
		sparkConf: { "spark.sql.shuffle.partitions": "2" },
	})
	static first() {
		return spark.readStream
			.schema(ORDERS)
			.json("data/orders")
			.select(col("order_id").cast("bigint").alias("id"));
	}
	/** The first flow says the type of a column. */
	@dp.appendFlow({ target: "everything" })
	static second() {
		return spark.readStream.schema(ORDERS).json("data/orders").select(col("order_id").alias("id"), "country");
	}
}
dp.createStreamingTable("everything");
dp.appendFlow({ source: "orders", target: "copies", targetColumns: ["order_id", "country"] });
dp.createStreamingTable({ name: "copies", schema: "country STRING, order_id BIGINT" });
