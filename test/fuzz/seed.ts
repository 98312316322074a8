import { readFileSync } from "node:fs";
import type { FunctionSpec } from "../../src/plan/functionSpec.js";
import { FUNCTIONS, type FunctionName } from "../../src/plan/functions.js";
import { difference } from "../conformance/lib/compare.js";
import type { ColumnAnswer } from "./answers.js";
import { Duck, ROWS } from "./duck.js";
import { ExpressionMaker, Histogram, type Node } from "./expressions.js";
import { FORMS } from "./forms.js";
import { type Answers, causes, closedParts, compareColumns, type Finding } from "./judge.js";
import { type PlanHistogram, PlanMaker } from "./plans.js";
import { Random } from "./random.js";
import { comparedFunctions, type Signature, signaturesOf } from "./signatures.js";
import type { Spark } from "./spark.js";
import { randomTable } from "./tables.js";

/** So many expressions are asked in one query. */
const TOGETHER = 50;

/** What one seed asked, and what differs. */
export interface SeedReport {
	readonly seed: number;
	readonly expressions: number;
	/** How many of them raised in Spark, in some row. */
	readonly raised: number;
	readonly refused: number;
	readonly findings: readonly Finding[];
	readonly histogram: Histogram;
}

export interface SeedOptions {
	/** Only expressions with these functions at the top. */
	readonly only?: RegExp;
	readonly onFinding?: (finding: Finding) => void;
}

/** How an expression is asked: over which rows, in which place. */
interface Question {
	readonly node: Node;
	readonly place: "row" | "group" | "window";
}

/** An array of what is there, in no order of its own. */
const isSet = (fn: string): boolean => fn === "collect_set" || fn === "collect_union";

/** Where the functions can stand: a scalar one in a row, an aggregate over a group or a window. */
export function placesOf(fn: string): readonly Question["place"][] {
	if (fn === "percentile_cont" || fn === "percentile_disc") return ["group"];
	const spec: FunctionSpec | undefined = FUNCTIONS[fn as FunctionName];
	switch (spec?.kind) {
		case "aggregate":
			if (isSet(fn) || fn === "mode") return ["group"];
			if (fn === "median") return ["group"];
			return spec.orderDependent ? ["window"] : ["group", "window"];
		case "window":
			return ["window"];
		case "generator":
			return [];
		default:
			return ["row"];
	}
}

/** They have a meaning only beside GROUPING SETS or window(): plans and conformance cases have them. */
const NOT_EXPRESSIONS: ReadonlySet<string> = new Set(["grouping", "grouping_id", "window_time"]);

const sparkSql = new Set(
	(
		JSON.parse(
			readFileSync(new URL("../conformance/functions/spark-functions.json", import.meta.url), "utf8"),
		) as { readonly functions: readonly string[] }
	).functions,
);
/** Some of the registry's functions exist in PySpark's vocabulary alone, some are operators. */
const isSql = (fn: string): boolean => sparkSql.has(fn) || fn === "[]";

/** All functions that expressions are made of, and how they can be called. */
export function vocabulary(random: Random): ReadonlyMap<FunctionName, readonly Signature[]> {
	const all = new Map<FunctionName, readonly Signature[]>();
	for (const fn of comparedFunctions()) {
		if (NOT_EXPRESSIONS.has(fn) || !isSql(fn)) continue;
		const signatures = signaturesOf(fn, random);
		if (signatures.length > 0 || FORMS[fn]) all.set(fn, signatures);
	}
	return all;
}

