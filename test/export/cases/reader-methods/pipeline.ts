import * as dp from "aqueduck";
import { spark } from "aqueduck";

const PEOPLE = "id INT, name STRING";

/** Every way to call a reader whose files all engines read alike. */
export class Batches {
	@dp.materializedView() static people() {
		return spark.read.format("csv").options({ header: true, sep: "," }).schema(PEOPLE).load("data/names.csv");
	}
	@dp.materializedView() static stored() {
		return spark.read.parquet("data/flow");
	}
	@dp.materializedView() static both() {
		return spark.read.table("people").unionByName(spark.table("stored"));
	}
}

export class Streams {
	@dp.streamingTable() static flow() {
		return spark.readStream.schema(PEOPLE).parquet("data/flow");
	}
	@dp.streamingTable() static rows() {
		return spark.readStream.option("sep", "|").option("header", true).schema(PEOPLE).csv("data/rows");
	}
	@dp.streamingTable() static orders() {
		return spark.readStream.format("json").schema("order_id INT, customer STRING").load("data/orders");
	}
	@dp.streamingTable() static all_rows() {
		return spark.readStream.options({ skipChangeCommits: true }).table("rows");
	}
}
