/** Prints all differences of the function cases: `npx tsx test/conformance/lib/report.ts [part of a name]`. */
import { readdirSync, readFileSync } from "node:fs";
import type { Answer } from "./answer.js";
import { difference } from "./compare.js";
import { QueryRunner } from "./queryRunner.js";

const folder = new URL("../functions/", import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const golden = read("golden.json") as { cases: Record<string, Answer> };
const filter = process.argv[2] ?? "";
const runner = new QueryRunner();
let same = 0;
let different = 0;
for (const file of readdirSync(folder).filter((f) => /^cases-.*\.json$/.test(f))) {
	for (const { name, sql, conf, ordered } of read(file) as {
		name: string;
		sql: string;
		conf?: Record<string, string>;
		ordered?: boolean;
	}[]) {
		if (!name.includes(filter)) continue;
		const found = difference(await runner.sql(sql, conf), golden.cases[name] as Answer, ordered === true);
		if (found === undefined) same++;
		else {
			different++;
			console.log(`✖ ${name}\n    ${sql.slice(0, 200)}\n    ${found}`);
		}
	}
}
console.log(`${same} as Spark, ${different} different`);
await runner.close();
