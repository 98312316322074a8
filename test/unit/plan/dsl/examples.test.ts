import { readdirSync, readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { BIGINT, field, STRING, struct } from "../../../../src/core/dataTypes.js";
import * as dp from "../../../../src/index.js";
import { withEvaluation } from "../../../../src/plan/evaluation.js";

/* Every `@example` of the DSL's public types is run: it must make a Column, a frame or a value, and no error. */

const root = new URL("../../../../src/plan/", import.meta.url).pathname;
const files = [
	"columnTypes.ts",
	"frameTypes.ts",
	"windowTypes.ts",
	"readerTypes.ts",
	"functionTypes.ts",
	...readdirSync(`${root}functionTypes`).map((file) => `functionTypes/${file}`),
	"column.ts",
	"window.ts",
	"spark.ts",
	"reads.ts",
	"param.ts",
	"secret.ts",
	"udf.ts",
	"types.ts",
	"sqlDoor.ts",
	"sqlTemplate.ts",
	"functionsObject.ts",
].filter((file) => examplesOf(file).length > 0);

function examplesOf(file: string): string[] {
	const text = readFileSync(root + file, "utf8");
	return [...text.matchAll(/@example ([\s\S]*?)(?=\s*\*\/|\n\s*\* ?@)/g)]
		.map((m) => (m[1] as string).replace(/\n\s*\* ?/g, "\n"))
		.filter((example) => !example.startsWith("declare "));
}

const df = dp.read("df").untyped();
const scope: Record<string, unknown> = {
	...dp,
	dp,
	df,
	a: dp.read("a").untyped(),
	b: dp.read("b").untyped(),
	big: dp.read("big").untyped(),
	small: dp.read("small").untyped(),
	airports: dp.read("airports").untyped(),
	w: dp.Window.partitionBy("p").orderBy("o"),
	name: "origin",
	limit: 3,
	withDay: (frame: dp.DataFrame) => frame,
	addNames: (frame: dp.DataFrame) => frame,
	Flights: { bronze_flights: () => df, silver_flights: () => df },
};
// In a Column's examples `a` and `b` are columns.
const columnScope = { ...scope, a: dp.col("a"), b: dp.col("b") };
const schema = struct([field("id", STRING), field("n", BIGINT)]);
const evaluation = { schemaOf: () => schema, made: () => {}, used: () => {} };

/** Makes a function of an example; only those with types need the compiler. */
function compiled(example: string, names: readonly string[]): (...values: unknown[]) => unknown {
	const make = (code: string) => {
		const body = code.trim().replace(/;$/, "");
		const isStatement = /^(const|let)\b/.test(body);
		const text = isStatement ? body : `return (${body.replace(/;\s/g, ", ")})`;
		return new Function(...names, text) as (...values: unknown[]) => unknown;
	};
	try {
		return make(example);
	} catch {
		return make(transformSync(example, { loader: "ts", target: "es2022" }).code);
	}
}

describe.each(files)("%s", (file) => {
	test.each(examplesOf(file).map((example) => [example]))("%s", (example) => {
		const inScope = file === "columnTypes.ts" || file === "column.ts" ? columnScope : scope;
		const run = compiled(example, Object.keys(inScope));
		expect(() => withEvaluation(evaluation, () => run(...Object.values(inScope)))).not.toThrow();
	});
});
