import { AqueduckError, fault } from "../core/errors/index.js";
import { tableKey } from "../core/names.js";
import type { Dataset, Flow } from "../graph/graph.js";
import { blame } from "./blame.js";
import type { UpdateContext } from "./context.js";
import { runAppend } from "./flows/append.js";
import { writeComplete } from "./flows/complete.js";
import { discover } from "./flows/discover.js";
import { leavesOf, storedViewsOf } from "./flows/leaves.js";
import { clearStreamState } from "./flows/reset.js";
import { type StoredViews, viewTable } from "./flows/storedViews.js";
import type { FlowReport } from "./graphRunner.js";
import { decideComplete, decideStream } from "./plan/decide.js";
import { inputsOf } from "./plan/fingerprint.js";
import { misfit } from "./plan/misfit.js";
import { refreshOf, withRefresh } from "./plan/refresh.js";
import { reasonText, type StepReason } from "./plan/steps.js";
import { withRetries } from "./retry.js";
import {
	type Fingerprint,
	flowRecord,
	hashOf,
	type TableRecord,
	tableRecord,
	tablesScope,
} from "./state/records.js";

/** What a step needs besides the update. */
export interface StepOptions {
	readonly fullRefresh: boolean;
	readonly retries: number;
	readonly views: StoredViews;
}

export interface StepResult {
	readonly reason: StepReason;
	readonly skipped: boolean;
	readonly flows: readonly FlowReport[];
	readonly attempts: number;
}

/** A step that failed, with what its flows had committed before. */
export class StepFailure extends Error {
	constructor(
		readonly reason: StepReason,
		readonly flows: readonly FlowReport[],
		readonly attempts: number,
		cause: unknown,
	) {
		super("step failed", { cause });
	}
}

/** Brings one stored data set up to date. */
export function runStep(context: UpdateContext, dataset: Dataset, options: StepOptions): Promise<StepResult> {
	return dataset.kind === "streaming_table"
		? runStream(context, dataset, options)
		: runWhole(context, dataset, options);
}

async function runWhole(context: UpdateContext, dataset: Dataset, options: StepOptions): Promise<StepResult> {
	const [flow] = context.project.flowsOf(dataset.key);
	if (!flow) throw fault("GRAPH_NO_FLOW", { name: dataset.display });
	let reason: StepReason = { kind: "new" };
	let attempts = 0;
	const attempt = async (n: number): Promise<readonly FlowReport[] | undefined> => {
		attempts = n;
		await requireTables(context, dataset, flow);
		const inputs = await inputsOf(context, dataset, flow);
		const record = await tableRecord(context.stored.state, dataset.key);
		reason = decideComplete({
			record,
			version: (await context.stored.describe(dataset.name))?.version,
			now: inputs.fingerprint,
			fullRefresh: options.fullRefresh,
			pending: [],
		});
		if (reason.kind === "unchanged") return undefined;
		const change = record && { record, now: inputs.fingerprint, reason };
		const refresh = change && (await refreshOf(context, dataset, flow, change));
		reason = withRefresh(reason, refresh);
		start(context, dataset, flow, reason);
		await demandViews(context, dataset, flow, options.views);
		const made = await withoutLater(context, flow, inputs.fingerprint, options.views);
		const report = await writeComplete(context, {
			dataset,
			flow,
			inputs,
			target: dataset.name,
			...(refresh ? { refresh } : {}),
			onProgress: progress(context, dataset, flow),
			record: async (transaction, { written, candidates, rules }) => {
				await clearStreamState(transaction, dataset);
				const record: TableRecord = {
					kind: dataset.kind,
					run: context.run,
					version: written.version,
					made,
					...(rules.length > 0 ? { counted: { candidates, rules } } : {}),
				};
				await transaction.state.put(tablesScope, dataset.key, record);
			},
		});
		return [report];
	};
	try {
		const flows = await withRetries(attempt, retrying(context, dataset, flow, options));
		if (!flows) skip(context, dataset, flow, reason);
		return { reason, skipped: !flows, flows: flows ?? [], attempts };
	} catch (error) {
		fail(context, dataset, flow, error);
		throw new StepFailure(reason, [], attempts, error);
	}
}

