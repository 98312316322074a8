import * as dp from "aqueduck";
import { F, param, spark, sql } from "aqueduck";

const ORDERS =
	"order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>";

export class Sql {
	@dp.streamingTable()
	static orders() {
		return spark.sql(
			"SELECT order_id, customer, try_cast(amount AS DECIMAL(10,2)) AS amount, country FROM {raw}",
			{
				raw: spark.readStream.schema(ORDERS).json("data/orders"),
			},
		);
	}

	@dp.materializedView()
	static ranked() {
		return spark.sql(
			`
			-- The best orders of each country
			WITH known AS (SELECT * FROM orders WHERE country IS NOT NULL)
			SELECT country, order_id, amount,
			       row_number() OVER (PARTITION BY country ORDER BY amount DESC NULLS LAST, order_id) AS place
			FROM known /* of those with a country */
			WHERE amount IS NOT NULL OR customer = 'it''s {not a frame}'`,
		);
	}

	@dp.materializedView()
	static above() {
		return sql`SELECT country, count(*) AS orders, sum(amount) AS total
			FROM ${dp.read("orders").filter("amount > 0")}
			GROUP BY country
			HAVING sum(amount) > ${param("least", { default: 5, type: "int" })} AND count(*) < ${100n}`;
	}

	@dp.materializedView()
	static by_name() {
		return spark.sql(
			"SELECT {n} AS given, o.* FROM {o} AS o WHERE EXISTS (SELECT 1 FROM ranked r WHERE r.order_id = o.order_id)",
			{
				n: F.lit("a'b\\c"),
				o: dp.read("orders"),
			},
		);
	}

	@dp.materializedView()
	static shaped() {
		return dp
			.read("orders")
			.selectExpr("order_id AS id", "upper(customer) AS `the customer`", "amount * 2 AS twice")
			.where("id % 2 = 1 OR twice IS NULL");
	}

	@dp.materializedView()
	static numbered() {
		return spark.sql(`
			WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5)
			SELECT n, count(order_id) AS orders FROM r LEFT JOIN orders ON order_id = n GROUP BY n`);
	}
}
