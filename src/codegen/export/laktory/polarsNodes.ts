import { sameType } from "../../../core/dataTypes.js";
import { tableKey } from "../../../core/names.js";
import type { Dataset, Expectation, Flow } from "../../../graph/graph.js";
import type { BoundExpr } from "../../../plan/bound.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import type { ExportProject } from "../project.js";
import { diskOf } from "./disk.js";
import type { NodeQuery } from "./document.js";
import { alias, and, column, isNull, isTrue, not, nullOf, raisesWhen } from "./polars/build.js";
import type { At, PolarsTarget } from "./polars/context.js";
import { expression } from "./polars/expressions.js";
import { BARRIER, CONCAT, chained, type Frame, step } from "./polars/frame.js";
import type { Query } from "./polars/query.js";
import { polarsFrame } from "./polars/relations.js";
import { type LaktorySource, polarsSource } from "./polars/sources.js";
import { transformerSteps } from "./polars/steps.js";
import { polarsType } from "./polars/types.js";

/** A data set's query as methods on frames of Polars. Undefined when it reads nothing; what cannot be said is told to the report. */
export function polarsQuery(
	dataset: Dataset,
	flows: readonly Flow[],
	names: ReadonlyMap<string, string>,
	project: ExportProject,
): NodeQuery | undefined {
	const sources: { readonly key: string; readonly name: string; readonly source: LaktorySource }[] = [];
	const frames = flows.map((flow): Frame => {
		const at = { place: flow.place, dataset };
		const target: PolarsTarget = {
			refuse: (construct, reason) => project.report.refuse(at, construct, reason),
			lowered: (construct, result) => project.report.lowered(at, construct, result),
			timeZone: project.settings.timeZone,
			isStream: flow.plan.streaming,
			disk: diskOf(project.settings.projectDir),
		};
		const { fields } = flow.plan.schema;
		const query = polarsFrame(
			flow.plan.root,
			fields.map((f) => f.name),
			target,
			(scan): Frame => {
				const { source } = scan;
				if (source.kind === "files") {
					const made = polarsSource(scan, source, target);
					const key = JSON.stringify(made?.source);
					const known = sources.find((s) => s.key === key);
					const name = known?.name ?? sourceName(source.paths[0] ?? "", sources);
					if (made && !known) sources.push({ key, name, source: made.source });
					return { base: { kind: "sources", name }, steps: made?.steps ?? [] };
				}
				const name = source.kind === "staged" ? undefined : names.get(tableKey(source.name));
				if (name === undefined)
					target.refuse("A table outside of the pipeline", "Laktory reads nodes and files");
				return { base: { kind: "nodes", name: name ?? "" }, steps: [] };
			},
		);
		for (const field of dataset.schema.fields) {
			if (!polarsType(field.type))
				target.refuse(`The column ${field.name} of type ${field.type.kind}`, "Polars has no such type");
			const own = fields.find((f) => f.name.toLowerCase() === field.name.toLowerCase());
			if (own?.nullable && dataset.declaredSchema && !field.nullable)
				target.refuse(`NOT NULL of ${field.name}`, "a file takes any value; make it a rule that fails");
			if (own && !sameType(own.type, field.type))
				target.refuse(`The declared type of ${field.name}`, "the query gives another one; cast it there");
		}
		return inColumnsOf(
			dataset,
			query,
			fields.map((f) => f.name),
		);
	});
	const [first, ...others] = frames;
	if (!first) return undefined;
	const all =
		others.length === 0
			? first
			: chained(
					first,
					step(
						CONCAT,
						others.map((frame) => ({ frame })),
					),
				);
	const frame = filtered(all, dataset, project);
	// The only source is the frame that the steps start from, and needs no name.
	const isOnly = sources.length === 1 && frame.base.kind === "sources";
	const named = sources.map((s) => ({ ...(isOnly ? {} : { name: s.name }), ...s.source }));
	const own = frame.base.kind === "nodes" ? [{ node_name: frame.base.name }] : [];
	return { sources: [...own, ...inOrder(named, frame, sources)], steps: transformerSteps(frame) };
}

/** The source that the steps start from goes first. */
function inOrder(
	named: readonly object[],
	frame: Frame,
	sources: readonly { readonly name: string }[],
): readonly object[] {
	if (frame.base.kind === "nodes") return named;
	const index = sources.findIndex((s) => s.name === frame.base.name);
	return [...named.slice(index, index + 1), ...named.filter((_, i) => i !== index)];
}

function sourceName(path: string, taken: readonly { readonly name: string }[]): string {
	const last = path.replace(/\/+$/, "").split("/").at(-1) ?? "";
	let name = last
		.replace(/\..*$/, "")
		.replace(/[^A-Za-z0-9_]+/g, "_")
		.replace(/^(?![A-Za-z])/, "f_");
	while (taken.some((t) => t.name === name)) name = `other_${name}`;
	return name;
}

/** A flow's rows in the columns of its target: what it lacks is NULL. */
function inColumnsOf(dataset: Dataset, query: Query, fields: readonly string[]): Frame {
	const wanted = dataset.schema.fields;
	if (wanted.length === fields.length && wanted.every((f, i) => f.name === fields[i])) return query.frame;
	const items = wanted.map((f) => {
		const own = fields.find((name) => name.toLowerCase() === f.name.toLowerCase());
		if (own === undefined) return alias(nullOf(f.type), f.name);
		return own === f.name ? column(own) : alias(column(own), f.name);
	});
	return chained(query.frame, step("select", items));
}

/** Rules that drop rows or end the run, in one filter: no row is dropped before it can fail. */
function filtered(frame: Frame, dataset: Dataset, project: ExportProject): Frame {
	const conditions: PyExpr[] = [];
	const columns = new Map(dataset.schema.fields.map((f, i) => [i + 1, f.name]));
	for (const rule of dataset.expectations) {
		if (rule.action === "warn") continue;
		const place = { place: rule.place, dataset };
		if (rule.action === "quarantine" || !rule.bound) {
			project.report.refuse(place, `The rule ${rule.name}`, "its rows would be lost");
			continue;
		}
		const at: At = {
			columns,
			target: {
				refuse: (construct, reason) => project.report.refuse(place, construct, reason),
				lowered: (construct, result) => project.report.lowered(place, construct, result),
				timeZone: project.settings.timeZone,
				isStream: false,
			},
		};
		conditions.push(ruleFilter(rule, rule.bound, at, dataset));
		project.report.lowered(
			place,
			`the rule ${rule.name}`,
			rule.action === "drop" ? "a filter" : "a filter that ends the run",
		);
	}
	if (conditions.length === 0) return frame;
	const kept = chained(frame, step("filter", [conditions.reduce(and)]));
	const fails = dataset.expectations.some((rule) => rule.action === "fail");
	// A view has no file: it is computed together with the query that reads it.
	return fails && dataset.kind === "temporary_view" ? chained(kept, BARRIER) : kept;
}

function ruleFilter(rule: Expectation, bound: BoundExpr, at: At, dataset: Dataset): PyExpr {
	const condition = expression(bound, at);
	const passes = bound.nullable ? isTrue(condition) : condition;
	return rule.action === "drop"
		? passes
		: isNull(raisesWhen(not(passes), `${dataset.display} breaks the rule ${rule.name}: ${rule.text}`));
}
