import * as dp from "aqueduck";
import { F, spark } from "aqueduck";

/** One table from one file: what a cold start costs. */
export const countries = dp.materializedView(() =>
	spark.read
		.format("csv")
		.option("header", true)
		.schema("customer_id BIGINT, name STRING, country STRING, segment STRING")
		.load("customers.csv")
		.groupBy("country")
		.agg(F.count("*").alias("customers")),
);
