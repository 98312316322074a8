import { isNumeric } from "../../src/core/dataTypes.js";
import type { FunctionSpec } from "../../src/plan/functionSpec.js";
import { FUNCTIONS, type FunctionName } from "../../src/plan/functions.js";
import type { Answer } from "../conformance/lib/answer.js";
import { difference } from "../conformance/lib/compare.js";
import { type ColumnAnswer, isRowError, isUnreadable } from "./answers.js";
import type { Node } from "./expressions.js";

/** What both sides say to an expression: equal, or the rows (-1: the whole column) that differ, in words. */
export type Verdict = ReadonlyMap<number, string>;

/** A date that Spark's days overflowed to without a word: ours raises there, or is NULL under try_. */
const FAR = /^[+-]\d{6,}-\d\d-\d\d/;

/** Compares two answers, value by value. */
export function compareColumns(ours: ColumnAnswer, spark: ColumnAnswer): Verdict {
	const found = new Map<number, string>();
	if (isRefused(ours)) return found;
	if ("error" in spark || "error" in ours) {
		const said = differs(asRefusal(ours), asRefusal(spark));
		if (said !== undefined) found.set(-1, said);
		return found;
	}
	if (ours.name !== spark.name) found.set(-1, `the name ${ours.name}, Spark ${spark.name}`);
	if (ours.type !== spark.type) return found.set(-1, `the type ${ours.type}, Spark ${spark.type}`);
	if (spark.unreadable !== undefined) return found;
	if (spark.values?.length === 0 || ours.values?.length === 0) {
		// Rows have no answers of their own (an aggregate): the whole column raises or gives values.
		// Rows that raise for different reasons: which of them comes first is nobody's promise.
		if (spark.raised !== undefined && raisedSomewhere(ours).has(spark.raised)) return found;
		const said = differs(whole(ours), whole(spark));
		return said === undefined ? found : found.set(-1, said);
	}
	const [left, right] = [ours.values ?? [], spark.values ?? []];
	if (left.length !== right.length) return found.set(-1, `${left.length} rows, Spark ${right.length}`);
	right.forEach((value, row) => {
		if (isUnreadable(value)) return;
		const isLost = isRowError(left[row]) || left[row] === null;
		if (typeof value === "string" && FAR.test(value) && isLost) return;
		const said = differs(cell(left[row], spark.type), cell(value, spark.type));
		if (said !== undefined) found.set(row, said.replace("row 0, column c: ", ""));
	});
	return found;
}

const raisedSomewhere = (answer: ColumnAnswer): ReadonlySet<string> =>
	new Set("values" in answer ? (answer.values ?? []).filter(isRowError).map((v) => v.$error.error) : []);

/** The engine says by name that it cannot do this: no difference in meaning. */
export const isRefused = (answer: ColumnAnswer): boolean =>
	"error" in answer && answer.error.startsWith("ENGINE_UNSUPPORTED");

/** The asking side had no value for what Spark answered. */
export const isUnread = (answer: ColumnAnswer): boolean =>
	"unreadable" in answer && answer.unreadable !== undefined;

const asRefusal = (answer: ColumnAnswer): Answer =>
	"error" in answer ? answer : { schema: [[answer.name, answer.type]], rows: [] };

/**
 * The conformance comparison. Some of Spark's checks are plain Java exceptions, which have no name that we could give:
 * there it counts that both raise.
 */
function differs(ours: Answer, spark: Answer): string | undefined {
	const nameless = "error" in spark && spark.error.startsWith("java.");
	return nameless && "error" in ours && !isFault(ours.error) ? undefined : difference(ours, spark, true);
}

function whole(answer: ColumnAnswer): Answer {
	if ("error" in answer) return answer;
	if (answer.raised !== undefined) return { error: answer.raised };
	return { schema: [["c", answer.type]], rows: (answer.values ?? []).map((v) => [v]) };
}

function cell(value: unknown, type: string): Answer {
	if (isRowError(value)) return value.$error;
	// Spark's decimals may carry more zeros than their type has digits.
	const isDecimal = type.startsWith("decimal") && typeof value === "string" && value.includes(".");
	const plain = isDecimal ? value.replace(/\.?0+$/, "") : value;
	return { schema: [["c", type]], rows: [[plain ?? null]] };
}

/** Both sides' answers to one expression. */
export interface Answers {
	readonly ours: ColumnAnswer;
	readonly spark: ColumnAnswer;
}

/** A difference of the smallest expression that shows it. */
export interface Finding {
	readonly expression: Node;
	readonly row: number;
	readonly said: string;
	/** The values of its parts in that row (Spark's). */
	readonly parts: readonly string[];
	/** Why it is no difference in meaning. */
	readonly excused?: string;
}

/**
 * The causes of the differences in an expression, given both sides' answers to it and all its closed parts. Spark does
 * not promise an order of evaluation: a row in which a part raises by itself may raise or not, on either side, unless
 * the expression is of the kind that guards its parts.
 */
