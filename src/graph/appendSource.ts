import { fault } from "../core/errors/index.js";
import type { LoadedFlow } from "../definitions/loaded.js";
import type { TableFunction } from "../definitions/records.js";
import { isDataFrame, relationOf } from "../plan/marks.js";
import { tableParts } from "../plan/names.js";
import { setOrigin } from "../plan/provenance.js";
import { referenceTo } from "../plan/references.js";
import { nextId, type Relation } from "../plan/relation.js";
import { mapRelation } from "../plan/rewrite/mapRelation.js";

/** The plan of `appendFlow({ source, target, targetColumns })`: everything (or these columns) of the source, as a stream; what runs once is a batch. */
export function appendSource(flow: LoadedFlow): Relation {
	const origin = { kind: "call", site: flow.site, method: "appendFlow" } as const;
	const source = setOrigin(sourceOf(flow.source, !flow.once), origin);
	if (!flow.targetColumns || flow.targetColumns.length === 0) return source;
	const columns = flow.targetColumns.map((name) =>
		setOrigin(Object.freeze({ kind: "column", name: [name] } as const), origin),
	);
	return setOrigin(Object.freeze({ kind: "project", id: nextId(), input: source, columns }), origin);
}

function sourceOf(source: unknown, streaming: boolean): Relation {
	if (typeof source === "string")
		return Object.freeze({ kind: "table", id: nextId(), name: tableParts(source), streaming });
	if (typeof source === "function") return referenceTo(source as TableFunction, streaming);
	if (!isDataFrame(source))
		throw fault("DEFINITION_BAD_USE", { what: "appendFlow", problem: "its source is no data set" });
	const relation = relationOf(source);
	return !streaming || hasStream(relation) ? relation : mapRelation(relation, asStream);
}

const canStream = (node: Relation): boolean =>
	node.kind === "read" || node.kind === "table" || node.kind === "reference";

function asStream(node: Relation): Relation {
	return canStream(node) ? Object.freeze({ ...node, streaming: true } as Relation) : node;
}

function hasStream(relation: Relation): boolean {
	let found = false;
	mapRelation(relation, (node) => {
		if ("streaming" in node && node.streaming) found = true;
		return node;
	});
	return found;
}
