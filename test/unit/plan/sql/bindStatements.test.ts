import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AqueduckError } from "../../../../src/core/errors/index.js";
import { planToJson } from "../../../../src/plan/serialize.js";
import { bindNamedExpression, bindQuery } from "../../../../src/plan/sql/bind.js";

const file = new URL("../../../conformance/parser/statements.json", import.meta.url);
const { statements } = JSON.parse(readFileSync(file, "utf8")) as {
	readonly statements: readonly (readonly [string, string, string])[];
};

/** `plan`, or the code of the error; anything else goes on. */
function outcome(how: string, text: string): string {
	try {
		if (how === "query") planToJson(bindQuery(text));
		else bindNamedExpression(text);
		return "plan";
	} catch (error) {
		if (error instanceof AqueduckError) return `${error.code}: ${error.message}`;
		throw error;
	}
}

test("every statement that Spark's parser takes becomes a plan or is refused by name", () => {
	const accepted = statements.filter(
		([how, , verdict]) => verdict === "ok" && (how === "query" || how === "expression"),
	);
	const outcomes = accepted.map(([how, text]) => ({ text, outcome: outcome(how, text) }));
	const refused = outcomes.filter((o) => o.outcome !== "plan");
	expect(refused.filter((r) => !/^(SQL_|PLAN_BAD_ARGUMENT)/.test(r.outcome))).toEqual([]);
	expect(refused.length).toBeLessThan(outcomes.length * 0.08);
	expect(outcomes.length).toBeGreaterThan(700);
});
