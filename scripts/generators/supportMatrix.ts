import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DUCKDB_FUNCTIONS } from "../../src/engines/duckdb/functions/index.js";
import { JS_FUNCTIONS } from "../../src/engines/duckdb/functions/js/index.js";
import { PRELUDE } from "../../src/engines/duckdb/functions/prelude.js";
import { GRAMMAR } from "../../src/plan/functions/grammar.js";
import { ALIASES, FUNCTIONS, type FunctionName } from "../../src/plan/functions.js";
import { emittedSql } from "../lib/emittedFunctions.js";
import { type Generator, generatedNote } from "../lib/generator.js";
import { ROOT } from "../lib/project.js";

/** Which functions call JavaScript back, seen from the macros and the rows that name it. */
function jsNames(): ReadonlySet<string> {
	const names = new Set<string>(JS_FUNCTIONS.map((f) => f.name));
	for (const macro of PRELUDE) {
		const [, name = "", body = ""] = /MACRO (\w+)(.*)/s.exec(macro) ?? [];
		// A macro that only falls back to JavaScript for odd values counts as SQL.
		const calls = [...body.matchAll(/aq_\w+/g)].map(([call]) => call);
		if (!body.includes("CASE") && calls.some((call) => names.has(call))) names.add(name);
	}
	return names;
}

function how(name: FunctionName, slow: ReadonlySet<string>): string {
	const row = DUCKDB_FUNCTIONS[name];
	if ("unsupported" in row) return `— ${row.reason}`;
	if ("js" in row || ("macro" in row && slow.has(row.macro))) return "yes, in JavaScript (slow)";
	const forms = emittedSql(name);
	const inJs = forms.filter((sql) => [...sql.matchAll(/aq_\w+/g)].some(([call]) => slow.has(call)));
	if (inJs.length === 0) return "yes";
	return inJs.length === forms.length
		? "yes, in JavaScript (slow)"
		: "yes, in JavaScript for some arguments (slow)";
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

function aliasesOf(name: string): string {
	const others = Object.entries(ALIASES).filter(([, of]) => of === name);
	return others.length === 0 ? "" : ` (${others.map(([alias]) => `\`${cell(alias)}\``).join(", ")})`;
}

const generator: Generator = {
	from: "src/plan/functions and src/engines/duckdb/functions",
	outputs: async () => {
		const slow = jsNames();
		const names = (Object.keys(FUNCTIONS) as FunctionName[]).sort();
		const refused = names.filter((name) => "unsupported" in DUCKDB_FUNCTIONS[name]);
		const { functions } = JSON.parse(
			readFileSync(join(ROOT, "test/conformance/functions/spark-functions.json"), "utf8"),
		) as { functions: readonly string[] };
		const kinds = { scalar: "value", aggregate: "aggregate", window: "window", generator: "rows" } as const;
		const rows = names.map(
			(name) =>
				`| \`${cell(name)}\`${aliasesOf(name)} | ${kinds[FUNCTIONS[name].kind]} | ${cell(how(name, slow))} |`,
		);
		const grammar = Object.entries(GRAMMAR).map(([name, form]) => `| \`${cell(name)}\` | ${cell(form)} |`);
		const page = [
			generatedNote(generator.from),
			"# Which functions run\n",
			`Spark 4.3.0 lists ${functions.length} functions. The registry has ${names.length} rows (names in parentheses are other`,
			`spellings); DuckDB runs ${names.length - refused.length} of them and refuses ${refused.length} by name, with the reason that stands here.\n`,
			"| Function | Kind | DuckDB |",
			"|---|---|---|",
			...rows,
			"\n## Taken as grammar\n",
			"| Name | In the plan |",
			"|---|---|",
			...grammar,
			"",
		];
		return { "docs/support-matrix.md": page.join("\n") };
	},
};
export default generator;
