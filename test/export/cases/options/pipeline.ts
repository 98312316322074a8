import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ORDERS =
	"order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>";

@dp.defaults({ tableProperties: { owner: "team a" }, tags: ["nightly"] })
export class Options {
	@dp.streamingTable({
		schema: "order_id INT, customer STRING",
		sparkConf: { "spark.sql.shuffle.partitions": "2" },
	})
	static orders() {
		return spark.readStream.schema(ORDERS).json("data/orders").select("order_id", "customer");
	}

	@dp.materializedView({ partitionCols: ["country"], comment: "By country", primaryKey: ["order_id"] })
	static by_country() {
		return spark.read.schema(ORDERS).json("data/orders").select("order_id", col("country"));
	}

	@dp.materializedView({
		private: true,
		refreshPolicy: "auto",
		rowFilter: "ROW FILTER f ON (n)",
		clusterByAuto: true,
	})
	static counted() {
		return dp.read("orders").agg(F.count("*").alias("n"));
	}

	@dp.materializedView({ clusterBy: ["country"], temporary: true, engine: "duckdb" })
	static clustered() {
		return dp.read("seen").select("order_id", "country");
	}

	@dp.view({ comment: "What was read", sparkConf: { "spark.sql.shuffle.partitions": "2" }, tags: ["seen"] })
	static seen() {
		return spark.read.schema(ORDERS).json("data/orders");
	}
}
