import { AqueduckError } from "../../core/errors/index.js";
import type { Dataset } from "../../graph/graph.js";
import type { PlanContext, Project } from "../context.js";
import { checkSources, streamSources } from "../flows/checkpoint.js";
import { discover } from "../flows/discover.js";
import { storedViewsOf } from "../flows/leaves.js";
import { changeOf } from "../flows/schema.js";
import { flowRecord, tableRecord } from "../state/records.js";
import { decideComplete, decideStream } from "./decide.js";
import { inputsOf } from "./fingerprint.js";
import { ordered, waitsFor } from "./order.js";
import { refreshOf, withRefresh } from "./refresh.js";
import type { Selected } from "./selected.js";
import type { PlannedStep, StepReason, UpdatePlan } from "./steps.js";

/** What an update would do, looked at from now: nothing is written. */
export async function planUpdate(context: PlanContext, selection: Selected): Promise<UpdatePlan> {
	const { project } = context;
	const steps: PlannedStep[] = [];
	const planned = new Map<string, PlannedStep>();
	for (const dataset of ordered(project, selection.keys)) {
		const after = waitsFor(project, dataset, selection.keys);
		const pending = after.flatMap((key) => {
			const step = planned.get(key);
			return step && step.action !== "skip" ? [step.display] : [];
		});
		const fullRefresh = selection.fullRefresh.has(dataset.key);
		const reason = await reasonOf(context, dataset, fullRefresh, pending);
		const step: PlannedStep = {
			dataset: dataset.key,
			display: dataset.display,
			kind: dataset.kind,
			action: actionOf(dataset, reason),
			fullRefresh,
			reason,
			after,
		};
		planned.set(dataset.key, step);
		steps.push(...viewSteps(project, dataset, step, planned), step);
	}
	return { pipeline: project.graph.name, steps };
}

async function reasonOf(
	context: PlanContext,
	dataset: Dataset,
	fullRefresh: boolean,
	pending: readonly string[],
): Promise<StepReason> {
	try {
		return dataset.kind === "streaming_table"
			? await planStream(context, dataset, fullRefresh, pending)
			: await planWhole(context, dataset, fullRefresh, pending);
	} catch (error) {
		if (!(error instanceof AqueduckError)) throw error;
		return { kind: "refused", diagnostic: error.diagnostic };
	}
}

function actionOf(dataset: Dataset, reason: StepReason): PlannedStep["action"] {
	if (reason.kind === "unchanged") return "skip";
	if (reason.kind === "refused") return "fail";
	if (reason.kind === "inputs_may_change") return "depends";
	if (dataset.kind === "streaming_table") return "append";
	return reason.kind === "input_changed" && reason.by ? "refresh" : "recompute";
}

async function planWhole(
	context: PlanContext,
	dataset: Dataset,
	fullRefresh: boolean,
	pending: readonly string[],
): Promise<StepReason> {
	const [flow] = context.project.flowsOf(dataset.key);
	if (!flow) return { kind: "new" };
	const record = await tableRecord(context.stored.state, dataset.key);
	const stored = await context.stored.describe(dataset.name);
	if (!record || !stored) return fullRefresh ? { kind: "full_refresh" } : { kind: "new" };
	const { fingerprint } = await inputsOf(context, dataset, flow);
	const reason = decideComplete({ record, version: stored.version, now: fingerprint, fullRefresh, pending });
	// An input that changes further is decided on when it has.
	if (reason.kind !== "input_changed" || pending.length > 0) return reason;
	return withRefresh(reason, await refreshOf(context, dataset, flow, { record, now: fingerprint, reason }));
}

async function planStream(
	context: PlanContext,
	dataset: Dataset,
	fullRefresh: boolean,
	pending: readonly string[],
): Promise<StepReason> {
	const stored = await context.stored.describe(dataset.name);
	const facts = {
		exists: stored !== undefined,
		fullRefresh,
		newFiles: 0,
		behind: [] as string[],
		newFlows: 0,
		pending,
	};
	if (!stored || fullRefresh) return decideStream(facts);
	// The run would fail on it: better said before.
	changeOf(dataset, stored);
	for (const flow of context.project.flowsOf(dataset.key)) {
		const record = await flowRecord(context.stored.state, dataset.key, flow.name);
		if (!record) facts.newFlows++;
		if (record?.done) continue;
		if (record) checkSources(dataset, flow, record, streamSources(context.project, flow));
		try {
			const found = await discover(context, dataset, flow, record);
			facts.newFiles += found.files.reduce((sum, source) => sum + source.fresh.length, 0);
			facts.behind.push(...found.tables.filter((t) => t.upTo > t.after).map((t) => t.leaf.label));
		} catch (error) {
			// A source table that a step before this one creates.
			if (!(error instanceof AqueduckError && error.code === "RUN_UNKNOWN_TABLE" && pending.length > 0))
				throw error;
		}
	}
	return decideStream({ ...facts, behind: [...new Set(facts.behind)] });
}

/** The temporary views that are computed once for this step and later ones. */
function viewSteps(
	project: Project,
	dataset: Dataset,
	step: PlannedStep,
	planned: Map<string, PlannedStep>,
): readonly PlannedStep[] {
	if (step.action === "skip" || step.action === "fail") return [];
	const keys = new Set(project.flowsOf(dataset.key).flatMap((flow) => [...storedViewsOf(project, flow)]));
	const found: PlannedStep[] = [];
	for (const key of keys) {
		const view = project.datasets.get(key);
		if (!view || planned.has(key)) continue;
		const readers = project
			.readersOf(key)
			.map((flow) => project.datasets.get(flow.target)?.display ?? flow.target);
		const viewStep: PlannedStep = {
			dataset: key,
			display: view.display,
			kind: "temporary_view",
			action: "evaluate",
			fullRefresh: false,
			reason: { kind: "read_by", readers: [...new Set(readers)] },
			after: step.after,
		};
		planned.set(key, viewStep);
		found.push(viewStep);
	}
	return found;
}
