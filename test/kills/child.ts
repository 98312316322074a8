import { createEngine } from "../../src/engines/duckdb/index.js";
import { runTwice } from "./project.js";

/** One run in a process of its own; tells of each commit, so that the test knows when it kills. */
const [folder = ""] = process.argv.slice(2);
const report = await runTwice(createEngine(), folder, (event) => {
	if (event.details.flow_progress?.metrics) process.stdout.write("commit\n");
});
if (report.status !== "completed") {
	console.error(JSON.stringify(report.steps.map((s) => s.error ?? s.status)));
	process.exitCode = 1;
}
