import { copyFileSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = join(HERE, "..", "..");
export const COMMAND = join(ROOT, "dist", "cli", "main.js");
/** A file of the baseline. */
export const raw = (name: string): string => join(HERE, "raw", name);

/** The pipelines of this folder. */
export type PipelineName = "medallion" | "rules" | "bronze" | "one";

/** An empty folder with one of our pipelines. */
export function makeProject(folder: string, pipeline: PipelineName): string {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	copyFileSync(join(HERE, "pipelines", `${pipeline}.ts`), join(folder, "pipeline.ts"));
	return folder;
}

/** Lets the files of one folder appear in another, as an upload would; they are links, so nothing is copied. */
export function deliver(from: string, to: string): void {
	for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const source = join(entry.parentPath, entry.name);
		const target = join(to, source.slice(from.length + 1));
		mkdirSync(dirname(target), { recursive: true });
		linkSync(source, target);
	}
}

/** The warehouse of a project. */
export const warehouse = (project: string): string => join(project, ".aqueduck", "dev", "warehouse.duckdb");

const TABLES_PER_FILE = 50;
const TABLES_PER_SOURCE = 10;

/**
 * A project of many tables: a tenth read files whose schema is declared, the others one or two tables before them, with
 * a handful of operations each and a rule on every fourth.
 */
export function makeManyTables(folder: string, tables: number): string {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(join(folder, "src"), { recursive: true });
	for (let i = 0; i < tables; i += TABLES_PER_SOURCE) {
		mkdirSync(join(folder, "data", `t${i}`), { recursive: true });
		writeFileSync(join(folder, "data", `t${i}`, "rows.json"), "{}\n");
	}
	for (let first = 0; first < tables; first += TABLES_PER_FILE) {
		const name = `part${String(first / TABLES_PER_FILE).padStart(3, "0")}.ts`;
		const body = Array.from({ length: Math.min(TABLES_PER_FILE, tables - first) }, (_, i) =>
			oneOfMany(first + i),
		);
		writeFileSync(
			join(folder, "src", name),
			`import * as dp from "aqueduck";\nimport { col, F, spark } from "aqueduck";\n\n${body.join("\n")}`,
		);
	}
	return folder;
}

function oneOfMany(i: number): string {
	const before = i - (i % TABLES_PER_SOURCE);
	if (i === before)
		return `export const t${i} = dp.table(() => spark.read.format("json")
	.schema("id BIGINT, at TIMESTAMP, kind STRING, amount DECIMAL(18,2), note STRING").load("data/t${i}"));\n`;
	const upstream = i - 1;
	const rule = i % 4 === 0 ? `{ expectOrDrop: { positive: "amount > ${i}" } }, ` : "";
	const query =
		i % 3 === 0
			? `dp.read("t${upstream}").join(dp.read("t${before}").select("id", col("note").alias("other")), "id").drop("other")`
			: i % 3 === 1
				? `dp.read("t${upstream}").filter("amount > ${i} AND kind <> 'x${i}'").withColumn("note", F.concat(F.upper("note"), F.lit("${i}")))`
				: `spark.sql("SELECT id, at, kind, amount + ${i} AS amount, coalesce(note, 'none') AS note FROM t${upstream} WHERE id % 7 <> ${i % 7}")`;
	return `export const t${i} = dp.table(${rule}() => ${query}
	.withColumn("amount", col("amount").cast("decimal(18,2)")).select("id", "at", "kind", "amount", "note"));\n`;
}