export function causes(root: Node, answers: ReadonlyMap<string, Answers>): readonly Finding[] {
	const findings: Finding[] = [];
	const tainted = new Map<Node, ReadonlySet<number>>();
	const visit = (node: Node): ReadonlySet<number> => {
		const known = tainted.get(node);
		if (known) return known;
		const bad = new Set<number>();
		for (const part of inside(node)) for (const row of visit(part)) bad.add(row);
		const both = answers.get(node.text);
		if (both) {
			const verdict = compareColumns(both.ours, both.spark);
			for (const [row, said] of verdict) {
				if (bad.has(row) || bad.has(-1)) continue;
				bad.add(row);
				const excused = excuse(node, row, both, answers);
				const parts = partValues(node, row, answers);
				findings.push({ expression: node, row, said, parts, ...(excused === undefined ? {} : { excused }) });
			}
		}
		tainted.set(node, bad);
		return bad;
	};
	visit(root);
	return findings;
}

/**
 * Spark's documentation: "the inputs of an operator or function are not necessarily evaluated left-to-right or in any
 * other fixed order". So where a part raises by itself (on both sides, else the part is the finding), one side may have
 * come across that error and the other not. Everything else that raises on one side alone is a finding.
 */
function excuse(
	node: Node,
	row: number,
	both: Answers,
	answers: ReadonlyMap<string, Answers>,
): string | undefined {
	if (cancelled(node, both, row)) return "last bits";
	// Pinned (conformance/functions/known.json): ours has microseconds.
	if (node.type.kind === "time" && /\.\d{7,9}$/.test(String(valueAt(both.spark, row)))) return "nanoseconds";
	if (node.fn === "format_string" && /\[B@[0-9a-f]+/.test(String(valueAt(both.spark, row))))
		return "an address";
	if ([both.ours, both.spark].every((a) => holdsBytes(valueAt(a, row)))) return "bytes that are no text";
	if (readsNull(node, row, both, answers)) return "an index that is NULL";
	// A constant that raises: Spark says so before it runs anything.
	if ("error" in both.spark && CASTS.test(both.spark.error) && raises(both.ours, -1))
		return "another error first";
	if (holdsFolded(node, both, answers)) return "a constant that raises";
	if ("error" in both.ours || "error" in both.spark) return undefined;
	const [ours, spark] = [conditionAt(both.ours, row), conditionAt(both.spark, row)];
	if ((ours === undefined && spark === undefined) || isFault(ours)) return undefined;
	const [all, certain] = [errorsOf(inside(node), row, answers), errorsOf(certainParts(node), row, answers)];
	// Two of its rows raise for two reasons.
	if (node.fn === "counter_diff" && [ours, spark].every((c) => c?.startsWith("COUNTER_DIFF_")))
		return "another error first";
	if (ours !== undefined && spark !== undefined)
		return all.has(ours) || all.has(spark) ? "another error first" : undefined;
	const raised = (ours ?? spark) as string;
	const given = valueAt(ours === undefined ? both.ours : both.spark, row);
	const isNull = (part: Node): boolean => {
		const own = answers.get(part.text);
		return own !== undefined && valueAt(own.spark, row) === null;
	};
	// NULL op x is NULL, whether or not x was looked at, or what x is cast to.
	if (given === null && certainParts(node).some(isNull) && (certain.has(raised) || CASTS.test(raised)))
		return "NULL decides";
	// DuckDB's TRY (1.5.5) does not take the error of a zone that is none.
	if (ours === "INVALID_TIMEZONE" && isTryEval(node)) return "a zone within try_";
	if (!certain.has(raised) || (ours !== undefined && isTryEval(node))) return undefined;
	return ours === undefined ? "not looked at by us" : "not looked at by Spark";
}

/**
 * Spark computes constants before it runs anything, those behind a guard that no row passes too: one that raises by itself,
 * on both sides, ends the query there.
 */
function holdsFolded(node: Node, both: Answers, answers: ReadonlyMap<string, Answers>): boolean {
	const condition = ending(both.spark);
	if (condition === undefined || ending(both.ours) !== undefined) return false;
	const raises = (part: Node): boolean => {
		const own = answers.get(part.text);
		const isIt = own !== undefined && isConstant(part) && ending(own.ours) === condition;
		return (isIt && ending(own.spark) === condition) || inside(part).some(raises);
	};
	return inside(node).some(raises);
}

const ending = (answer: ColumnAnswer): string | undefined =>
	"error" in answer ? answer.error : answer.raised;

/** Made of literals alone. */
function isConstant(node: Node): boolean {
	const [first] = inside(node);
	if (first) return inside(node).every(isConstant);
	return (
		node.fn === undefined && (!/^[a-z]\w*$/i.test(node.text) || /^(?:null|true|false)$/i.test(node.text))
	);
}

/** Spark keeps bytes that are no UTF-8 in a STRING, and some functions then read beyond its end; ours are U+FFFD. */
const holdsBytes = (value: unknown): boolean => typeof value === "string" && value.includes("\ufffd");

/**
 * `array(1.5D)[NULL]`: Spark 4.3 calls it never NULL, as the array has no NULL in it, and gives whatever number lies
 * there. Ours is NULL.
 */
function readsNull(
	node: Node,
	row: number,
	{ ours }: Answers,
	answers: ReadonlyMap<string, Answers>,
): boolean {
	const index = node.fn === "[]" || node.fn === "element_at" ? node.parts[1] : undefined;
	const given = index && answers.get(index.text);
	return given !== undefined && valueAt(given.spark, row) === null && valueAt(ours, row) === null;
}

/** What Spark evaluates as TryEval: NULL for the errors of its operands too. */
const isTryEval = ({ fn = "", type }: Node): boolean =>
	/^try_(?:to_binary|to_time|aes_decrypt)$/.test(fn) ||
	(/^try_(?:add|subtract|multiply|divide)$/.test(fn) && !isNumeric(type));

/** Forms that promise not to look at what they do not need: only their first part is always looked at. */
const GUARDED: ReadonlySet<string> = new Set([
	"and",
	"or",
	"case",
	"if",
	"coalesce",
	"ifnull",
	"nvl2",
	"nullif",
	"nanvl",
]);
const certainParts = (node: Node): readonly Node[] =>
	GUARDED.has(node.fn ?? "") ? node.parts.slice(0, 1) : inside(node);

/** The engine cannot take what we gave it: that is never somebody else's error. */
const isFault = (condition: string | undefined): boolean =>
	condition !== undefined &&
	/^ENGINE_FAILED: (?:Binder|Parser|Catalog|Not implemented|INTERNAL)/.test(condition);

const CASTS = /^(?:CAST_INVALID_INPUT|CAST_OVERFLOW|NUMERIC_VALUE_OUT_OF_RANGE)/;

/** The condition with which this row raises; where rows have no answers of their own, the column. */
function conditionAt(answer: ColumnAnswer, row: number): string | undefined {
	if (!raises(answer, row) || !("raised" in answer)) return undefined;
	const value = valueAt(answer, row);
	return isRowError(value) ? value.$error.error : answer.raised;
}

/** What these parts (and theirs) raise by themselves in this row; for a whole column in any. */
function errorsOf(
	parts: readonly Node[],
	row: number,
	answers: ReadonlyMap<string, Answers>,
): ReadonlySet<string> {
	const found = new Set<string>();
	const visit = (part: Node): void => {
		const own = answers.get(part.text);
		for (const answer of own ? [own.ours, own.spark] : [])
			for (const condition of conditionsOf(answer, row)) found.add(condition);
		inside(part).forEach(visit);
	};
	parts.forEach(visit);
	return found;
}

function conditionsOf(answer: ColumnAnswer, row: number): readonly string[] {
	const one = conditionAt(answer, row);
	if (one === undefined) return [];
	if (row >= 0 || !("values" in answer)) return [one];
	return [one, ...(answer.values ?? []).filter(isRowError).map((v) => v.$error.error)];
}

/** Sums of floats that should be 0, up to the last bits of what was added up: only functions that the registry calls inexact. */
function cancelled(node: Node, { ours, spark }: Answers, row: number): boolean {
	const near = (answer: ColumnAnswer): boolean =>
		Math.abs(Number(valueAt(answer, row) ?? Number.NaN)) < 1e-11;
	const spec: FunctionSpec | undefined = FUNCTIONS[node.fn as FunctionName];
	return spec?.inexact !== undefined && row >= 0 && near(ours) && near(spark);
}

/** In this row; where rows have no answers of their own, in any. */
function raises(answer: ColumnAnswer, row: number): boolean {
	if (!("raised" in answer) || answer.raised === undefined) return false;
	return row < 0 || (answer.values ?? []).length === 0 || isRowError(valueAt(answer, row));
}

const valueAt = (answer: ColumnAnswer, row: number): unknown =>
	"values" in answer ? answer.values?.[row] : undefined;

function partValues(node: Node, row: number, answers: ReadonlyMap<string, Answers>): readonly string[] {
	return node.parts.map((part) => {
		const answer = answers.get(part.text)?.spark;
		const value = answer && valueAt(answer, Math.max(row, 0));
		return `${part.text} = ${JSON.stringify(value ?? (answer && "error" in answer ? answer : null))}`;
	});
}

/** All parts that can be asked by themselves, the expression included. */
export function closedParts(node: Node): readonly Node[] {
	return [...(node.open ? [] : [node]), ...inside(node).flatMap(closedParts)];
}

const inside = (node: Node): readonly Node[] =>
	node.bodies === undefined ? node.parts : [...node.parts, ...node.bodies];