async function runStream(
	context: UpdateContext,
	dataset: Dataset,
	options: StepOptions,
): Promise<StepResult> {
	const flows = context.project.flowsOf(dataset.key);
	let attempts = 1;
	let reason: StepReason = { kind: "new" };
	const reports: FlowReport[] = [];
	let reset = options.fullRefresh;
	let failure: { readonly error: unknown } | undefined;
	try {
		const before = await tableRecord(context.stored.state, dataset.key);
		if (before && before.kind !== "streaming_table" && !reset)
			throw fault(
				"RUN_FLOW_STATE",
				{
					flow: dataset.display,
					table: dataset.display,
					problem: "the table was a materialized view, whose rows come from no stream",
				},
				{ object: dataset.display, ...dataset.place },
			);
		reason = await streamReason(context, dataset, reset);
		// A table that somebody dropped takes its checkpoints with it, or its old input would never come back.
		if (reason.kind === "new") reset = true;
	} catch (error) {
		for (const flow of flows) fail(context, dataset, flow, error);
		throw new StepFailure(reason, [], attempts, error);
	}
	for (const flow of flows) {
		if (context.signal?.aborted && failure) break;
		let committed: FlowReport | undefined;
		try {
			const report = await withRetries(
				async (n) => {
					attempts = Math.max(attempts, n);
					await requireTables(context, dataset, flow);
					return runAppend(context, {
						dataset,
						flow,
						reset,
						...(committed ? { report: committed } : {}),
						onCommit: (report) => {
							committed = report;
							// The next attempt goes on from here.
							reset = false;
						},
						onProgress: progress(context, dataset, flow),
						prepare: async () => {
							start(context, dataset, flow, reason);
							await demandViews(context, dataset, flow, options.views);
						},
					});
				},
				retrying(context, dataset, flow, options),
			);
			reset = false;
			reports.push(report);
			if (report.batches > 0) finish(context, dataset, flow, report);
			else skip(context, dataset, flow, reason);
		} catch (error) {
			// The other flows of the table do not depend on this one; but nothing may append before a reset is done.
			failure ??= { error };
			if (committed) reports.push(committed);
			fail(context, dataset, flow, error);
			if (reset) break;
		}
	}
	if (failure) throw new StepFailure(reason, reports, attempts, failure.error);
	const skipped = !options.fullRefresh && reason.kind !== "new" && reports.every((r) => r.batches === 0);
	return { reason: skipped ? { kind: "unchanged" } : reason, skipped, flows: reports, attempts };
}

async function streamReason(
	context: UpdateContext,
	dataset: Dataset,
	fullRefresh: boolean,
): Promise<StepReason> {
	const exists = (await context.stored.describe(dataset.name)) !== undefined;
	let newFiles = 0;
	let newFlows = 0;
	const behind = new Set<string>();
	if (exists && !fullRefresh) {
		for (const flow of context.project.flowsOf(dataset.key)) {
			const record = await flowRecord(context.stored.state, dataset.key, flow.name);
			if (!record) newFlows++;
			if (record?.done) continue;
			await requireTables(context, dataset, flow);
			const found = await discover(context, dataset, flow, record);
			for (const source of found.files) newFiles += source.fresh.length;
			for (const table of found.tables) if (table.upTo > table.after) behind.add(table.leaf.label);
		}
	}
	return decideStream({ exists, fullRefresh, newFiles, behind: [...behind], newFlows, pending: [] });
}

/**
 * Refuses a table that is read and not there (its step never ran, or it was dropped), or that is not as the reader's plan
 * was checked against.
 */
async function requireTables(context: UpdateContext, dataset: Dataset, flow: Flow): Promise<void> {
	for (const leaf of leavesOf(context.project, flow)) {
		const { source } = leaf.scan;
		if (source.kind !== "table") continue;
		const inside = context.project.datasets.get(tableKey(source.name));
		const stored = await context.stored.describe(source.name);
		if (stored) {
			const problem = misfit(leaf.scan.output, stored.schema);
			if (problem === undefined) continue;
			throw fault(
				"RUN_STALE_INPUT",
				{ name: leaf.label, problem },
				{ object: dataset.display, hint: `aq run ${leaf.label} ${dataset.display}`, ...(flow.place ?? {}) },
			);
		}
		throw fault(
			"RUN_UNKNOWN_TABLE",
			{ name: leaf.label },
			{
				object: dataset.display,
				...(inside ? { hint: `aq run ${leaf.label} ${dataset.display}` } : {}),
				...(flow.place ?? {}),
			},
		);
	}
}

async function demandViews(
	context: UpdateContext,
	dataset: Dataset,
	flow: Flow,
	views: StoredViews,
): Promise<void> {
	for (const key of storedViewsOf(context.project, flow)) {
		const view = context.project.datasets.get(key);
		if (!view) continue;
		try {
			await views.demand(view);
		} catch (cause) {
			if (cause instanceof AqueduckError && cause.code === "ENGINE_CANCELLED") throw cause;
			throw fault(
				"RUN_UPSTREAM_FAILED",
				{ name: dataset.display, upstream: view.display },
				{ object: dataset.display, cause },
			);
		}
	}
}

