import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const declared = dp.table(() => spark.read.schema("id INT").json("data/nowhere"));
export const inferred = dp.table(() => spark.read.json("data/nothing/*.json"));
