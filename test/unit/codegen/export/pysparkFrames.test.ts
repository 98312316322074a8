import { describe, expect, test } from "vitest";
import { col, F, lit, param, spark } from "../../../../src/index.js";
import { relationOf } from "../../../../src/plan/marks.js";
import { pysparkText } from "../../../conformance/lib/pysparkText.js";

const TABLES = {
	items:
		"id INT, kind STRING, qty INT, score DOUBLE, tags ARRAY<STRING>, m MAP<STRING, INT>, s STRUCT<x: INT>",
	kinds: "kind STRING, id INT, label STRING",
};

/** The statements of the function that is written for a frame, the last without `return`. */
function written(make: () => object, lazyOnly = true): string {
	const text = pysparkText(() => relationOf(make()), { lazyOnly, tables: TABLES });
	if ("refused" in text) return `refused: ${text.refused.join("; ")}`;
	const [, body = ""] = text.python.split("def query():\n");
	return body
		.replace(/^ {4}return /m, "")
		.replace(/^ {4}/gm, "")
		.trim();
}

/** The last statement. */
const last = (make: () => object, lazyOnly = true): string =>
	written(make, lazyOnly).split("\n").at(-1) as string;

const items = () => spark.read.table("items").select("id", "kind", "qty");
const kinds = () => spark.read.table("kinds").select("kind", "label");

describe("df.col of a key of a join by names", () => {
	type How = "inner" | "left" | "right" | "full" | "semi";
	const joined = (how: How, on: (i: any, k: any) => any) => () => {
		const [i, k] = [items(), kinds()] as any[];
		return i.join(k, "kind", how).select(on(i, k).alias("x"));
	};
	const left = (i: any) => i.col("kind");
	const right = (_: any, k: any) => k.col("kind");

	test.each<[How, string, string]>([
		// Equal texts are one text.
		["inner", 'F.col("kind")', 'F.col("kind")'],
		["left", 'F.col("kind")', 'kinds["kind"]'],
		["right", 'items["kind"]', 'F.col("kind")'],
		["full", 'items["kind"]', 'kinds["kind"]'],
	])("%s", (how, ofLeft, ofRight) => {
		expect(last(joined(how, left))).toContain(`.select(${ofLeft}.alias("x"))`);
		expect(last(joined(how, right))).toContain(`.select(${ofRight}.alias("x"))`);
	});

	test("semi: the left one", () => {
		expect(last(joined("semi", left))).toContain('.select(F.col("kind").alias("x"))');
	});

	test("equal doubles need not be one: 0.0 and -0.0", () => {
		const make = () => {
			const [i, j] = [
				spark.read.table("items").select("score"),
				spark.read.table("items").select("score", "id"),
			];
			return i.join(j, "score").select(j.col("score"));
		};
		expect(written(make)).toMatch(/\["score"\]\)$/);
	});

	test("below other joins, in filters and in aggregates", () => {
		const make = () => {
			const [i, k] = [items(), kinds()];
			const other = spark.read.table("kinds").select("kind", col("id").alias("other"));
			return i
				.join(k, "kind", "left")
				.join(other, "kind", "left")
				.filter(k.col("kind").isNull())
				.groupBy("kind")
				.agg(F.count(other.col("kind")).alias("n"));
		};
		expect(last(make)).toContain('.filter(kinds["kind"].isNull())');
		expect(last(make)).toContain('F.count(other_kinds["kind"])');
	});
});

describe("drop of a side's column over a join with equal names", () => {
	const base = () => {
		const [i, k] = [items(), spark.read.table("kinds")];
		return { i, k, joined: i.join(k, i.col("kind").eq(k.col("kind"))) };
	};

	test("twice", () => {
		const make = () => {
			const { k, joined } = base();
			return joined.drop(k.col("kind")).drop(k.col("id"));
		};
		expect(last(make)).toContain(
			'.select(items["*"], kinds["id"], kinds["label"]).select(items["*"], kinds["label"])',
		);
	});

	test("after withColumn", () => {
		const make = () => {
			const { k, joined } = base();
			return joined.withColumn("x", lit(1)).drop(k.col("kind"));
		};
		expect(last(make)).toContain('.select(items["*"], kinds["id"], kinds["label"], "x")');
	});

	test("of a frame below and above filters", () => {
		const make = () => {
			const [i, k] = [items(), spark.read.table("kinds")];
			const some = k.filter("id > 0");
			return i.join(some, i.col("kind").eq(some.col("kind"))).drop(some.col("kind"));
		};
		expect(last(make)).toContain('.select(items["*"], kinds["id"], kinds["label"])');
	});

	test("of a join by names", () => {
		const make = () => {
			const [i, k] = [items(), spark.read.table("kinds")];
			return i.join(k, "kind", "full").drop(k.col("id"));
		};
		expect(last(make)).toContain('.select("kind", items["id"], items["qty"], kinds["label"])');
	});

	test("a column made above that replaces two is refused", () => {
		const make = () => {
			const { k, joined } = base();
			return joined.withColumn("kind", lit(1)).drop(k.col("id"));
		};
		expect(written(make)).toContain("refused: ");
	});
});