export async function runExpressions(
	seed: number,
	count: number,
	spark: Spark,
	options: SeedOptions = {},
): Promise<SeedReport> {
	const random = new Random(seed);
	const histogram = new Histogram();
	const signatures = vocabulary(random);
	const maker = new ExpressionMaker(random, signatures, histogram);
	const questions: Question[] = [];
	const roots = [...signatures.keys()].filter(
		(fn) => placesOf(fn).length > 0 && (!options.only || options.only.test(fn)),
	);
	while (questions.length < count || roots.some((fn) => histogram.uses(fn) === 0)) {
		const least = Math.min(...roots.map((fn) => histogram.uses(fn)));
		const fn = random.pick(roots.filter((name) => histogram.uses(name) === least));
		const question = questionOf(fn, maker, random);
		histogram.count(question.node);
		questions.push(question);
	}
	const duck = new Duck();
	try {
		await tables(random, ["t"], duck, spark);
		const findings: Finding[] = [];
		let [raised, refused] = [0, 0];
		for (const place of ["row", "group", "window"] as const) {
			const asked = questions.filter((q) => q.place === place).map((q) => q.node);
			for (let at = 0; at < asked.length; at += TOGETHER) {
				const batch = asked.slice(at, at + TOGETHER);
				const { ours, theirs } = await ask(
					batch.map((n) => n.text),
					place,
					duck,
					spark,
				);
				raised += theirs.filter((a) => "raised" in a && a.raised !== undefined).length;
				refused += theirs.filter((a) => "error" in a).length;
				const known = new Map<string, Answers>();
				const differing = batch.filter((node, i) => {
					const both = { ours: ours[i] as ColumnAnswer, spark: theirs[i] as ColumnAnswer };
					known.set(node.text, both);
					return compareColumns(both.ours, both.spark).size > 0;
				});
				const found = await explained(differing, known, duck, spark);
				for (const one of found) options.onFinding?.(one);
				findings.push(...found);
			}
		}
		return { seed, expressions: questions.length, raised, refused, findings, histogram };
	} finally {
		await duck.close();
	}
}

/** What one seed's plans gave. */
export interface PlanReport {
	readonly seed: number;
	readonly plans: number;
	/** Plans that both sides refuse or raise in alike. */
	readonly raised: number;
	readonly findings: readonly { readonly sql: string; readonly said: string }[];
	readonly steps: PlanHistogram;
}

/** Random plans, each executed by Spark and by our engine. */
export async function runPlans(
	seed: number,
	count: number,
	spark: Spark,
	options: { readonly onFinding?: (sql: string, said: string) => void } = {},
): Promise<PlanReport> {
	const random = new Random(seed ^ 0x5eed);
	const steps: PlanHistogram = new Map();
	const maker = new PlanMaker(new ExpressionMaker(random, vocabulary(random), new Histogram(), true), steps);
	const duck = new Duck();
	try {
		await tables(random, ["t", "u"], duck, spark);
		const findings: { sql: string; said: string }[] = [];
		let raised = 0;
		for (let i = 0; i < count; i++) {
			const sql = maker.plan(random.between(1, 4));
			const [theirs, ours] = [await spark.query(sql), await duck.query(sql)];
			if ("unreadable" in theirs) continue;
			if ("error" in theirs) raised++;
			const said = difference(ours, theirs, false);
			if (said === undefined || ("error" in ours && ours.error.startsWith("ENGINE_UNSUPPORTED"))) continue;
			options.onFinding?.(sql, said);
			findings.push({ sql, said });
		}
		return { seed, plans: count, raised, findings, steps };
	} finally {
		await duck.close();
	}
}

function questionOf(fn: string, maker: ExpressionMaker, random: Random): Question {
	const place = random.pick(placesOf(fn));
	const depth = place === "row" ? random.between(2, 5) : isInexact(fn) ? 1 : random.between(1, 3);
	// Sums of extreme values depend on how they are added up.
	const node = place !== "row" && isInexact(fn) ? maker.plain(fn) : maker.of(fn, depth);
	if (place === "row") return { node, place };
	const wrap = (text: string): Node => ({ ...node, text });
	if (place === "group") {
		if (isSet(fn)) return { node: wrap(`sort_array(${node.text})`), place };
		if (fn.startsWith("percentile_")) return { node, place };
		const filter = random.chance(0.25) ? ` FILTER (WHERE ${maker.leaf({ kind: "boolean" }).text})` : "";
		const distinct = filter === "" && /^(?:sum|count|avg|min|max|bit_or)$/.test(fn) && random.chance(0.3);
		return { node: wrap(`${distinct ? node.text.replace("(", "(DISTINCT ") : node.text}${filter}`), place };
	}
	return { node: wrap(`${node.text} OVER (${windowText(fn, maker, random)})`), place };
}

