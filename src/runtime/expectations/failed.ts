import { INT } from "../../core/dataTypes.js";
import { AqueduckError, diagnostic } from "../../core/errors/index.js";
import type { Execution, RowValues, Transaction } from "../../engines/tableEngine.js";
import type { Dataset } from "../../graph/graph.js";
import { reference } from "../../plan/analyze/boundNodes.js";
import type { Attribute, BoundRelation } from "../../plan/bound.js";
import { boundLiteral } from "../../plan/literals.js";
import type { RuleCount } from "../graphRunner.js";
import { valueText } from "../reader/values.js";
import { keep } from "../rewrite/nodes.js";
import { type BoundRule, negated } from "./rules.js";

const SHOWN = 5;

export interface FailedRules {
	readonly transaction: Transaction;
	readonly dataset: Dataset;
	readonly rules: readonly BoundRule[];
	readonly counted: readonly RuleCount[];
	/** The staged candidates with one mark per rule. */
	readonly candidates: BoundRelation;
	readonly marks: readonly Attribute[];
	readonly execution: Execution;
}

/** The error of rules that stop the update, each with the first rows that break it, keys first. */
export async function failedRules(failed: FailedRules): Promise<AqueduckError> {
	const { dataset, rules, counted } = failed;
	const diagnostics = [];
	for (const [i, rule] of rules.entries()) {
		const rows = counted[i]?.failed ?? 0;
		if (rule.action !== "fail" || rows === 0) continue;
		const expectation = dataset.expectations[i];
		diagnostics.push(
			diagnostic(
				"RUN_EXPECTATION_FAILED",
				{ table: dataset.display, rule: rule.name, rows },
				{
					object: dataset.display,
					notes: [`rule: ${rule.text}`, ...(await firstRows(failed, i))],
					...(expectation?.place ?? dataset.place ?? {}),
				},
			),
		);
	}
	const [first, ...others] = diagnostics;
	return new AqueduckError(
		first ?? diagnostic("RUN_INTERNAL", { message: `no rule of ${dataset.display} failed` }),
		{ others },
	);
}

async function firstRows(failed: FailedRules, rule: number): Promise<readonly string[]> {
	const { candidates, marks, dataset } = failed;
	const columns = keysFirst(
		dataset,
		candidates.output.filter((a) => !marks.includes(a)),
	);
	const broken: BoundRelation = {
		kind: "filter",
		input: candidates,
		condition: negated(reference(marks[rule] as Attribute)),
		output: candidates.output,
	};
	const shown: BoundRelation = {
		kind: "limit",
		input: keep(broken, columns),
		count: boundLiteral(INT, String(SHOWN)),
		output: columns,
	};
	const rows = await failed.transaction.collect(shown, failed.execution);
	return rows.map((row) => rowText(columns, row));
}

function keysFirst(dataset: Dataset, columns: readonly Attribute[]): readonly Attribute[] {
	const keys = new Set((dataset.options.primaryKey ?? []).map((k) => k.toLowerCase()));
	const isKey = (a: Attribute): boolean => keys.has(a.name.toLowerCase());
	return [...columns.filter(isKey), ...columns.filter((a) => !isKey(a))];
}

function rowText(columns: readonly Attribute[], row: RowValues): string {
	return columns.map((column, i) => `${column.name}: ${valueText(row[i] ?? null)}`).join(", ");
}
