import { readdirSync, readFileSync } from "node:fs";
import { AqueduckError } from "../../../../src/core/errors/index.js";
import { col, F, lit, spark, Window } from "../../../../src/index.js";
import { analyze } from "../../../../src/plan/analyze/analyze.js";
import type { AnalysisResult } from "../../../../src/plan/analyze/catalog.js";
import { isDataFrame, relationOf } from "../../../../src/plan/marks.js";
import type { Relation } from "../../../../src/plan/relation.js";
import { relationOfText } from "../../../../src/plan/sql/bind.js";
import type { Answer } from "../../../conformance/lib/answer.js";
import type { KnownDifferences } from "../../../conformance/lib/known.js";
import { NOTHING } from "./support.js";

/** A conformance case of a query, a frame or a function. */
export interface Case {
	readonly name: string;
	readonly sql?: string;
	readonly frames?: Readonly<Record<string, string>>;
	readonly typescript?: string;
	readonly conf?: Readonly<Record<string, string>>;
	readonly ordered?: boolean;
}

/** A case without errors, with its plan. */
export interface RightCase extends Case {
	readonly relation: Relation;
	readonly result: AnalysisResult;
}

export type Area = "queries" | "frames" | "functions";

const home = (area: Area): URL => new URL(`../../../conformance/${area}/`, import.meta.url);
const read = (area: Area, name: string): unknown =>
	JSON.parse(readFileSync(new URL(name, home(area)), "utf8"));

export const caseFiles = (area: Area): readonly string[] =>
	readdirSync(home(area)).filter((f) => /^cases.*\.json$/.test(f));

const answers = new Map<Area, Readonly<Record<string, Answer>>>();

/** Spark's recorded answers by the cases' names; the file is read once. */
export function answersOf(area: Area): Readonly<Record<string, Answer>> {
	const known = answers.get(area) ?? (read(area, "golden.json") as { cases: Record<string, Answer> }).cases;
	answers.set(area, known);
	return known;
}

export const knownOf = (area: Area): KnownDifferences => read(area, "known.json") as KnownDifferences;

/** The cases of a file that are no errors. */
export function rightCases(area: Area, file: string): readonly RightCase[] {
	return (read(area, file) as readonly Case[]).flatMap((c) => {
		const plan = analysed(() => planOf(c));
		return plan ? [{ ...c, ...plan }] : [];
	});
}

/** A case's plan, as its front end makes it. */
function planOf({ sql, frames, typescript }: Case): Relation {
	if (sql !== undefined) return relationOfText(sql);
	const scope: Record<string, unknown> = { spark, F, col, lit, Window };
	for (const [name, text] of Object.entries(frames ?? {})) scope[name] = spark.sql(text);
	const made: unknown = new Function(...Object.keys(scope), `return ${typescript};`)(...Object.values(scope));
	if (!isDataFrame(made)) throw new Error("the text gives no DataFrame");
	return relationOf(made);
}

/** A plan that has no errors. */
export function analysed(make: () => Relation): Pick<RightCase, "relation" | "result"> | undefined {
	try {
		const relation = make();
		const result = analyze(relation, NOTHING);
		return result.plan && result.diagnostics.every((d) => d.severity !== "error")
			? { relation, result }
			: undefined;
	} catch (error) {
		if (error instanceof AqueduckError) return undefined;
		throw error;
	}
}
