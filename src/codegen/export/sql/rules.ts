import { tableKey } from "../../../core/names.js";
import type { Dataset, Expectation } from "../../../graph/graph.js";
import { countsName } from "../lower/rules.js";
import { indented, quoted, textLiteral } from "../sparkSql/index.js";
import type { SqlUnit } from "./unit.js";

const ENDS: Readonly<Record<Expectation["action"], string>> = {
	warn: "",
	drop: " ON VIOLATION DROP ROW",
	fail: " ON VIOLATION FAIL UPDATE",
	// Until quarantine has an export of its own, a graph holds no such rule.
	quarantine: " ON VIOLATION DROP ROW",
};

/** `CONSTRAINT name EXPECT (condition) ON VIOLATION DROP ROW`. */
export function constraints(dataset: Dataset, unit: SqlUnit): string[] {
	return dataset.expectations.map(
		(rule) =>
			`CONSTRAINT ${quoted(rule.name)} EXPECT (${unit.condition(rule.condition, dataset)})${ENDS[rule.action]}`,
	);
}

/** A rule passes only when its condition is true: NULL breaks it. */
const passes = (rule: Expectation, dataset: Dataset, unit: SqlUnit): string =>
	`coalesce(${unit.condition(rule.condition, dataset)}, false)`;

/**
 * The query without the rows that break a `drop`; a row that breaks a `fail` ends it with an error. Both in one
 * condition, so that no optimizer drops a row before it can fail.
 */
export function filtered(query: string, dataset: Dataset, unit: SqlUnit): string {
	const drops = dataset.expectations.filter((r) => r.action === "drop");
	const fails = dataset.expectations.filter((r) => r.action === "fail");
	const [first] = [...drops, ...fails];
	if (!first) return query;
	unit.remarks.lowered({ dataset, place: first.place }, phrase([...drops, ...fails]), "a filter");
	const kept = drops.map((r) => passes(r, dataset, unit));
	const branches = fails.map((rule) => {
		const message = `${dataset.display} breaks the rule ${rule.name}: ${rule.text}`;
		return `  WHEN NOT ${passes(rule, dataset, unit)} THEN raise_error(${textLiteral(message)})`;
	});
	const otherwise = kept.length === 0 ? "true" : kept.join(" AND ");
	const condition =
		fails.length === 0 ? kept.join("\n  AND ") : `CASE\n${branches.join("\n")}\n  ELSE ${otherwise}\nEND`;
	return `SELECT *\nFROM (\n${indented(query)}\n)\nWHERE ${condition}`;
}

/** A materialized view `(rule, passed, failed)` over the rows that were written: what warnings become. */
export function countsStatement(dataset: Dataset, unit: SqlUnit): string | undefined {
	const warnings = dataset.expectations.filter((r) => r.action === "warn");
	const [first] = warnings;
	if (!first) return undefined;
	const at = { dataset, place: first.place };
	if (dataset.streaming && dataset.kind === "temporary_view") {
		const reason = "the rows of a streaming view are not kept, so there is nothing to count";
		unit.remarks.passedOver(at, phrase(warnings), reason);
		return undefined;
	}
	const table = countsName(dataset.name.table);
	if (unit.has(tableKey({ ...dataset.name, table }))) {
		unit.remarks.refuse(at, phrase(warnings), `the name ${table} is taken`);
		return undefined;
	}
	unit.remarks.lowered(at, phrase(warnings), `the materialized view ${table}`);
	const selects = warnings.map((rule) => {
		const passed = passes(rule, dataset, unit);
		return `SELECT\n  ${textLiteral(rule.name)} AS rule,\n  count_if(${passed}) AS passed,\n  count_if(NOT ${passed}) AS failed\nFROM ${dataset.display}`;
	});
	const qualifier = dataset.display.slice(0, -quoted(dataset.name.table).length);
	const name = dataset.display.endsWith(quoted(dataset.name.table))
		? `${qualifier}${quoted(table)}`
		: quoted(table);
	const comment = `COMMENT ${textLiteral(`What breaks the rules of ${dataset.display}`)}`;
	return `CREATE MATERIALIZED VIEW ${name}\n${comment}\nAS\n${selects.join("\nUNION ALL\n")};`;
}

const phrase = (rules: readonly Expectation[]): string =>
	rules.length === 1
		? `The rule ${rules[0]?.name}`
		: `Each of the rules ${rules.map((r) => r.name).join(", ")}`;
