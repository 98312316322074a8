import { describe, expect, it } from "vitest";
import { parseStack } from "../../../src/core/location.js";
import { messageOf, mistakeOf } from "../../../src/definitions/mistakes.js";
import { namesOf } from "../../../src/definitions/vocabulary.js";
import * as sdk from "../../../src/index.js";
import { tempProject } from "../../helpers/tempProject.js";

/** The mistake that `code` (below these imports) makes at `at`, its token and its candidates. */
function mistake(message: string, name: "TypeError" | "ReferenceError", code: string, at: string) {
	const text = `import * as dp from "aqueduck";\nimport { col, F as Fn, spark, Windw } from "aqueduck";\n${code}\n`;
	const file = `${tempProject({ "pipeline.ts": text })}/pipeline.ts`;
	const offset = text.indexOf(at);
	const before = text.slice(0, offset).split("\n");
	const error = Object.assign(new Error(message), { name });
	const [frame] = parseStack(
		`${name}\n    at f (${file}:${before.length}:${(before.at(-1) as string).length + 1})`,
	);
	const found = frame && mistakeOf(error, frame);
	if (!found) return undefined;
	const line = text.split("\n")[(found.range?.start.line ?? 1) - 1] as string;
	return [
		found.code,
		line.slice((found.range?.start.col ?? 1) - 1, (found.range?.end.col ?? 1) - 1),
		found.candidates?.[0],
	];
}

describe("misspelt names that JavaScript stumbles over", () => {
	it("knows what the SDK exports", () =>
		expect([...namesOf("sdk")].sort()).toEqual(
			Object.keys(sdk)
				.filter((n) => n !== "default")
				.sort(),
		));

	it.each([
		["Fn.toDat is not a function", 'Fn.toDat("d")', "toDat", ["PLAN_UNKNOWN_FUNCTION", "toDat", "toDate"]],
		[
			"x is not a function",
			'dp.redStream("a")',
			"redStream",
			["DEFINITION_UNKNOWN_MEMBER", "redStream", "readStream"],
		],
		[
			"x is not a function",
			'dp.read("a").grupBy("b")',
			"grupBy",
			["DEFINITION_UNKNOWN_MEMBER", "grupBy", "groupBy"],
		],
		[
			"x is not a function",
			'dp.read("a").groupBy("b").ag()',
			"ag(",
			["DEFINITION_UNKNOWN_MEMBER", "ag", "agg"],
		],
		["x is not a function", 'col("a").isNul()', "isNul", ["DEFINITION_UNKNOWN_MEMBER", "isNul", "isNull"]],
		[
			"x is not a function",
			'frame.withColum("b")',
			"withColum",
			["DEFINITION_UNKNOWN_MEMBER", "withColum", "withColumn"],
		],
		[
			"x is not a function",
			'spark.read.optoin("b")',
			"optoin",
			["DEFINITION_UNKNOWN_MEMBER", "optoin", "option"],
		],
		[
			"Cannot read properties of undefined (reading 'csv')",
			'spark.raed.csv("b")',
			"csv",
			["DEFINITION_UNKNOWN_MEMBER", "raed", "read"],
		],
	])("%s in %s", (message, code, at, expected) =>
		expect(mistake(message, "TypeError", code, at)).toEqual(expected),
	);

	it.each([
		["clo is not defined", 'x.select(clo("a"))', "select", ["DEFINITION_UNDEFINED_NAME", "clo", "col"]],
		["bset is not defined", "const best = 1; f(bset)", "f(", ["DEFINITION_UNDEFINED_NAME", "bset", "best"]],
		["Window is not defined", "Window.partitionBy()", "Window.", ["LOAD_IMPORT_NAME", "Windw", "Window"]],
		["lit is not defined", "lit(1)", "lit(", ["DEFINITION_UNDEFINED_NAME", "lit", undefined]],
	])("%s in %s", (message, code, at, expected) =>
		expect(mistake(message, "ReferenceError", code, at)).toEqual(expected),
	);

	it("names what is no function as it is written", () => {
		const file = `${tempProject({ "pipeline.ts": 'orders.with("a")\n\t.mpa(1);' })}/pipeline.ts`;
		const frame = { file, line: 2, col: 3 };
		expect(messageOf(new TypeError("orders2.with(...).mpa is not a function"), frame)).toBe(
			'orders.with("a").mpa is not a function',
		);
		expect(messageOf(new Error("other"), frame)).toBe("other");
	});

	it("leaves alone what it does not understand", () => {
		expect(mistake("x is not a function", "TypeError", "settings.load()", "load")).toBeUndefined();
		expect(mistake("x is not iterable", "TypeError", "f(...x)", "x")).toBeUndefined();
		expect(mistake("x is not a function", "TypeError", 'dp.read("a").select()', "select")).toBeUndefined();
	});
});
