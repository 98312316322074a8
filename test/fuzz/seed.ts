import { readFileSync } from "node:fs";
import type { FunctionSpec } from "../../src/plan/functionSpec.js";
import { FUNCTIONS, type FunctionName } from "../../src/plan/functions.js";
import { difference } from "../conformance/lib/compare.js";
import type { ColumnAnswer } from "./answers.js";
import { Duck, ROWS } from "./duck.js";
import { ExpressionMaker, Histogram, type Node } from "./expressions.js";
import { FORMS } from "./forms.js";
import {
	type Answers,
	causes,
	closedParts,
	compareColumns,
	type Finding,
	isRefused,
	isUnread,
} from "./judge.js";
import { type PlanHistogram, PlanMaker } from "./plans.js";
import { Random } from "./random.js";
import { comparedFunctions, type Signature, signaturesOf } from "./signatures.js";
import type { Spark } from "./spark.js";
import { randomTable } from "./tables.js";

/** The soak runs so many seeds, the lane one of them. */
export const SEEDS = 20;
/** Asked in each seed. Some cannot be compared: 250 are left in any case. */
export const EXPRESSIONS = 270;
export const PLANS = 25;

/** So many expressions are asked in one query. */
const TOGETHER = 50;

/** What one seed asked, and what differs. */
export interface SeedReport {
	readonly seed: number;
	/** How many were compared. */
	readonly expressions: number;
	/** How many were not: the engine refuses them by name, or Python cannot read Spark's answer. */
	readonly left: number;
	/** How many of them raised in Spark, in some row. */
	readonly raised: number;
	readonly refused: number;
	readonly findings: readonly Finding[];
	/** Differences that are none in meaning (test/fuzz/judge.ts). */
	readonly excused: readonly Finding[];
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
		await tables(new Random(seed ^ 0x7ab1e), ["t"], duck, spark);
		const [findings, excused]: [Finding[], Finding[]] = [[], []];
		let [raised, refused, left] = [0, 0, 0];
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
				left += batch.filter(
					(_, i) => isRefused(ours[i] as ColumnAnswer) || isUnread(theirs[i] as ColumnAnswer),
				).length;
				const known = new Map<string, Answers>();
				const differing = batch.filter((node, i) => {
					const both = { ours: ours[i] as ColumnAnswer, spark: theirs[i] as ColumnAnswer };
					known.set(node.text, both);
					return compareColumns(both.ours, both.spark).size > 0;
				});
				for (const one of await explained(differing, known, duck, spark)) {
					if (one.excused === undefined) options.onFinding?.(one);
					(one.excused === undefined ? findings : excused).push(one);
				}
			}
		}
		const expressions = questions.length - left;
		return { seed, expressions, left, raised, refused, findings, excused, histogram };
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
		await tables(new Random(seed ^ 0x7ab1e5), ["t", "u"], duck, spark);
		const findings: { sql: string; said: string }[] = [];
		let raised = 0;
		for (let compared = 0; compared < count; ) {
			const sql = maker.plan(random.between(1, 4));
			const [theirs, ours] = [await spark.query(sql), await duck.query(sql)];
			if ("unreadable" in theirs) continue;
			if ("error" in ours && ours.error.startsWith("ENGINE_UNSUPPORTED")) continue;
			compared++;
			if ("error" in theirs) raised++;
			const said = difference(ours, theirs, false);
			if (said === undefined) continue;
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
	const ours = await duck.columns(question);
	// One that Spark refuses too costs all that are asked with it a new analysis.
	const refused = columns.filter((_, i) => "error" in (ours[i] as ColumnAnswer));
	const others = columns.filter((_, i) => !("error" in (ours[i] as ColumnAnswer)));
	const answers = new Map<string, ColumnAnswer>();
	for (const some of [others, ...refused.map((text) => [text])]) {
		const given = some.length > 0 ? await spark.columns({ ...question, columns: some }) : [];
		some.forEach((text, i) => void answers.set(text, given[i] as ColumnAnswer));
	}
	return { ours, theirs: columns.map((text) => answers.get(text) as ColumnAnswer) };
}

/** Asks the parts of what differs, and keeps the smallest that differ. */
async function explained(
	nodes: readonly Node[],
	known: ReadonlyMap<string, Answers>,
	duck: Duck,
	spark: Spark,
): Promise<readonly Finding[]> {
	const answers = new Map(known);
	const parts = [...new Set(nodes.flatMap(closedParts).map((n) => n.text))].filter(
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
			if (findings.get(one.expression.text)?.excused !== undefined || !findings.has(one.expression.text))
				findings.set(one.expression.text, one);
	return [...findings.values()];
}
