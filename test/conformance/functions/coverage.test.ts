import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DUCKDB_FUNCTIONS } from "../../../src/engines/duckdb/functions/index.js";
import { GRAMMAR } from "../../../src/plan/functions/grammar.js";
import { ALIASES, FUNCTIONS, type FunctionName, lookupFunction } from "../../../src/plan/functions.js";

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const { functions } = read("spark-functions.json") as { readonly functions: readonly string[] };
const casesOf = (folder: string): readonly { readonly sql?: string }[] =>
	readdirSync(new URL(folder, import.meta.url))
		.filter((f) => /^cases.*\.json$/.test(f))
		.flatMap((f) => read(`${folder}${f}`) as { readonly sql?: string }[]);

test("every function that Spark lists is known by its name, as a row, an alias or grammar", () => {
	expect(functions.length).toBeGreaterThan(500);
	expect(functions.filter((name) => !lookupFunction(name) && !Object.hasOwn(GRAMMAR, name))).toEqual([]);
});

test("what counts as grammar is in no table", () => {
	expect(Object.keys(GRAMMAR).filter((name) => lookupFunction(name))).toEqual([]);
});

// Made by the analysis or the DSL alone, or of another value at each call.
const WITHOUT_CASES: ReadonlySet<string> = new Set([
	"product",
	"current_time",
	"current_user",
	"rand",
	"randn",
	"uuid",
	"shuffle",
	"uniform",
	"randstr",
]);
/** How the text of a query has a function that has no name of its own there. */
const WRITTEN: Readonly<Record<string, RegExp>> = {
	"[]": /\w\[/,
	in: /\bin \(/,
	positive: /positive\(|\(\+ /,
	isnull: /is null|isnull\(/,
	isnotnull: /is not null|isnotnull\(/,
	struct: /\bstruct\(/,
	grouping: /\bgrouping\(/,
};

test("every function that runs is in two cases at least", () => {
	const texts = casesOf("./").map(({ sql }) => (sql ?? "").toLowerCase());
	const names = (Object.keys(FUNCTIONS) as FunctionName[]).filter(
		(name) => !WITHOUT_CASES.has(name) && !("unsupported" in DUCKDB_FUNCTIONS[name]),
	);
	const aliases = Object.entries(ALIASES);
	const missing = names.filter((name) => {
		const spellings = [name, ...aliases.flatMap(([alias, of]) => (of === name ? [alias] : []))];
		const forms = spellings.map((s) => WRITTEN[s] ?? formOf(s));
		return texts.filter((text) => forms.some((form) => form.test(text))).length < 2;
	});
	expect(missing).toEqual([]);
});

/** `f(…)`, or an operator between or before its operands. */
function formOf(name: string): RegExp {
	const text = name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
	return /^\w+$/.test(name)
		? new RegExp(`\\b${text}\\s*(?:\\(| )`)
		: new RegExp(`(?:^|[^<>=|&])${text}(?:[^<>=|&]|$)`);
}

test("there are the cases that there should be", () => {
	const counts = ["./", "../queries/", "../frames/", "../readers/"].map((folder) => casesOf(folder).length);
	expect(counts[0]).toBeGreaterThanOrEqual(2100);
	expect(counts.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(2500);
});
