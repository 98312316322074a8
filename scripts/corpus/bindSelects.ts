/**
 * By hand: how many SELECT statements of public pipelines parse and bind, tables outside taken as open schemas (any
 * column exists, its type is not known). Prints counts and what refused; nothing of the pipelines is kept.
 *
 * A second share takes as given the functions that a pipeline calls and something outside of the file defines: those
 * of a catalog (`catalog.schema.fn`), and unknown names that are none of Databricks' own (models that a notebook
 * registers). A statement counts there only when nothing else in it is refused. Databricks' own are gaps of aqueduck's
 * and count as refused in both.
 *
 * npx tsx scripts/corpus/bindSelects.ts <corpus.json> <mirrors>
 *
 * `corpus.json` lists repositories with their commits and files; `<mirrors>/<owner>+<name>/repo` are their git folders.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { struct } from "../../src/core/dataTypes.js";
import { AqueduckError } from "../../src/core/errors/index.js";
import { analyze } from "../../src/plan/analyze/analyze.js";
import type { AnalysisCatalog } from "../../src/plan/analyze/catalog.js";
import type { Relation } from "../../src/plan/relation.js";
import { planOfParsed, relationOfText } from "../../src/plan/sql/bind.js";
import { tokenize } from "../../src/plan/sql/lexer.js";
import { SqlSyntaxError } from "../../src/plan/sql/problem.js";
import { parseStatements } from "../../src/plan/sql/statements.js";

interface CorpusFile {
	readonly path: string;
	readonly kind: string;
}
interface Corpus {
	readonly repos: readonly {
		readonly repo: string;
		readonly commit: string;
		readonly files: readonly CorpusFile[];
	}[];
}

const [corpusFile, mirrors] = process.argv.slice(2);
if (corpusFile === undefined || mirrors === undefined)
	throw new Error("usage: bindSelects.ts <corpus.json> <mirrors>");
const corpus = JSON.parse(readFileSync(corpusFile, "utf8")) as Corpus;
/** Every table exists, with any column. */
const CATALOG: AnalysisCatalog = {
	table: (_node, parts) => ({
		source: { kind: "table", name: { catalog: "c", schema: "s", table: parts.join(".") }, options: {} },
		schema: struct([]),
		streaming: false,
		open: true,
	}),
	tableNames: () => [],
	files: () => ({ schema: struct([]), partitions: struct([]), open: true }),
	parameter: () => "1",
	timeZone: "UTC",
};

const counts = { statements: 0, parsed: 0, bound: 0, elsewhere: 0 };
/** Functions that Databricks itself has: refusing those is a gap. */
const DATABRICKS = /"(?:ai_\w+|is_member|secret|h3_\w+)"/;
const refusals = new Map<string, string[]>();

for (const { repo, commit, files } of corpus.repos) {
	const dir = join(mirrors, repo.replace("/", "+"), "repo");
	if (!existsSync(dir)) continue;
	for (const file of files) {
		const text = textOf(dir, commit, file.path);
		if (text === undefined) continue;
		const texts = file.kind.startsWith("sql") ? statementsOf(text) : embedded(text);
		for (const statement of texts) judge(statement, `${repo} ${file.path}`);
	}
}

const share = (n: number): string => `${n} (${((100 * n) / Math.max(1, counts.statements)).toFixed(1)} %)`;
console.log(
	`${counts.statements} SELECT statements: ${share(counts.parsed)} parse, ${share(counts.bound)} bind; with functions that are defined elsewhere (models, functions of a catalog) taken as given ${share(counts.bound + counts.elsewhere)}`,
);
for (const [problem, places] of [...refusals].sort((a, b) => b[1].length - a[1].length))
	console.log(`${places.length} × ${problem}\n      ${places[0]}`);

function textOf(dir: string, commit: string, path: string): string | undefined {
	for (const at of [commit, "HEAD"]) {
		try {
			return execFileSync("git", ["-C", dir, "show", `${at}:${path}`], {
				encoding: "utf8",
				stdio: ["ignore", "pipe", "ignore"],
			});
		} catch {
			// A snapshot need not have that commit.
		}
	}
	return undefined;
}

/** The statements of a file, by its semicolons. */
function statementsOf(text: string): readonly string[] {
	const found: string[] = [];
	let start = 0;
	// The cells of a notebook are statements too.
	for (const cell of text.split(/^-- COMMAND -+\s*$/m)) {
		start = 0;
		for (const token of tokenize(cell)) {
			if (token.text !== ";" && token.type !== "end") continue;
			found.push(cell.slice(start, token.start));
			start = token.end;
		}
	}
	return found;
}

/** Texts that Python code hands to spark.sql as they are. */
function embedded(text: string): readonly string[] {
	const calls = text
		.replace(/^# MAGIC ?/gm, "")
		.matchAll(/spark\.sql\(\s*(?:"""([\s\S]*?)"""|"([^"\n]*)"|'([^'\n]*)')/g);
	return [...calls].map(([, a, b, c]) => a ?? b ?? c ?? "");
}

function judge(text: string, place: string): void {
	const words = text.replace(/^\s*(?:(?:--|#).*\n|\/\*[\s\S]*?\*\/|\s)+/, "");
	if (!/\bSELECT\b/i.test(text)) return;
	if (
		!/^(?:CREATE\b[\s\S]*?\b(?:LIVE|STREAMING|MATERIALIZED|VIEW|FLOW)\b|SELECT\b|WITH\b|FROM\b|\()/i.test(
			words,
		)
	)
		return;
	counts.statements++;
	const refuse = (problem: string): void => {
		refusals.set(problem, [
			...(refusals.get(problem) ?? []),
			`${place}: ${words.slice(0, 90).replace(/\s+/g, " ")}`,
		]);
	};
	try {
		const relations = relationsOf(text, words);
		counts.parsed++;
		const problems = relations.flatMap((relation) =>
			analyze(relation, CATALOG)
				.diagnostics.filter((d) => d.severity === "error")
				.map((d) => `${d.code}: ${d.message}`),
		);
		if (problems.length === 0) counts.bound++;
		else {
			if (problems.every((p) => p.startsWith("PLAN_UNKNOWN_FUNCTION") && !DATABRICKS.test(p)))
				counts.elsewhere++;
			refuse([...new Set(problems)].join(" | ").slice(0, 300));
		}
	} catch (error) {
		if (error instanceof SqlSyntaxError) {
			const { code, detail, expected, at } = error.problem;
			if (/^The function .*\./.test(detail ?? "")) counts.elsewhere++;
			refuse(
				`${code}: ${detail ?? `expected ${expected.slice(0, 4).join(", ")}`} at ${JSON.stringify(text.slice(at.start, at.start + 30))}`,
			);
		} else if (error instanceof AqueduckError) {
			if (/^The function \S+\.\S+ is not supported/.test(error.diagnostic.message)) counts.elsewhere++;
			refuse(`${error.diagnostic.code}: ${error.diagnostic.message}`.slice(0, 300));
		} else throw error;
	}
}

/** The queries of a statement as plans. */
function relationsOf(text: string, words: string): readonly Relation[] {
	if (!/^CREATE\b/i.test(words)) return [relationOfText(text)];
	const { statements, problems } = parseStatements(text);
	if (problems[0]) throw new SqlSyntaxError(problems[0]);
	return statements.flatMap((s) =>
		(s.kind === "createDataset" || s.kind === "createFlow") && s.query
			? [planOfParsed(s.query, text, {})]
			: [],
	);
}
