/** By hand: `npx tsx test/fuzz/handPlans.ts <seed,seed…> <count>` prints the differences of some seeds' plans. */
import { runPlans } from "./seed.js";
import { Spark } from "./spark.js";

const [seeds = "1", count = "25"] = process.argv.slice(2);
const spark = new Spark(process.env["AQUEDUCK_SPARK_PYTHON"] as string);
try {
	for (const seed of seeds.split(",")) {
		const report = await runPlans(Number(seed), Number(count), spark, {
			onFinding: (sql, said) => console.log(`--- ${said}\n    ${sql}`),
		});
		console.log(
			`seed ${seed}: ${report.plans} plans, ${report.raised} raised, ${report.findings.length} differences; ${[...report.steps].map(([step, n]) => `${step} ${n}`).join(", ")}`,
		);
	}
} finally {
	await spark.close();
}
