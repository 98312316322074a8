import { join } from "node:path";
import { type DataType, typeName } from "../core/dataTypes.js";
import { AqueduckError, type Diagnostic, type RelatedPlace } from "../core/errors/index.js";
import { globRoot } from "../core/glob.js";
import type { SourcePlace } from "../core/userCode.js";
import type { Dataset, Flow } from "../graph/graph.js";
import { ensurePlaces } from "../graph/places.js";
import { placeOf } from "../plan/analyze/places.js";
import type { BoundExpr, BoundRelation } from "../plan/bound.js";
import { boundChildren, boundExpressionsOf, walkBound } from "../plan/boundWalk.js";
import { type Origin, originOf } from "../plan/provenance.js";
import { inputsOf, type ReadRelation, type Relation } from "../plan/relation.js";
import type { Project } from "./context.js";
import { type Fault, raisers, wayOut } from "./raisers.js";

/** Where in the project an error may have come from. */
interface Suspect {
	readonly place: SourcePlace;
	readonly what: string;
}

const RELATED = 5;

/**
 * An error of a flow's run with the place in the user's code that it comes from: the only expression that can raise it,
 * or the reader of the file; where there are several, the flow's place with all of them beside it.
 */
export function blame(project: Project, dataset: Dataset, flow: Flow, error: unknown): unknown {
	if (!(error instanceof AqueduckError) || error.diagnostic.file !== undefined) return error;
	const { diagnostic: found, others, cause } = error;
	if (found.code === "ENGINE_CANCELLED" || found.code.startsWith("RUN_")) return error;
	const flows = [flow, ...[...project.viewsOf(dataset.key)].flatMap((key) => project.flowsOf(key))];
	for (const { relation } of flows) if (relation) ensurePlaces(relation);
	const suspects = distinct(
		found.code.startsWith("SOURCE_")
			? flows.flatMap((f) => (f.relation ? readersIn(f.relation, found) : []))
			: [...flows.flatMap((f) => suspectsIn(f.plan.root, found)), ...suspectRules(project, dataset, found)],
	);
	const hint = found.hint ?? wayOut(found.sparkCondition);
	const placed: Diagnostic = Object.freeze({
		...found,
		object: found.object ?? dataset.display,
		...(hint === undefined ? {} : { hint }),
		...placesOf(suspects, flow.place ?? dataset.place),
		...(flow.name === dataset.display ? {} : { notes: [...(found.notes ?? []), `flow ${flow.name}`] }),
	});
	return new AqueduckError(placed, { others, ...(cause === undefined ? {} : { cause }) });
}

function placesOf(
	suspects: readonly Suspect[],
	otherwise: SourcePlace | undefined,
): Pick<Diagnostic, "file" | "range" | "related"> {
	const [only] = suspects;
	if (only && suspects.length === 1) return only.place;
	const related = suspects
		.slice(0, RELATED)
		.map(({ place, what }): RelatedPlace => ({ message: `${what} may be what raised it`, ...place }));
	return { ...(otherwise ?? {}), ...(related.length > 0 ? { related } : {}) };
}

function distinct(suspects: readonly Suspect[]): Suspect[] {
	return [...new Map(suspects.map((s) => [JSON.stringify(s.place), s])).values()];
}

/** Rules are evaluated with the query that they stand on. */
function suspectRules(project: Project, dataset: Dataset, found: Diagnostic): Suspect[] {
	const views = [...project.viewsOf(dataset.key)].flatMap((key) => project.datasets.get(key) ?? []);
	return [dataset, ...views].flatMap((d) =>
		d.expectations.flatMap((rule) => {
			ensurePlaces(rule.condition);
			const own = rule.bound ? suspectsOf(rule.bound, found, originOf(rule.condition)) : [];
			// A rule's own place, where the condition has none.
			return own.length > 0 && rule.place
				? own.map((s) => ({ ...s, what: `${s.what} in the rule ${rule.name}` }))
				: own;
		}),
	);
}

function suspectsIn(plan: BoundRelation, found: Diagnostic): Suspect[] {
	return walkBound(plan).flatMap((node) =>
		boundExpressionsOf(node).flatMap((expr) => suspectsOf(expr, found, undefined)),
	);
}

/** The expressions below this one that can raise the condition; an implicit cast has the place of what it is for. */
function suspectsOf(expr: BoundExpr, found: Diagnostic, around: Origin | undefined): Suspect[] {
	const origin = originOf(expr) ?? around;
	const below = boundChildren(expr).flatMap((child) => suspectsOf(child, found, origin));
	const fault: Fault = { condition: found.sparkCondition ?? "", message: found.message };
	if (!raisers(expr, fault)) return below;
	const place = placeOf(origin);
	return place ? [...below, { place, what: describe(expr) }] : below;
}

function describe(expr: BoundExpr): string {
	if (expr.kind === "cast") return `the cast from ${upper(expr.input.type)} to ${upper(expr.type)}`;
	return expr.kind === "call" || expr.kind === "aggregateCall" ? `${expr.fn}` : `the ${expr.kind}`;
}

const upper = (type: DataType): string => typeName(type).toUpperCase();

/** The file readers of a query; where the message names a file, those that can have read it. */
function readersIn(relation: Relation, found: Diagnostic): Suspect[] {
	const reads = new Set<ReadRelation>();
	const visit = (node: Relation): void => {
		if (node.kind === "read") reads.add(node);
		inputsOf(node).forEach(visit);
	};
	visit(relation);
	const suspects = [...reads].flatMap((node) => {
		const [path] = node.paths;
		const text = typeof path === "string" ? path : undefined;
		const place = placeOf(originOf(node), text);
		return place ? [{ place, what: `the ${node.format} reader`, root: text && globRoot(text) }] : [];
	});
	const named = suspects.filter((s) => s.root && found.message.includes(join("/", s.root)));
	return named.length > 0 ? named : suspects;
}
