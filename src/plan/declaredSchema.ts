import { type StructType, struct } from "../core/dataTypes.js";
import { AqueduckError, fault } from "../core/errors/index.js";
import type { AnalysisCatalog } from "./language.js";
import { language } from "./languageDoor.js";
import { inputsOf, type Relation } from "./relation.js";

/** What is known without a pipeline: the schemas that readers declare. */
const DECLARED: AnalysisCatalog = {
	table: () => undefined,
	tableNames: () => [],
	files: (node) => node.schema && { schema: node.schema, partitions: struct([]) },
	parameter: () => undefined,
	timeZone: "UTC",
};

/** Outside a pipeline: the schema of a frame all of whose sources declare theirs. `what` is the member that asks. */
export function declaredSchema(relation: Relation, what: string): StructType {
	if (isDeclared(relation, new Set())) {
		const { schema, diagnostics } = language().analyze(relation, DECLARED);
		const [error, ...others] = diagnostics.filter((d) => d.severity === "error");
		if (error) throw new AqueduckError(error, { others });
		return schema;
	}
	throw fault("PLAN_UNSUPPORTED", {
		what: `DataFrame.${what} outside a pipeline`,
		reason:
			"a source's columns are known only there; use it inside a definition, declare the reader's schema, or ask p.table(name).schema",
	});
}

function isDeclared(relation: Relation, seen: Set<Relation>): boolean {
	if (seen.has(relation)) return true;
	seen.add(relation);
	switch (relation.kind) {
		case "table":
		case "reference":
		case "tableFunction":
			return false;
		case "read":
			return relation.schema !== undefined;
		default:
			return inputsOf(relation).every((input) => isDeclared(input, seen));
	}
}
