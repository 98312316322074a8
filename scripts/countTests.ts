/** `tsx scripts/countTests.ts <report.json> <exit code> <step|lane>` prints `<passed> <failed>`: what `.ci/run` adds up. */
import { countStep } from "./lib/testReport.js";

const [reportFile = "", exitCode = "1", kind = "step"] = process.argv.slice(2);
const { passed, failed } = countStep(reportFile, Number(exitCode), kind === "lane");
console.log(`${passed} ${failed}`);