/**
 * A view that was computed for an earlier reader may have read files as they were listed then. What has come since is not
 * in this table, so its record must not say that it is.
 */
async function withoutLater(
	context: UpdateContext,
	reader: Flow,
	made: Fingerprint,
	views: StoredViews,
): Promise<Fingerprint> {
	const inputs = { ...made.inputs };
	for (const key of storedViewsOf(context.project, reader)) {
		const view = context.project.datasets.get(key);
		const [flow] = context.project.flowsOf(key);
		if (!view || !flow) continue;
		const now = await inputsOf(context, view, flow);
		if (hashOf(now.fingerprint.inputs) !== views.inputs.get(key)) inputs[`view ${view.display}`] = "earlier";
	}
	return { ...made, inputs };
}

/** Computes a temporary view that several readers share, with its rules, into its place for this update. */
export async function computeView(
	context: UpdateContext,
	view: Dataset,
	options: StepOptions,
): Promise<FlowReport> {
	const [flow] = context.project.flowsOf(view.key);
	if (!flow) throw fault("GRAPH_NO_FLOW", { name: view.display });
	try {
		return await withRetries(
			async () => {
				await requireTables(context, view, flow);
				await demandViews(context, view, flow, options.views);
				const inputs = await inputsOf(context, view, flow);
				options.views.inputs.set(view.key, hashOf(inputs.fingerprint.inputs));
				return writeComplete(context, { dataset: view, flow, inputs, target: viewTable(view) });
			},
			retrying(context, view, flow, options),
		);
	} catch (error) {
		fail(context, view, flow, error);
		throw error;
	}
}

function start(context: UpdateContext, dataset: Dataset, flow: Flow, reason: StepReason): void {
	context.log.emit({
		message: `Flow ${flow.name} is starting: ${reasonText(reason)}`,
		dataset: dataset.display,
		flow: flow.name,
		details: { flow_progress: { status: "STARTING", reason: reasonText(reason) } },
	});
}

function skip(context: UpdateContext, dataset: Dataset, flow: Flow, reason: StepReason): void {
	context.log.emit({
		message: `Flow ${flow.name} has nothing to do`,
		dataset: dataset.display,
		flow: flow.name,
		details: { flow_progress: { status: "SKIPPED", reason: reasonText(reason) } },
	});
}

function finish(context: UpdateContext, dataset: Dataset, flow: Flow, report: FlowReport): void {
	context.log.emit({
		message: `Flow ${flow.name} is complete: ${report.written} rows in ${report.batches} batch${report.batches === 1 ? "" : "es"}`,
		dataset: dataset.display,
		flow: flow.name,
		// Counts stand on the batches' own events, so that sums over the log come out right.
		details: { flow_progress: { status: "COMPLETED" } },
	});
}

function fail(context: UpdateContext, dataset: Dataset, flow: Flow, error: unknown): void {
	const known = error instanceof AqueduckError ? error.diagnostic : undefined;
	const cancelled = context.signal?.aborted === true;
	context.log.emit({
		level: cancelled ? "WARN" : "ERROR",
		message: `Flow ${flow.name} ${cancelled ? "was stopped" : "failed"}: ${known?.message ?? String(error)}`,
		dataset: dataset.display,
		flow: flow.name,
		...(known ? { error: known } : {}),
		details: { flow_progress: { status: cancelled ? "STOPPED" : "FAILED" } },
	});
}

function retrying(context: UpdateContext, dataset: Dataset, flow: Flow, options: StepOptions) {
	return {
		retries: options.retries,
		asThrown: (error: unknown) => blame(context.project, dataset, flow, error),
		...(context.signal ? { signal: context.signal } : {}),
		onRetry: (error: unknown, attempt: number) => {
			context.forgetListings();
			context.log.emit({
				level: "WARN",
				message: `Flow ${flow.name} is tried again after: ${error instanceof Error ? error.message : String(error)}`,
				dataset: dataset.display,
				flow: flow.name,
				details: { flow_progress: { status: "RUNNING", reason: `attempt ${attempt + 1}` } },
			});
		},
	};
}

/** Tells about progress at most five times a second. */
function progress(context: UpdateContext, dataset: Dataset, flow: Flow): (fraction: number) => void {
	let last = 0;
	return (fraction) => {
		const now = Date.now();
		if (now - last < 200) return;
		last = now;
		context.log.show({
			level: "METRICS",
			message: `Flow ${flow.name}: ${Math.floor(fraction * 100)} %`,
			dataset: dataset.display,
			flow: flow.name,
			details: { flow_progress: { status: "RUNNING", progress: fraction } },
		});
	};
}
