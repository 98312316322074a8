import * as dp from "aqueduck";
import { col, F, lit, spark } from "aqueduck";

export const orders = dp.table(() =>
	spark.read.schema("order_id INT, amount DECIMAL(10,2), city STRING, ordered_at TIMESTAMP").json("data/orders"),
);


export const kinds = dp.table(() =>
	spark.sql(`SELECT 1 AS i, 9007199254740993L AS b, 1.50BD AS d, CAST('NaN' AS DOUBLE) AS f, 'a,"b"' || chr(10) || '|c' AS s, true AS t,
		X'00ff' AS x, DATE'2024-02-29' AS dt, TIMESTAMP'2024-02-29 12:34:56.5' AS ts, array(1, NULL) AS a,
		map('k', 1.5D) AS m, named_struct('x', 1, 'y', 'z') AS st, CAST(NULL AS STRING) AS n`),
);