describe("frames of one table in classic PySpark", () => {
	test("what is derived of two reads has aliases", () => {
		const make = () => {
			const [x, y] = [items().withColumn("q", lit(1)), items().withColumn("r", lit(1))];
			return x
				.join(y, x.col("kind").eq(y.col("kind")))
				.withColumn("n", lit(1))
				.select(x.col("id"), y.col("qty"));
		};
		const text = written(make, false);
		expect(text).toContain('F.col("items.kind") == F.col("other_items.kind")');
		expect(text).toContain('"items.id", "other_items.qty"');
		expect(written(make)).toContain('items["kind"] == other_items["kind"]');
	});

	test("and what is derived of one", () => {
		const make = () => {
			const all = items();
			const [x, y] = [all.filter("id > 1"), all.groupBy("kind").agg(F.max("id").alias("m"))];
			return x.join(y, x.col("kind").eq(y.col("kind"))).select(x.col("id"));
		};
		expect(written(make, false)).toContain('F.col("items.kind") == F.col("grouped.kind")');
	});

	test("columns of their own need none", () => {
		const make = () => {
			const [x, y] = [items(), items().select(F.upper("kind").alias("kind"))];
			return x.join(y, x.col("kind").eq(y.col("kind"))).select(x.col("kind"));
		};
		expect(written(make, false)).not.toContain('.alias("items")');
	});

	test("an alias is no name that something beside has", () => {
		const make = () => {
			const [x, y] = [items(), items().filter("id > 1")];
			return x.join(y, ["kind", "id"], "left").filter(y.col("id").isNull());
		};
		expect(last(make, false)).toContain('.filter(F.col("other_items.id").isNull())');
	});

	test("where no alias reaches they are refused", () => {
		const make = () => {
			const [x, y] = [items().filter("id > 0"), items().filter("id > 1")];
			const joined = x.alias("a").join(y.alias("b"), x.col("kind").eq(y.col("kind")));
			return joined.select(col("a.id"), col("b.qty"));
		};
		expect(written(make, false)).toContain("refused: the column kind of one of two frames of one table");
	});
});

describe("LATERAL VIEW OUTER whose name is used", () => {
	const view = (generator: string) =>
		last(() =>
			spark.sql(`SELECT id + {p} AS i, t.a FROM items LATERAL VIEW OUTER ${generator} t AS a`, {
				p: param("p", { default: 1 }),
			}),
		);

	test("is the generator's outer form: a lateral join with how=left leaves out empty arrays", () => {
		expect(view("explode(tags)")).toContain(
			'.lateralJoin(spark.tvf.explode_outer(F.col("tags").outer()).toDF("a").alias("t"))',
		);
	});

	test("of what always has rows is that", () => {
		expect(view("stack(2, id, qty)")).toContain("spark.tvf.stack(");
		expect(view("stack(2, id, qty)")).not.toContain("how=");
	});
});

describe("HAVING below windows over groups", () => {
	const having = (sql: string) => last(() => spark.sql(sql, { p: param("p", { default: 1 }) }));

	test("groups, their filter, the list", () => {
		expect(
			having(
				"SELECT kind, sum(qty) s, rank() OVER (ORDER BY sum(qty) DESC) r FROM items GROUP BY kind HAVING count(*) > {p} AND s > 0",
			),
		).toMatch(
			/\.groupBy\("kind"\)\.agg\(F\.count\("\*"\)\.alias\("count"\), F\.sum\("qty"\)\.alias\("s"\)\)\.filter\(\(F\.col\("count"\) > .*\) & \(F\.col\("s"\) > 0\)\)\.select\("kind", "s", F\.rank\(\)\.over\(Window\.orderBy\(F\.col\("s"\)\.desc\(\)\)\)\.alias\("r"\)\)$/,
		);
	});

	test("a name of the list goes before a key's", () => {
		expect(
			having(
				"SELECT upper(kind) AS kind, sum(count(*)) OVER () AS t FROM items WHERE id > {p} GROUP BY upper(kind) HAVING kind <> 'C'",
			),
		).toContain(
			'.groupBy(F.upper("kind").alias("kind")).agg(F.count("*").alias("count")).filter(F.col("kind") != "C")',
		);
	});

	test("two aggregates of one function have names of words", () => {
		expect(
			having(
				"SELECT kind, rank() OVER (ORDER BY sum(qty)) r FROM items GROUP BY kind HAVING sum(id) > {p} AND sum(score) > 0",
			),
		).toContain(
			'.agg(F.sum("id").alias("sum"), F.sum("score").alias("other_sum"), F.sum("qty").alias("another_sum"))',
		);
	});
});

describe("what Spark reads in a text", () => {
	test("names of fields are SQL's", () => {
		const make = () => spark.read.table("items").select(col("s").withField("`d e`", lit(1)).alias("x"));
		expect(last(make)).toContain('.withField("`d e`", F.lit(1))');
	});

	test("settings are not put in", () => {
		expect(last(() => spark.read.table("kinds").filter("label <> '${x}'"))).toContain(
			`.filter("label <> '\\\\u0024{x}'")`,
		);
	});

	test("NaN is no comparison of Python's", () => {
		const make = () => spark.read.table("items").select(col("score").eq(Number.NaN).alias("x"));
		expect(last(make)).toContain('F.col("score") == F.lit(float("nan"))');
		const replaced = last(() => spark.read.table("items").select("id", "score").replace(Number.NaN, 0));
		expect(replaced).toContain('.select("id", F.when(F.isnan("score"), ');
	});
});
