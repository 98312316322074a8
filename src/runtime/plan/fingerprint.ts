import { schemaDdl } from "../../core/dataTypes.js";
import { tableKey } from "../../core/names.js";
import type { SourceFile } from "../../engines/tableEngine.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import { callsUdf, deterministic, planCallsUdf } from "../../plan/analyze/determinism.js";
import { collectScans } from "../../plan/rewrite/index.js";
import type { PlanContext } from "../context.js";
import { type Fingerprint, hashOf } from "../state/records.js";

/** What a recomputed data set would be computed from now, and the files that were listed for it. */
export interface Inputs {
	readonly fingerprint: Fingerprint;
	/** By the scan's id in the expanded plan. */
	readonly files: ReadonlyMap<string, readonly SourceFile[]>;
}

/** Looks at the versions of tables and lists the files of sources, temporary views looked through. */
export async function inputsOf(context: PlanContext, dataset: Dataset, flow: Flow): Promise<Inputs> {
	const files = new Map<string, readonly SourceFile[]>();
	const inputs: Record<string, string> = {};
	const nature = natureOf(dataset, flow);
	await addInputs(context, flow, { prefix: "", inputs, files, nature, seen: new Set() });
	const code = nature.callsUdf ? context.project.graph.code : undefined;
	return {
		files,
		fingerprint: {
			// What a UDF closes over is not in its text.
			query: code !== undefined ? hashOf([flow.planHash, code]) : flow.planHash,
			rules: rulesHash(dataset),
			schema: schemaDdl(dataset.schema),
			settings: settingsHash(context, dataset),
			inputs: Object.fromEntries(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1))),
			deterministic: nature.deterministic,
		},
	};
}

/** Of a query and its rules, and of the temporary views behind it. */
interface Nature {
	deterministic: boolean;
	callsUdf: boolean;
}

function natureOf(dataset: Dataset, flow: Flow): Nature {
	// A rule that only warns decides about no row.
	const rules = dataset.expectations.flatMap((rule) =>
		rule.action !== "warn" && rule.bound ? [rule.bound] : [],
	);
	return {
		deterministic: flow.plan.deterministic && rules.every(deterministic),
		callsUdf: planCallsUdf(flow.plan.root) || rules.some(callsUdf),
	};
}

interface Found {
	readonly prefix: string;
	readonly inputs: Record<string, string>;
	readonly files: Map<string, readonly SourceFile[]>;
	readonly nature: Nature;
	readonly seen: Set<string>;
}

async function addInputs(context: PlanContext, flow: Flow, found: Found): Promise<void> {
	const { project } = context;
	const { prefix, inputs, files, nature, seen } = found;
	for (const scan of collectScans(flow.plan.root)) {
		const { source } = scan;
		if (source.kind === "table") {
			const version = (await context.stored.describe(source.name))?.version;
			inputs[project.display(source.name)] = version === undefined ? "absent" : String(version);
		} else if (source.kind === "files") {
			const listed = await context.listFiles(source, context.read);
			files.set(`${prefix}${scan.id}`, listed);
			// Options change the rows that a file gives, but they are in the plan's hash.
			const name = `${source.format} ${source.paths.join(", ")}`;
			const hash = hashOf(listed.map((f) => [f.path, f.size, f.modified]).sort());
			// The same paths with another filter list other files.
			inputs[name] = inputs[name] === undefined ? hash : hashOf([inputs[name], hash]);
		} else if (source.kind === "view") {
			const key = tableKey(source.name);
			const view = project.datasets.get(key);
			if (!view || seen.has(key)) continue;
			seen.add(key);
			for (const inner of project.flowsOf(key)) {
				inputs[`view ${view.display}`] = hashOf([inner.planHash, rulesHash(view), schemaDdl(view.schema)]);
				const own = natureOf(view, inner);
				nature.deterministic &&= own.deterministic;
				nature.callsUdf ||= own.callsUdf;
				await addInputs(context, inner, { ...found, prefix: `${key}/` });
			}
		}
	}
}

function settingsHash({ read }: PlanContext, { options }: Dataset): string {
	return hashOf([
		read.timeZone,
		options.path,
		options.format,
		Object.entries(options.sparkConf ?? {}).sort(),
	]);
}

export function rulesHash(dataset: Dataset): string {
	return hashOf(dataset.expectations.map((rule) => [rule.name, rule.action, rule.bound ?? rule.condition]));
}
