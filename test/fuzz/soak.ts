import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { typeName } from "../../src/core/dataTypes.js";
import { Histogram } from "./expressions.js";
import { Random } from "./random.js";
import { expressionsText, findingText, histogramText } from "./report.js";
import { EXPRESSIONS, PLANS, placesOf, runExpressions, runPlans, SEEDS, vocabulary } from "./seed.js";
import { Spark } from "./spark.js";
import { FUZZ_TYPES } from "./tables.js";

/** Each function and type that can be compared occurs so often over the seeds. */
const LEAST = 20;

/** Twenty seeds of expressions and plans against Spark; gives what is wrong, in words. */
export async function soakFuzz(first = 1): Promise<readonly string[]> {
	const spark = new Spark(python());
	const all = new Histogram();
	const wrong: string[] = [];
	try {
		let [expressions, plans] = [0, 0];
		for (let seed = first; seed < first + SEEDS; seed++) {
			const made = await runExpressions(seed, EXPRESSIONS, spark);
			const planned = await runPlans(seed, PLANS, spark);
			all.add(made.histogram);
			expressions += made.expressions;
			plans += planned.plans;
			const found = [
				...made.findings.map(findingText),
				...planned.findings.map((f) => `${f.said}\n${f.sql}`),
			];
			console.log(expressionsText(made));
			console.log(`seed ${seed}: ${planned.plans} plans, ${planned.findings.length} differ`);
			wrong.push(...found.map((text) => `seed ${seed}: ${text}`));
		}
		console.log(`${expressions} expressions and ${plans} plans of ${SEEDS} seeds, ${wrong.length} differ`);
		console.log(histogramText(all));
		if (expressions < 5000) wrong.push(`only ${expressions} expressions were compared`);
		if (plans < 500) wrong.push(`only ${plans} plans were compared`);
		for (const fn of vocabulary(new Random(first)).keys())
			if (placesOf(fn).length > 0 && all.uses(fn) < LEAST)
				wrong.push(`the function ${fn} occurs ${all.uses(fn)} times`);
		for (const { type } of FUZZ_TYPES) {
			const times = all.types.get(typeName(type)) ?? 0;
			if (times < LEAST) wrong.push(`the type ${typeName(type)} occurs ${times} times`);
		}
		return wrong;
	} finally {
		await spark.close();
	}
}

/** The Python with PySpark in it; made when the environment does not name one. */
function python(): string {
	const given = process.env["AQUEDUCK_SPARK_PYTHON"];
	if (given !== undefined) return given;
	const script = join(resolve(fileURLToPath(import.meta.url), "../../.."), "scripts/spark/env.sh");
	const folder = process.env["AQUEDUCK_SPARK_VENV"];
	return execFileSync("bash", [script, ...(folder === undefined ? [] : [folder])], {
		encoding: "utf8",
		stdio: ["ignore", "pipe", "inherit"],
	}).trim();
}
