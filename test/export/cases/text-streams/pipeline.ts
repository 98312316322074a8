import * as dp from "aqueduck";
import { F, spark } from "aqueduck";

export const lines = dp.streamingTable(() => spark.readStream.text("data/lines"));
export const loud = dp.streamingTable(() =>
	spark.readStream.options({ lineSep: "\n" }).text("data/lines").select(F.upper("value").alias("line")),
);
