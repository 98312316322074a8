import { readdirSync, readFileSync } from "node:fs";
import { col, F, lit, spark, Window } from "../../../src/index.js";
import { isDataFrame, relationOf } from "../../../src/plan/marks.js";
import type { Relation } from "../../../src/plan/relation.js";
import { relationOfText } from "../../../src/plan/sql/bind.js";
import type { Answer } from "./answer.js";

/** A recorded case with its plan. */
export interface PlanCase {
	readonly area: "frames" | "functions" | "queries";
	readonly name: string;
	readonly make: () => Relation;
	readonly conf: Readonly<Record<string, string>>;
	readonly ordered: boolean;
	readonly expected: Answer;
	/** The functions that the case is about. */
	readonly functions: readonly string[];
}

interface CaseFile {
	readonly name: string;
	readonly sql?: string;
	readonly frames?: Readonly<Record<string, string>>;
	readonly typescript?: string;
	readonly functions?: readonly string[];
	readonly conf?: Readonly<Record<string, string>>;
	readonly ordered?: boolean;
}

/** All recorded cases of the areas whose cases are plans. */
export function planCases(areas: readonly PlanCase["area"][]): PlanCase[] {
	return areas.flatMap((area) => {
		const folder = new URL(`../${area}/`, import.meta.url);
		const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), "utf8"));
		const golden = read("golden.json") as { readonly cases: Readonly<Record<string, Answer>> };
		return readdirSync(folder)
			.filter((file) => /^cases.*\.json$/.test(file))
			.sort()
			.flatMap((file) => read(file) as readonly CaseFile[])
			.filter((one) => Object.hasOwn(golden.cases, one.name))
			.map((one) => ({
				area,
				name: one.name,
				make: () => (one.sql === undefined ? relationOf(frameOf(one)) : relationOfText(one.sql)),
				conf: one.conf ?? {},
				ordered: one.ordered === true,
				expected: golden.cases[one.name] as Answer,
				functions: one.functions ?? [],
			}));
	});
}

/** Evaluates a case's text with its frames and the DSL in scope, as a user's module would. */
function frameOf({ frames = {}, typescript = "" }: CaseFile): object {
	const scope: Record<string, unknown> = { spark, F, col, lit, Window };
	for (const [name, sql] of Object.entries(frames)) scope[name] = spark.sql(sql);
	const result: unknown = new Function(...Object.keys(scope), `return ${typescript};`)(
		...Object.values(scope),
	);
	if (!isDataFrame(result)) throw new Error("the text gives no DataFrame");
	return result;
}
