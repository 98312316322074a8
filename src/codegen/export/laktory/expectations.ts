import type { Dataset } from "../../../graph/graph.js";
import type { BoundExpr } from "../../../plan/bound.js";
import type { ExportProject } from "../project.js";
import type { LaktoryExpectation } from "./document.js";

/**
 * Warnings as Laktory's expectations. Its own SQL knows comparisons, AND, OR and IS NULL; NULL passes there and breaks a rule here,
 * so each comparison says that its column has a value.
 */
export function warnings(dataset: Dataset, { report, settings }: ExportProject): LaktoryExpectation[] {
	const isSpark = settings.laktory.orchestrator?.type === "SPARK_DECLARATIVE_PIPELINE";
	return dataset.expectations.flatMap((rule): LaktoryExpectation[] => {
		if (rule.action !== "warn") return [];
		const passOver = (reason: string): LaktoryExpectation[] => {
			report.passedOver({ place: rule.place, dataset }, `the rule ${rule.name}`, reason);
			return [];
		};
		if (isSpark) return passOver("Laktory refuses expectations under this orchestrator");
		const expr = rule.bound && conditionText(rule.bound, dataset);
		return expr === undefined
			? passOver("Laktory's expectations cannot say it; no row depends on it")
			: [{ name: rule.name, expr: looksLikePython(expr) ? { expr, type: "SQL" } : expr, action: "WARN" }];
	});
}

/** What Laktory takes for Python to evaluate, wherever it stands, unless it is told that it is SQL. */
const looksLikePython = (text: string): boolean => /\w+\.\w+\(|lit\(|col\(|F\.|nw\.|pl\./u.test(text);

/** Undefined: not in the part of SQL that Laktory reads. */
function conditionText(e: BoundExpr, dataset: Dataset): string | undefined {
	if (e.kind !== "call") return undefined;
	const [left, right] = e.args;
	switch (e.fn) {
		case "and":
		case "or": {
			const sides = e.args.map((a) => conditionText(a, dataset));
			return sides.includes(undefined) ? undefined : `(${sides.join(e.fn === "and" ? " AND " : " OR ")})`;
		}
		case "isnull":
		case "isnotnull": {
			const name = left && columnText(left, dataset);
			return name && `${name} IS ${e.fn === "isnull" ? "" : "NOT "}NULL`;
		}
		case "=":
		case "<":
		case "<=":
		case ">":
		case ">=": {
			const name = left && columnText(left, dataset);
			const value = right && constantText(right);
			return name && value && `(${name} IS NOT NULL AND ${name} ${e.fn} ${value})`;
		}
		default:
			return undefined;
	}
}

function columnText(e: BoundExpr, dataset: Dataset): string | undefined {
	if (e.kind !== "attribute") return undefined;
	const name = dataset.schema.fields[e.id - 1]?.name ?? "";
	return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !WORDS.has(name.toUpperCase()) ? name : undefined;
}

/** Names that are no names for a parser of SQL. */
const WORDS = new Set(
	"ALL AND AS BY CASE CAST CROSS CURRENT_DATE DESC DISTINCT ELSE END EXISTS FALSE FOR FROM FULL GROUP HAVING IN INNER INTERVAL IS JOIN LEFT LIKE LIMIT NOT NULL ON OR ORDER OUTER RIGHT SELECT SET TABLE THEN TRUE UNION UNIQUE USING VALUES WHEN WHERE WINDOW WITH".split(
		" ",
	),
);

/** Numbers that are not negative, and texts without a quote or a line end, which Laktory makes a space. */
function constantText(e: BoundExpr): string | undefined {
	if (e.kind !== "literal" || e.value === null) return undefined;
	const isNumber = ["tinyint", "smallint", "int", "bigint", "double"].includes(e.type.kind);
	if (isNumber) return /^\d+(?:\.\d+)?$/.test(e.value) ? e.value : undefined;
	return e.type.kind === "string" && /^[^'\\${}\p{Cc}\u2028\u2029]*$/u.test(e.value)
		? `'${e.value}'`
		: undefined;
}
