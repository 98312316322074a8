import { jsonl, project } from "./project.js";

/** A small pipeline: a stream, a table from CSV, a view, two materialized views, one rule. */
export const SHOP = `
export class Shop {
	@dp.streamingTable({ comment: "Orders as they come", tags: ["raw"] })
	@dp.expectOrDrop("has_amount", "amount IS NOT NULL")
	static orders() {
		return spark.readStream.schema("id INT, city STRING, amount DECIMAL(10,2), at TIMESTAMP").json("data/orders");
	}

	@dp.materializedView({ tags: ["gold"] })
	static per_city() {
		return dp.read("located").groupBy("city", "country").agg(F.count("*").alias("orders"), F.sum("amount").alias("amount"));
	}

	@dp.materializedView({ tags: ["gold"] })
	static totals() {
		return spark.sql("SELECT count(*) AS orders, sum(amount) AS amount FROM orders");
	}
}
export const cities = dp.table({ comment: "Cities" }, () => spark.read.option("header", true).schema("city STRING, country STRING").csv("data/cities.csv"));
export const located = dp.temporaryView(() => dp.read("orders").join(dp.read(cities), "city", "left"));
`;

export const SHOP_FILES: Readonly<Record<string, string>> = {
	"data/orders/a.json": jsonl(
		{ id: 1, city: "Oslo", amount: 10.5, at: "2026-01-01T10:00:00Z" },
		{ id: 2, city: "Rome", amount: 20, at: "2026-01-01T11:30:00Z" },
		{ id: 3, city: "Oslo", amount: null, at: "2026-01-02T00:00:00Z" },
		{ id: 4, city: null, amount: 1.25, at: null },
	),
	"data/cities.csv": "city,country\nOslo,NO\nRome,IT\n",
};

export const shop = (more: Readonly<Record<string, string>> = {}): string =>
	project(SHOP, { ...SHOP_FILES, ...more });
