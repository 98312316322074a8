import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/*
 * What the types cost: 200 tables of 30 columns, about six operations each, read by reference. Instantiations are the
 * same on every machine for one version of the compiler, unlike times.
 */

const root = new URL("../../", import.meta.url).pathname;
const TABLES = 200;
const COLUMNS = 30;
const MODULES = 20;

const schema = Array.from(
	{ length: COLUMNS },
	(_, i) => `c${i} ${["INT", "STRING", "DOUBLE", "TIMESTAMP"][i % 4]}`,
).join(", ");

function table(i: number): string {
	const source = i % 10 === 0 ? `spark.read.schema("id INT, ${schema}").json("x")` : `dp.read(T${i - 1}.t)`;
	return `export class T${i} {
	@dp.table({ comment: "table ${i}" })
	static t() {
		return ${source}
			.filter(col("c0").gt(${i}))
			.withColumn("n${i}", F.upper("c1"))
			.withColumn("m${i}", (c) => c.c2.plus(1))
			.join(spark.read.schema("id INT, k${i} STRING").json("y"), "id", "left")
			.drop("k${i}")
			.dropDuplicates(["id"]);
	}
	@dp.materializedView()
	static v() {
		return dp.read(T${i}.t).groupBy("c1").agg(F.count("*").alias("n"), F.max("c2").alias("most")).orderBy(F.desc("n"));
	}
}`;
}

test("the cost of 200 typed tables stays where it is", () => {
	const folder = mkdtempSync(join(root, "test", "types", ".cost-"));
	try {
		for (let m = 0; m < MODULES; m++) {
			const per = TABLES / MODULES;
			const tables = Array.from({ length: per }, (_, i) => table(m * per + i));
			const head = 'import * as dp from "aqueduck";\nimport { col, F, spark } from "aqueduck";';
			writeFileSync(join(folder, `m${m}.ts`), [head, ...tables].join("\n"));
		}
		const compilerOptions = { declaration: false, declarationMap: false };
		const config = { extends: "../../../tsconfig.json", compilerOptions, include: ["*.ts"], exclude: [] };
		writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
		const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
		const args = [tsc, "--noEmit", "-p", folder, "--extendedDiagnostics"];
		const { stdout: report } = spawnSync(process.execPath, args, { encoding: "utf8" });
		expect(report.split("\n").filter((line) => /\.cost-.*error TS/.test(line))).toEqual([]);
		const instantiations = Number(/^Instantiations:\s+(\d+)/m.exec(report)?.[1]);
		expect(instantiations).toBeGreaterThan(0);
		expect(instantiations).toBeLessThan(600_000);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
