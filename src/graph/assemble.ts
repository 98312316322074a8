import type { Diagnostic } from "../core/errors/index.js";
import type { LoadedDefinitions } from "../definitions/loaded.js";
import type { BoundPlan } from "../plan/bound.js";
import type { DatasetDraft, FlowDraft, PipelineDraft } from "./draft.js";
import { readExpectations } from "./expectations.js";
import type { Dataset, DatasetOptions, Flow, Graph } from "./graph.js";
import { unknownOptionColumns } from "./optionColumns.js";
import { hashFlow } from "./planHash.js";
import { groupDiagnostics } from "./report.js";
import type { ResolveServices } from "./services.js";
import { targetSchema } from "./targetSchema.js";
import { VALIDATIONS } from "./validations/index.js";

/** Makes the graph of what was resolved and runs the validations over it. */
export function assemble(
	draft: PipelineDraft,
	definitions: LoadedDefinitions,
	services: ResolveServices,
	found: readonly Diagnostic[],
): Graph {
	const diagnostics: Diagnostic[] = [...found];
	for (const flow of draft.flows) {
		const own = [...flow.faults, ...(flow.analysis?.result.diagnostics ?? [])];
		diagnostics.push(...own.map((d) => withObject(d, flow)));
	}
	for (const validate of VALIDATIONS) diagnostics.push(...validate(draft));
	const datasets = draft.datasets.map((d) => assembleDataset(d, draft, services, diagnostics));
	const flows = draft.flows.flatMap((f) => assembleFlow(f, draft, services));
	const graph: Graph = {
		name: services.pipeline,
		defaults: services.names,
		datasets,
		flows,
		diagnostics: groupDiagnostics(diagnostics, draft),
		inputs: definitions.inputs,
	};
	// Only plans that call functions of the user's depend on it.
	return definitions.code
		? Object.defineProperty(graph, "code", { get: once(definitions.code), enumerable: true })
		: graph;
}

function withObject(found: Diagnostic, flow: FlowDraft): Diagnostic {
	const placed = found.file === undefined && flow.place ? { ...found, ...flow.place } : found;
	return placed.object === undefined ? { ...placed, object: flow.target.display } : placed;
}

function assembleDataset(
	dataset: DatasetDraft,
	draft: PipelineDraft,
	services: ResolveServices,
	diagnostics: Diagnostic[],
): Dataset {
	const { output } = dataset;
	const target = targetSchema(dataset);
	diagnostics.push(...target.diagnostics, ...unknownOptionColumns(dataset, target.schema));
	const expectations = readExpectations(dataset, target.schema, services);
	diagnostics.push(...expectations.diagnostics);
	return {
		name: dataset.name,
		key: dataset.key,
		display: dataset.display,
		kind: draft.kindOf(dataset),
		declaredAs: output?.kind ?? "implicit",
		schema: target.schema ?? { kind: "struct", fields: [] },
		...(dataset.declaredSchema ? { declaredSchema: dataset.declaredSchema } : {}),
		streaming: draft.isStreaming(dataset),
		expectations: expectations.rules,
		flows: dataset.flows.map((f) => f.name),
		options: datasetOptions(output?.options ?? {}),
		...(dataset.place ? { place: dataset.place } : {}),
	};
}

const notOptions = new Set([
	"name",
	"schema",
	"expect",
	"expectOrDrop",
	"expectOrFail",
	"expectOrQuarantine",
]);

/** The options that the loader checked, without those that have become fields of their own. */
function datasetOptions(options: Readonly<Record<string, unknown>>): DatasetOptions {
	return Object.fromEntries(
		Object.entries(options).filter(([k, v]) => !notOptions.has(k) && v !== undefined),
	);
}

function assembleFlow(flow: FlowDraft, draft: PipelineDraft, services: ResolveServices): Flow[] {
	const plan: BoundPlan | undefined = flow.analysis?.result.plan;
	const { relation } = flow;
	if (!plan || !relation) return [];
	const planHash = once(() => hashFlow(relation, plan, services.parameters));
	const streams = draft.kindOf(flow.target) === "streaming_table";
	return [
		{
			name: flow.name,
			target: flow.target.key,
			kind: flow.role === "once" ? "once" : streams ? "append" : "complete",
			relation,
			plan,
			reads: flow.analysis?.reads ?? [],
			...flowOptions(flow),
			// Only who compares it with that of an earlier run needs it.
			get planHash() {
				return planHash();
			},
			...(flow.place ? { place: flow.place } : {}),
		},
	];
}

function flowOptions({ loaded }: FlowDraft): Pick<Flow, "comment" | "sparkConf"> {
	if (!("once" in loaded)) return {};
	const { comment, sparkConf } = loaded;
	return { ...(comment === undefined ? {} : { comment }), ...(sparkConf ? { sparkConf } : {}) };
}

/** The result of `work`, which runs when it is asked for first. */
function once<T extends {}>(work: () => T): () => T {
	let made: T | undefined;
	return () => {
		made ??= work();
		return made;
	};
}
