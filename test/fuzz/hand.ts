/** By hand: `npx tsx test/fuzz/hand.ts <seed,seed…> <count> [functions]` prints the differences of some seeds. */
import { findingText } from "./report.js";
import { runExpressions } from "./seed.js";
import { Spark } from "./spark.js";

const [seeds = "1", count = "250", only] = process.argv.slice(2);
const spark = new Spark(process.env["AQUEDUCK_SPARK_PYTHON"] as string);
try {
	for (const seed of seeds.split(",")) {
		const report = await runExpressions(Number(seed), Number(count), spark, {
			...(only ? { only: new RegExp(only) } : {}),
			onFinding: (finding) => console.log(findingText(finding)),
		});
		console.log(
			`seed ${report.seed}: ${report.expressions} expressions, ${report.raised} raised, ${report.refused} refused, ${report.findings.length} differences`,
		);
	}
} finally {
	await spark.close();
}
