import { typeName } from "../core/dataTypes.js";
import { sha256 } from "../core/hash.js";
import { tableKey } from "../core/names.js";
import type { BoundPlan, ScanSource } from "../plan/bound.js";
import type { Relation } from "../plan/relation.js";
import { collectScans } from "../plan/rewrite/index.js";
import { planToJson } from "../plan/serialize.js";

/**
 * What makes a flow the same flow: its plan as written, the values of the parameters it mentions, and the tables and
 * files that its names stand for. Comments, places and our own version are not part of it.
 */
export function hashFlow(
	relation: Relation,
	plan: BoundPlan,
	parameters: Readonly<Record<string, string>>,
): string {
	const written = JSON.stringify(planToJson(relation));
	const used = Object.entries(parameters)
		.filter(([name]) => written.includes(`"kind":"param","name":${JSON.stringify(name)}`))
		.sort(([a], [b]) => (a < b ? -1 : 1));
	const sources = collectScans(plan.root).map((scan) => sourceOf(scan.source));
	return sha256(JSON.stringify([written, used, sources])).slice(0, 32);
}

function sourceOf(source: ScanSource): unknown {
	switch (source.kind) {
		case "files": {
			const { format, paths, options } = source;
			// An inferred schema is what the files say, which are compared by themselves.
			const declared = source.declared
				? source.schema.fields.map((f) => [f.name, typeName(f.type), f.nullable])
				: [];
			return [format, paths, options, declared];
		}
		case "table":
		case "view":
			return tableKey(source.name);
		case "staged":
			return source.name;
	}
}
