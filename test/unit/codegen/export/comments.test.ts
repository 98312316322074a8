import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { linesOf } from "../../../../src/codegen/export/model/remarks.js";
import { Sources } from "../../../../src/codegen/export/model/sources.js";
import { positionAt } from "../../../../src/core/location.js";
import { tempProject } from "../../../helpers/tempProject.js";

/** A file whose definitions are the calls `def(…)` and the decorators `@def()`, and what is said of it. */
function read(text: string, file = "pipeline.ts", definition = /\bdef(?=\()/g) {
	const dir = tempProject({ [file]: text });
	const annotated = Sources.open().annotated(join(dir, file));
	if (!annotated) throw new Error("no file");
	const at = [...text.matchAll(definition)].map((match) => positionAt(text, match.index));
	const { header, between } = annotated.loose(at);
	return {
		about: annotated.about,
		said: at.map((position) => annotated.remarks(position)),
		header,
		between: between.map((paragraph) => paragraph.text),
	};
}

/** What is said of the only definition. */
const only = (text: string) => read(text).said[0];

describe("comments of a definition", () => {
	test("above, inside and behind it, blocks too", () => {
		expect(
			only(`const z = 1;
/* a block
 * of two */
// a line
/** What it is. */
export const a = def(() => /* inline */ x // in it
	.select("a", // trailing comma
	),
); // behind
// not of it
`),
		).toEqual({
			doc: "What it is.",
			above: ["a block", "of two", "a line"],
			inside: ["inline", "in it", "trailing comma", "behind"],
		});
	});

	test("texts that look like comments are none", () => {
		const text = `export const a = def("https://x", '/* no */', \`// \${b /* yes */} // no\`, /[/*]x\\/\\//); // end`;
		expect(only(text)?.inside).toEqual(["yes", "end"]);
	});

	test("a blank line ends what belongs to it", () => {
		const { said, between, header } = read(`// at the top

// a heading

// its own
const a = def();
const q = 1;

// another

const b = def();
`);
		expect(said[0]?.above).toEqual(["its own"]);
		expect(said[1]?.above).toEqual([]);
		expect(header).toEqual(["at the top", "a heading"]);
		expect(between).toEqual(["another"]);
	});

	test("each declarator has its own", () => {
		const { said, between } = read(`/** Of a. */
export const a = def(x), // after a
	// above b
	b = def(y); // after b
`);
		expect(said).toEqual([
			{ doc: "Of a.", above: [], inside: ["after a"] },
			{ above: ["above b"], inside: ["after b"] },
		]);
		expect(between).toEqual([]);
	});

	test("properties and elements have their own", () => {
		const { said } = read(`export const all = {
	// above a
	a: def(), // after a
	b: def(), // after b
};
export const list = [
	// first
	def(),
	def(), // second
];
`);
		expect(said.map(({ above, inside }) => [above, inside])).toEqual([
			[["above a"], ["after a"]],
			[[], ["after b"]],
			[["first"], []],
			[[], ["second"]],
		]);
	});

	test.each([
		["an export of the module's own", "DOC\nexport default def(() => {\n\t// in\n});"],
		["a const in a loop", "for (const k of [1]) {\n\tDOC\n\tconst t = def(() => {\n\t\t// in\n\t});\n}"],
		["what a factory returns", "function f() {\n\tDOC\n\treturn def(() => {\n\t\t// in\n\t});\n}"],
		["a call", "DOC\ndef(() => {\n\t// in\n});"],
		["a method", "class A {\n\tDOC\n\t@def() static m() {\n\t\t// in\n\t}\n}"],
	])("%s", (_, text) => {
		const found = { doc: "What it is.", above: ["above"], inside: ["in"] };
		expect(only(text.replace("DOC", "/** What it is. */\n// above"))).toEqual(found);
	});

	test("JSDoc after decorators, tags, more than one", () => {
		expect(only("class A {\n\t@def() // why\n\t/** Late. */\n\tstatic m() {}\n}")).toEqual({
			doc: "Late.",
			above: [],
			inside: ["why"],
		});
		expect(
			only("/** First. */\n/**\n * Second.\n *\n *   - item\n * @deprecated since 2\n */\nconst a = def();"),
		).toEqual({
			doc: "Second.\n\n  - item\n@deprecated since 2",
			above: ["First."],
			inside: [],
		});
	});

	test("words for linters are not for readers", () => {
		const text = "// eslint-disable-next-line x\nconst a = def(); // @ts-expect-error no\n";
		expect(only(text)).toEqual({ above: [], inside: [] });
	});

	test("lines that end as Windows has them", () => {
		expect(only("/* one\r\n   two */\r\n// three\r\nconst a = def(); // four\r\n")).toEqual({
			above: ["one", "two", "three"],
			inside: ["four"],
		});
	});
});

describe("comments of nothing", () => {
	test("stay where they stand, those of what is not written go with it", () => {
		const { header, between, about } = read(`// a licence
/** What it is about. */
import x from "y"; // of the import

/** A type. */
interface Row {
	a: number; // a number
}

// a heading

/** The first class. */
// of the class
class A {
	// free

	@def() static m() {}
	/** A helper. */
	static h() {
		// in it
	}
	// the end of the class
}

// above the loop
for (const k of [1]) {
	def(k); // of it
	// the end of the loop
}
// the end of the file
`);
		expect(about).toBe("What it is about.");
		expect(header).toEqual(["a licence"]);
		expect(between).toEqual([
			"a heading",
			"The first class.\nof the class",
			"free",
			"the end of the class",
			"above the loop",
			"the end of the loop",
			"the end of the file",
		]);
	});

	test("the JSDoc of the only class is what the file is about, once", () => {
		const { about, between } = read("/** The shop. */\nclass A {\n\t@def() static m() {}\n}\n");
		expect([about, between]).toEqual(["The shop.", []]);
	});
});

describe("SQL files", () => {
	const sql = (text: string) => read(text, "pipeline.sql", /\bt\d\b(?= )/g);

	test("comments above, in the head, behind, between", () => {
		const { said, header, between } = sql(`-- the file

/* of t1
   in block */
CREATE MATERIALIZED VIEW t1 -- in the head
AS SELECT a, -- stays in the query
 '-- no' FROM x -- last
; -- behind

-- alone

-- of t2
CREATE TEMPORARY VIEW t2 AS SELECT /*+ BROADCAST(x) */ 1;
-- the end
`);
		expect(said).toEqual([
			{
				above: ["of t1", "in block"],
				inside: ["in the head", "last", "behind"],
				query: ["stays in the query"],
			},
			{ above: ["of t2"], inside: [], query: [] },
		]);
		expect(header).toEqual(["the file"]);
		expect(between).toEqual(["alone", "the end"]);
	});
});

describe("constants", () => {
	const constants = (files: Readonly<Record<string, string>>, file = "pipeline.ts") => {
		const dir = tempProject(files);
		const found = Sources.open().module(join(dir, file))?.constants ?? new Map();
		return Object.fromEntries([...found].map(([name, { value }]) => [name, value]));
	};

	test("through files between, default exports, new names", () => {
		expect(
			constants({
				"pipeline.ts": `import nine, { LIMIT, SHINY, LOCAL, type Row } from "./lib/index.js";\nimport { LEAST } from "./k.mjs";\nimport { MORE } from "./plain";`,
				"lib/index.ts": `import { GOLD } from "./constants.js";\nexport * from "./helpers.js";\nexport * from "./constants.js";\nexport { GOLD as SHINY };\nconst LOCAL = 3;\nexport { LOCAL };\nexport { default } from "./constants.js";`,
				"lib/helpers.ts": `export * from "./index.js";`,
				"lib/constants.ts": `export const LIMIT = 5;\nexport const GOLD = "gold";\nexport default 9;`,
				"k.mjs": "export const LEAST = 2;",
				"plain/index.ts": "export const MORE = [1, 2];",
			}),
		).toEqual({ nine: 9, LIMIT: 5, SHINY: "gold", LOCAL: 3, LEAST: 2, MORE: [1, 2] });
	});

	test("from JavaScript, and in circles", () => {
		expect(
			constants(
				{
					"pipeline.js": `import { A } from "./a.js";\nimport { GONE } from "./a.js";`,
					"a.js": `import { B } from "./pipeline.js";\nexport { GONE } from "./pipeline.js";\nexport const A = 1;`,
				},
				"pipeline.js",
			),
		).toEqual({ A: 1 });
	});

	test("what is said of one is not said of the next", () => {
		const dir = tempProject({
			"pipeline.ts":
				"// the file\n\n// Rates.\nconst RATE = 3;\n/** Least. */\nconst A = 1, // a\n\t/* b */ B = 2;\nconst C = [\n\t1, // one\n]; // all\n",
		});
		const found = Sources.open().module(join(dir, "pipeline.ts"))?.constants ?? new Map();
		expect(Object.fromEntries([...found].map(([name, { remarks }]) => [name, remarks]))).toEqual({
			RATE: { above: ["Rates."], inside: [] },
			A: { doc: "Least.", above: [], inside: ["a"] },
			B: { above: ["b"], inside: [] },
			C: { above: [], inside: ["one", "all"] },
		});
	});
});

test.each([
	["/** One. */", ["One."]],
	["/** One.\n *  two\n *     code\n */", ["One.", "two", "   code"]],
	["/**\n * One.\n *\n *     code\n * - item\n */", ["One.", "", "    code", "- item"]],
	["/* one\n\t   two\n\t     three */", ["one", "two", "  three"]],
	["/**/", []],
	["/***** Title *****/", ["Title"]],
	["///  triple", [" triple"]],
	["-- SQL", ["SQL"]],
])("lines of %j", (raw, lines) => {
	expect(linesOf(raw)).toEqual(lines);
});
