import { type Diagnostic, diagnostic } from "../core/errors/index.js";
import type { LoadedDefinitions } from "../definitions/loaded.js";
import { placeOf } from "../plan/analyze/places.js";
import { surveyOf } from "../plan/analyze/survey.js";
import { nameParts } from "../plan/names.js";
import { inheritOrigin, originOf } from "../plan/provenance.js";
import { referencedFunction } from "../plan/references.js";
import type { Relation, TableRelation } from "../plan/relation.js";
import { mapRelation } from "../plan/rewrite/mapRelation.js";

/** Replaces every `read(fn)` by a read of the data set's name. */
export function resolveReferences(
	relation: Relation,
	definitions: LoadedDefinitions,
	report: (diagnostic: Diagnostic) => void,
): Relation {
	if (!surveyOf(relation).hasReferences) return relation;
	return mapRelation(relation, (node) => {
		if (node.kind !== "reference") return node;
		const fn = referencedFunction(node);
		const name = fn ? definitions.references.get(fn) : undefined;
		if (name === undefined) {
			const origin = originOf(node);
			report(
				diagnostic(
					"GRAPH_UNKNOWN_REFERENCE",
					{ name: node.label },
					(origin ? placeOf(origin) : undefined) ?? {},
				),
			);
		}
		const table: TableRelation = Object.freeze({
			kind: "table",
			id: node.id,
			name: name === undefined ? [node.label] : nameParts(name),
			streaming: node.streaming,
		});
		return inheritOrigin(table, node);
	});
}
