import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { tempProject } from "../helpers/tempProject.js";
import { ROOT } from "./lib/dist.js";

const dist = (file: string) => JSON.stringify(pathToFileURL(join(ROOT, "dist", file)).href);

/** Asks for what `import "aqueduck"` does not load: a parser, an analysis, and an error with its place. */
const ASKS = `import { expr, spark } from ${dist("index.js")};
const rows = spark.read.schema("id INT, name STRING").json("rows.json");
export const columns = rows.select(expr("id + 1 AS next"), "name").columns.join();
export let message;
try {
	expr("id +");
} catch (error) {
	message = [error.constructor.name, error.code, error.diagnostic.range.start.line].join();
}
`;

const told = `console.log(columns, message);\n`;

test.each([
	["alone", `import { columns, message } from "./asks.mjs";\n${told}`],
	[
		"before the loader in one graph of modules",
		`import ${dist("index.js")};\nimport { columns, message } from "./asks.mjs";\nimport ${dist("run.js")};\n${told}`,
	],
	[
		"while the loader is being imported",
		`const [{ columns, message }] = await Promise.all([import("./asks.mjs"), import(${dist("run.js")})]);\n${told}`,
	],
	[
		"after the loader, with its copy of the SDK",
		`import { AqueduckError } from ${dist("run.js")};\nimport * as sdk from ${dist("index.js")};\nimport { columns, message } from "./asks.mjs";
if (sdk.AqueduckError !== AqueduckError) throw new Error("two copies");\n${told}`,
	],
])("a module may ask for columns and parse text: %s", (_, main) => {
	const dir = tempProject({ "asks.mjs": ASKS, "main.mjs": main });
	const { stdout, stderr } = spawnSync(process.execPath, [join(dir, "main.mjs")], { encoding: "utf8" });
	expect({ stdout, stderr }).toEqual({ stdout: "next,name AqueduckError,SQL_SYNTAX,6\n", stderr: "" });
});
