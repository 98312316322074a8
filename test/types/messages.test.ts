import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Compiler } from "./lib/compiler.js";

/* What the compiler says of a misspelt or missing column: it names those that there are. In both decorator modes. */

const LEGS = ["id", "amount", "origin", "at"];
const AIRPORTS = ["code", "city"];
const BOTH = [...LEGS, ...AIRPORTS];

const HEAD = `import * as dp from "aqueduck";
import { col, F, spark, Window } from "aqueduck";
const legs = spark.read.schema("id INT, amount DOUBLE, origin STRING, at TIMESTAMP").json("x");
const airports = spark.read.schema("id INT, code STRING, city STRING").json("x");
class Tables {
	@dp.table()
	static legs() {
		return legs;
	}
}`;

/** Each line, and the columns that its message must hold. */
const LINES: readonly (readonly [line: string, columns: readonly string[]])[] = [
	['legs.select("amuont");', LEGS],
	['legs.select("id", col("amuont"));', LEGS],
	['legs.select(F.upper("orgin").alias("o"));', LEGS],
	["legs.select(legs.c.amuont);", LEGS],
	["legs.select(legs.$.amuont);", LEGS],
	['legs.col("amuont");', LEGS],
	['legs.filter(col("amuont").gt(0));', LEGS],
	["legs.filter((c) => c.amuont.gt(0));", LEGS],
	['legs.filter(col("id").isNull().and(col("orign").eq("OSL")));', LEGS],
	['legs.withColumn("x", F.upper("orgin"));', LEGS],
	['legs.withColumn("x", (c) => c.amuont.plus(1));', LEGS],
	['legs.withColumns({ x: F.upper("orgin") });', LEGS],
	['legs.withColumnRenamed("amuont", "x");', LEGS],
	['legs.drop("amuont");', LEGS],
	['legs.groupBy("orign").count();', LEGS],
	['legs.groupBy("origin").agg(F.sum("amuont").alias("s"));', LEGS],
	['legs.groupBy("origin").sum("amuont");', LEGS],
	['legs.agg(F.max("amuont").alias("m"));', LEGS],
	['legs.orderBy("amuont");', LEGS],
	['legs.orderBy(F.desc("amuont"));', LEGS],
	['legs.dropDuplicates(["amuont"]);', LEGS],
	['legs.fillna(0, ["amuont"]);', LEGS],
	['legs.withWatermark("att", "1 minute");', LEGS],
	['legs.withColumn("n", F.rowNumber().over(Window.partitionBy("orign")));', LEGS],
	['legs.join(airports, "origin");', ["id"]],
	['legs.join(airports, ["origin"]);', ["id"]],
	['legs.join(airports, col("origin").eq(col("cod")));', BOTH],
	["legs.join(airports, (l, r) => l.origin.eq(r.cod));", ["id", ...AIRPORTS]],
	["legs.unionByName(airports);", ["amount", "origin", "at"]],
	['legs.groupBy("origin").agg(F.sum("amount").alias("total")).select("sum");', ["origin", "total"]],
	['legs.select("id", "at").filter((c) => c.origin.isNull());', ["id", "at"]],
	['dp.read(Tables.legs).select("amuont");', LEGS],
	['dp.read(Tables.legs).join(airports, "id").drop("code").select("code");', [...LEGS, "city"]],
];

let compiler: Compiler;
beforeAll(() => {
	compiler = new Compiler();
});
afterAll(() => compiler.remove());

describe.each([
	["TC39 decorators", false],
	["experimentalDecorators", true],
])("under %s", (name, experimentalDecorators) => {
	/** The messages by the number of their line, with what is indented below them. */
	const messages = new Map<number, string>();
	beforeAll(() => {
		const project = experimentalDecorators ? "legacy" : "standard";
		const text = [HEAD, ...LINES.map(([line]) => line)].join("\n");
		compiler.project(project, [text], { experimentalDecorators });
		const first = HEAD.split("\n").length + 1;
		let at = 0;
		for (const line of compiler.run(project, "--noErrorTruncation").output.split("\n")) {
			const place = /m0\.ts\((\d+),\d+\): error/.exec(line)?.[1];
			if (place !== undefined) at = Number(place) - first;
			messages.set(at, `${messages.get(at) ?? ""}${line}\n`);
		}
	});

	test("only the lines with a mistake are refused", () => {
		expect(LINES.length).toBeGreaterThanOrEqual(24);
		expect([...messages.keys()].sort((a, b) => a - b)).toEqual(LINES.map((_, at) => at));
		expect(name).toBeTruthy();
	});

	test.each(LINES.map(([line, columns], at) => ({ line, columns, at })))("$line", ({ columns, at }) => {
		const message = messages.get(at) ?? "";
		for (const column of columns) expect(message).toMatch(new RegExp(`\\b${column}\\b`));
	});
});
