import { Project } from "ts-morph";
import { expect, test } from "vitest";

/* What an editor offers. One language service for all, over the sources. */

const HEAD = `import { col, F, spark, read, Window } from "aqueduck";
const t = spark.read.schema("id INT, amount DOUBLE, origin STRING").json("x");
const a = spark.read.schema("id INT, code STRING").json("x");
const define = () => t;
`;
const COLUMNS = ["amount", "id", "origin"];

const CASES: readonly (readonly [line: string, columns: readonly string[]])[] = [
	['t.select("|")', COLUMNS],
	['t.select("id", "|")', COLUMNS],
	['t.select(["|"])', COLUMNS],
	['t.groupBy("|")', COLUMNS],
	['t.groupBy("id", "|")', COLUMNS],
	['t.drop("|")', COLUMNS],
	['t.orderBy("|")', COLUMNS],
	['t.orderBy(F.desc("|"))', COLUMNS],
	['t.dropDuplicates(["|"])', COLUMNS],
	['t.withColumnRenamed("|", "x")', COLUMNS],
	['t.col("|")', COLUMNS],
	["t.c.|", COLUMNS],
	["t.$.|", COLUMNS],
	["t.filter((c) => c.|)", COLUMNS],
	['t.filter(F.isnull("|"))', COLUMNS],
	['t.withColumn("x", F.upper("|"))', COLUMNS],
	['t.withColumn("x", F.coalesce("|"))', COLUMNS],
	['t.withColumn("x", F.concatWs("-", "|"))', COLUMNS],
	['t.withColumn("x", (c) => c.|)', COLUMNS],
	['t.withColumns({ x: F.upper("|") })', COLUMNS],
	['t.join(a, "|")', ["id"]],
	['t.join(a, ["|"])', ["id"]],
	["t.join(a, (l, r) => r.|)", ["code", "id"]],
	['t.groupBy("id").agg(F.count("*").alias("n")).select("|")', ["id", "n"]],
	['t.withColumn("up", F.upper("origin")).drop("amount").select("|")', ["id", "origin", "up"]],
	['read(define).select("|")', COLUMNS],
];

const project = new Project({ tsConfigFilePath: "tsconfig.json", skipAddingFilesFromTsConfig: true });
const service = project.getLanguageService().compilerObject;

// All lines stand in one file, for a changed file is checked anew.
const places = new Map<string, number>();
let text = HEAD;
for (const [line] of CASES) {
	places.set(line, text.length + line.indexOf("|"));
	text += `${line.replace("|", "")};\n`;
}
const path = project.createSourceFile("test/types/completed.ts", text).getFilePath();

/** The names offered at the `|`, without the asterisk of `select` and the empty name of what is being typed. */
function offered(line: string): string[] {
	const entries = service.getCompletionsAtPosition(path, places.get(line) ?? 0, {})?.entries ?? [];
	return entries
		.map((entry) => entry.name)
		.filter((name) => name !== "*" && name !== "")
		.sort();
}

test.each(CASES)("%s completes the columns", (line, columns) => {
	expect(offered(line)).toEqual(columns);
});
