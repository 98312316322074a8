/*
 * 200 tables of 30 columns, about six operations each, and a view of each; the rows typed, or `any` for a schema that is no
 * literal. Everything else is the same text.
 */
const TABLES = 200;
const COLUMNS = 30;
const MODULES = 20;
const TYPES = ["INT", "STRING", "DOUBLE", "TIMESTAMP"];

export type Rows = "typed" | "any";

function ddl(prefix: string, shift: number): string {
	return Array.from({ length: COLUMNS }, (_, i) => `${prefix}${i} ${TYPES[(i + shift) % TYPES.length]}`).join(
		", ",
	);
}

/** Chains of ten tables, each read by reference from the one before; the first of each chain has a schema. */
function byReference(i: number, schema: (text: string) => string): string {
	const first = `spark.read.schema(${schema(`id INT, ${ddl("c", 0)}`)}).json("x")`;
	return `export class T${i} {
	@dp.table({ comment: "table ${i}" })
	static t() {
		return ${i % 10 === 0 ? first : `dp.read(T${i - 1}.t)`}
			.filter(col("c0").gt(${i}))
			.withColumn("n${i}", F.upper("c1"))
			.withColumn("m${i}", (c) => c.c2.plus(1))
			.join(spark.read.schema(${schema(`id INT, k${i} STRING`)}).json("y"), "id", "left")
			.drop("k${i}")
			.dropDuplicates(["id"]);
	}
	@dp.materializedView()
	static v() {
		return dp.read(T${i}.t).groupBy("c1").agg(F.count("*").alias("n"), F.max("c2").alias("most")).orderBy(F.desc("n"));
	}
}`;
}

/** Each table has a schema of its own, with names of its own. */
function byDdl(i: number, schema: (text: string) => string): string {
	const c = `t${i}_c`;
	return `export class T${i} {
	@dp.table({ comment: "table ${i}" })
	static t() {
		return spark.read.schema(${schema(ddl(c, i))}).json("x")
			.filter(col("${c}0").gt(${i}))
			.withColumn("n${i}", F.upper("${c}1"))
			.withColumn("m${i}", (c) => c.${c}2.plus(1))
			.drop("${c}3")
			.dropDuplicates(["${c}4"]);
	}
	@dp.materializedView()
	static v() {
		return dp.read(T${i}.t).groupBy("${c}5").agg(F.count("*").alias("n"), F.max("${c}6").alias("most")).orderBy(F.desc("n"));
	}
}`;
}

export const WORKLOADS = { byReference, byDdl } as const;

export function costFiles(workload: keyof typeof WORKLOADS, rows: Rows): string[] {
	const schema = rows === "typed" ? JSON.stringify : () => "text";
	const head = [
		'import * as dp from "aqueduck";',
		'import { col, F, spark } from "aqueduck";',
		"export declare const text: string;",
	];
	const per = TABLES / MODULES;
	return Array.from({ length: MODULES }, (_, m) => {
		const tables = Array.from({ length: per }, (_, i) => WORKLOADS[workload](m * per + i, schema));
		return [...head, ...tables].join("\n");
	});
}
