import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

const settings = JSON.parse("{}") as { tables?: { name: string }[] };
for (const table of settings.tables!) dp.table({ name: table.name }, () => spark.range(1));
