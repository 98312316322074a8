import type { StructType } from "../core/dataTypes.js";
import { AqueduckError, type Diagnostic, diagnostic } from "../core/errors/index.js";
import { displayName, type NameDefaults, nearest, qualify, type TableName, tableKey } from "../core/names.js";
import type { LoadedDefinitions, LoadedFlow } from "../definitions/loaded.js";
import { placeOf, type SourcePlace } from "../plan/analyze/places.js";
import { nameParts } from "../plan/names.js";
import { structOfSchema } from "../plan/schemas.js";
import type { DatasetDraft, FlowDraft } from "./draft.js";

/** All data sets and flows by name, before any function was called. */
export interface Declared {
	readonly datasets: readonly DatasetDraft[];
	readonly byKey: ReadonlyMap<string, readonly DatasetDraft[]>;
	readonly flows: readonly FlowDraft[];
	readonly diagnostics: readonly Diagnostic[];
}

/** Gives every definition its full name and every flow its target. */
export function declareAll(definitions: LoadedDefinitions, defaults: NameDefaults): Declared {
	const diagnostics: Diagnostic[] = [];
	const datasets: DatasetDraft[] = [];
	const byKey = new Map<string, DatasetDraft[]>();
	const flows: FlowDraft[] = [];
	const add = (draft: DatasetDraft): DatasetDraft => {
		datasets.push(draft);
		byKey.set(draft.key, [...(byKey.get(draft.key) ?? []), draft]);
		return draft;
	};
	for (const output of definitions.outputs) {
		const name = fullName(output.name, defaults);
		if (typeof name === "string") {
			diagnostics.push(
				diagnostic("GRAPH_BAD_NAME", { name: output.name, problem: name }, output.place ?? {}),
			);
			continue;
		}
		const declaredSchema = readSchema(output.options.schema, output.place, diagnostics);
		const target = add({
			...identity(name, defaults),
			output,
			...(declaredSchema ? { declaredSchema } : {}),
			...(output.place ? { place: output.place } : {}),
			flows: [],
		});
		if (!output.fn) continue;
		const flow: FlowDraft = {
			name: target.display,
			role: "query",
			target,
			loaded: output,
			...(output.place ? { place: output.place } : {}),
			faults: [],
		};
		target.flows.push(flow);
		flows.push(flow);
	}
	const undeclared: { readonly flow: LoadedFlow; readonly target: DatasetDraft }[] = [];
	for (const flow of definitions.flows) {
		const written = targetName(flow, definitions);
		const name = written === undefined ? undefined : fullName(written, defaults);
		if (name === undefined) {
			const label = typeof flow.target === "string" ? flow.target : flow.target.name;
			diagnostics.push(diagnostic("GRAPH_UNKNOWN_REFERENCE", { name: label }, flow.place ?? {}));
			continue;
		}
		if (typeof name === "string") {
			diagnostics.push(
				diagnostic("GRAPH_BAD_NAME", { name: written ?? "", problem: name }, flow.place ?? {}),
			);
			continue;
		}
		let target = byKey.get(tableKey(name))?.[0];
		if (!target) {
			target = add({ ...identity(name, defaults), ...(flow.place ? { place: flow.place } : {}), flows: [] });
			undeclared.push({ flow, target });
		}
		const draft: FlowDraft = {
			name: flow.name,
			role: flow.once ? "once" : "append",
			target,
			loaded: flow,
			...(flow.place ? { place: flow.place } : {}),
			faults: [],
		};
		target.flows.push(draft);
		flows.push(draft);
	}
	// A declared table that nothing feeds, with nearly that name, is what was meant.
	const unfed = datasets.filter((d) => d.output && d.flows.length === 0).map((d) => d.display);
	for (const { flow, target } of undeclared) {
		const candidates = nearest(target.display, unfed);
		const severity = candidates.length > 0 ? ({ severity: "error", candidates } as const) : {};
		const context = { ...flow.place, ...placeOfTarget(flow), object: target.display, ...severity };
		const params = { flow: flow.name, target: target.display };
		diagnostics.push(diagnostic("GRAPH_UNDECLARED_TARGET", params, context));
	}
	return { datasets, byKey, flows, diagnostics };
}

function placeOfTarget(flow: LoadedFlow): Partial<SourcePlace> {
	const name = typeof flow.target === "string" ? flow.target : flow.target.name;
	return placeOf({ kind: "call", site: flow.site, method: "appendFlow" }, name) ?? {};
}

function targetName(flow: LoadedFlow, definitions: LoadedDefinitions): string | undefined {
	return typeof flow.target === "string" ? flow.target : definitions.references.get(flow.target);
}

/** The full name, or what is wrong with the text. */
export function fullName(text: string, defaults: NameDefaults): TableName | string {
	let parts: string[];
	try {
		parts = nameParts(text);
	} catch (error) {
		if (!(error instanceof AqueduckError)) throw error;
		return error.message;
	}
	if (text.includes("\0")) return "it holds a NUL character";
	const name = qualify(parts, defaults);
	if (!name) return `it has ${parts.length} parts`;
	if (parts.some((p) => p.length > 200)) return "a part is longer than 200 characters";
	return name.schema.toLowerCase().startsWith("_aqueduck")
		? `the schema ${name.schema} is aqueduck's own`
		: name;
}

function identity(name: TableName, defaults: NameDefaults) {
	return { name, key: tableKey(name), display: displayName(name, defaults) };
}

function readSchema(
	given: unknown,
	place: DatasetDraft["place"],
	diagnostics: Diagnostic[],
): StructType | undefined {
	if (given === undefined) return undefined;
	try {
		return structOfSchema(given);
	} catch (error) {
		if (!(error instanceof AqueduckError)) throw error;
		diagnostics.push(error.diagnostic.file ? error.diagnostic : { ...error.diagnostic, ...place });
		return undefined;
	}
}
