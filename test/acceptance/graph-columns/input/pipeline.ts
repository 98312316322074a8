import * as dp from "aqueduck";
import { F, spark } from "aqueduck";

export const orders = dp.streamingTable(() =>
	spark.readStream.schema("order_id INT, amount DECIMAL(10,2), tax DECIMAL(10,2), city STRING, status STRING").json("data"),
);
export const cities = dp.materializedView(() => spark.sql("SELECT * FROM VALUES ('Oslo', 'NO') AS v(city, country)"));
export const paid = dp.temporaryView(() => dp.read("orders").filter("status = 'paid'").withColumn("gross", F.expr("amount + tax")));
export const by_country = dp.materializedView(() =>
	spark.sql(`
		SELECT c.country, sum(p.gross) AS gross, count(*) AS n, 'x' AS fixed
		FROM paid p LEFT JOIN cities c ON p.city = c.city
		WHERE NOT EXISTS (SELECT 1 FROM cities x WHERE x.country = p.status)
		GROUP BY c.country
	`),
);
export const first_orders = dp.materializedView(() =>
	spark.sql("SELECT order_id, row_number() OVER (PARTITION BY city ORDER BY amount) AS place FROM orders ORDER BY tax LIMIT 2"),
);
