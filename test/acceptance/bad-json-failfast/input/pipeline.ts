import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const strict = dp.table(() => spark.read.schema("id INT").option("mode", "FAILFAST").json("data/bad"));
export const below = dp.table(() => dp.read(strict));
export const permissive = dp.table(() => spark.read.schema("id INT, _corrupt_record STRING").json("data/bad"));
