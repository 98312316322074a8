import type { Answer } from "../conformance/lib/answer.js";
import { difference } from "../conformance/lib/compare.js";
import { type ColumnAnswer, isRowError, isUnreadable } from "./answers.js";
import type { Node } from "./expressions.js";

/** What both sides say to an expression: equal, or the rows (-1: the whole column) that differ, in words. */
export type Verdict = ReadonlyMap<number, string>;

/** A date that Spark's days overflowed to without a word: ours raises there. */
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
		if (typeof value === "string" && FAR.test(value)) return;
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

const asRefusal = (answer: ColumnAnswer): Answer =>
	"error" in answer ? answer : { schema: [[answer.name, answer.type]], rows: [] };

/**
 * The conformance comparison. Some of Spark's checks are plain Java exceptions, which have no name that we could give:
 * there it counts that both raise.
 */
function differs(ours: Answer, spark: Answer): string | undefined {
	const nameless = "error" in spark && spark.error.startsWith("java.");
	return nameless && "error" in ours ? undefined : difference(ours, spark, true);
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

/** Forms that promise not to look at what they do not need. */
const GUARDED: ReadonlySet<string> = new Set(["case", "if", "coalesce", "ifnull", "nvl2", "nullif", "nanvl"]);

/** What stands in a lambda's body cannot be asked by itself, and what raises there may be looked at or not. */
const LAMBDAS: ReadonlySet<string> = new Set([
	"aggregate",
	"exists",
	"filter",
	"forall",
	"map_filter",
	"map_zip_with",
	"transform",
	"transform_keys",
	"transform_values",
	"zip_with",
]);

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
		for (const part of node.parts) for (const row of visit(part)) bad.add(row);
		const both = answers.get(node.text);
		if (both) {
			const verdict = compareColumns(both.ours, both.spark);
			for (const [row, said] of verdict) {
				if (bad.has(row) || bad.has(-1)) continue;
				bad.add(row);
				if (cancelled(node, both, row) || printsObjects(node)) continue;
				// The functions of the body are compared outside of lambdas.
				if (LAMBDAS.has(node.fn ?? "") && raises(both.ours, row) !== raises(both.spark, row)) continue;
				if (
					(row >= 0 || raises(both.ours, row) || raises(both.spark, row)) &&
					raisesBelow(node, row, both, answers)
				)
					continue;
				findings.push({ expression: node, row, said, parts: partValues(node, row, answers) });
			}
		}
		tainted.set(node, bad);
		return bad;
	};
	visit(root);
	return findings;
}

/** format_string prints a nested value as the Java object prints itself that happens to hold it: `[a,b]`, an address. */
const printsObjects = (node: Node): boolean =>
	node.fn === "format_string" && node.parts.some((p) => ["array", "map", "struct"].includes(p.type.kind));

/** `avg(y) - slope * avg(x)` takes two nearly equal numbers from each other: what is left of 0 are the last bits. */
function cancelled(node: Node, { ours, spark }: Answers, row: number): boolean {
	const near = (answer: ColumnAnswer): boolean =>
		Math.abs(Number(valueAt(answer, row) ?? Number.NaN)) < 1e-12;
	return node.fn === "regr_intercept" && row >= 0 && near(ours) && near(spark);
}

/** Whether at least one side raises here and a part raises there by itself. */
function raisesBelow(node: Node, row: number, both: Answers, answers: ReadonlyMap<string, Answers>): boolean {
	// NULL op x is NULL, whether or not x was looked at: an implicit cast of x may raise or not.
	const isNull = (answer: ColumnAnswer): boolean => valueAt(answer, row) === null;
	if (row >= 0 && isNull(both.spark) && raises(both.ours, row))
		if (node.parts.some((part) => isNull((answers.get(part.text) ?? both).spark) && answers.has(part.text)))
			return true;
	// Spark looks at the right side of AND and OR only where the left one decides nothing, without a promise to do so.
	const [left] = node.parts;
	const decides = node.fn === "and" ? false : node.fn === "or" ? true : undefined;
	if (decides !== undefined && left && row >= 0 && raises(both.ours, row) && answers.has(left.text))
		if (valueAt((answers.get(left.text) ?? both).spark, row) === decides) return true;
	const raised = [both.ours, both.spark].some((a) => raises(a, row));
	const below = (part: Node): boolean => {
		const own = answers.get(part.text);
		return (own !== undefined && (raises(own.spark, row) || raises(own.ours, row))) || part.parts.some(below);
	};
	// A form that guards its parts always looks at the first.
	const looked = GUARDED.has(node.fn ?? "") ? node.parts.slice(0, 1) : node.parts;
	return raised && looked.some(below);
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
	return [...(node.open ? [] : [node]), ...node.parts.flatMap(closedParts)];
}