const isInexact = (fn: string): boolean => {
	const spec: FunctionSpec | undefined = FUNCTIONS[fn as FunctionName];
	return spec?.inexact !== undefined;
};

/** Ordered by the unique column, so that every row has its place; ranks may have ties. */
function windowText(fn: string, maker: ExpressionMaker, random: Random): string {
	const spec: FunctionSpec | undefined = FUNCTIONS[fn as FunctionName];
	const partition = random.chance(0.6) ? `PARTITION BY ${random.pick(["k", "b", "s"])} ` : "";
	const ties = spec?.kind === "window" && !spec.orderDependent && !/^(?:lag|lead|counter_diff)$/.test(fn);
	const key = ties
		? maker.leaf(random.pick([{ kind: "int" }, { kind: "string" }, { kind: "date" }] as const)).text
		: "id";
	const order = `ORDER BY ${key}${random.pick(["", " DESC", " NULLS LAST"])}`;
	const takesFrame = spec?.kind === "aggregate" || fn === "nth_value";
	if (!takesFrame || random.chance(0.4)) return `${partition}${order}`;
	const [from, to] = [
		random.pick(["UNBOUNDED PRECEDING", "2 PRECEDING", "1 PRECEDING", "CURRENT ROW"]),
		random.pick(["CURRENT ROW", "1 FOLLOWING", "UNBOUNDED FOLLOWING"]),
	];
	return `${partition}${order} ${random.pick(["ROWS", "RANGE"])} BETWEEN ${from} AND ${to}`;
}

async function tables(random: Random, names: readonly string[], duck: Duck, spark: Spark): Promise<void> {
	await spark.setup(["CLEAR CACHE"]);
	for (const name of names) {
		const all = randomTable(random, ROWS).join(" UNION ALL ");
		await spark.setup([
			`DROP VIEW IF EXISTS ${name}`,
			`CACHE TABLE ${name} AS SELECT /*+ COALESCE(1) */ * FROM (${all})`,
		]);
		await duck.store(name, all);
	}
}

async function ask(
	columns: readonly string[],
	place: Question["place"],
	duck: Duck,
	spark: Spark,
): Promise<{ readonly ours: readonly ColumnAnswer[]; readonly theirs: readonly ColumnAnswer[] }> {
	const question = {
		columns,
		from: place === "window" ? "t ORDER BY id" : "t",
		ids: place === "row",
	};
	const theirs = await spark.columns(question);
	const ours = await duck.columns(question);
	return { ours, theirs };
}

/** Asks the parts of what differs, and keeps the smallest that differ. */
async function explained(
	nodes: readonly Node[],
	known: ReadonlyMap<string, Answers>,
	duck: Duck,
	spark: Spark,
): Promise<readonly Finding[]> {
	const answers = new Map(known);
	const parts = [...new Set(nodes.flatMap((n) => n.parts.flatMap(closedParts)).map((n) => n.text))].filter(
		(text) => !answers.has(text),
	);
	for (let at = 0; at < parts.length; at += 2 * TOGETHER) {
		const batch = parts.slice(at, at + 2 * TOGETHER);
		const { ours, theirs } = await ask(batch, "row", duck, spark);
		batch.forEach((text, i) => {
			answers.set(text, { ours: ours[i] as ColumnAnswer, spark: theirs[i] as ColumnAnswer });
		});
	}
	const findings = new Map<string, Finding>();
	// One row of a column says it.
	for (const node of nodes)
		for (const one of causes(node, answers))
			if (!findings.has(one.expression.text)) findings.set(one.expression.text, one);
	return [...findings.values()];
}
