import { setTimeout as sleep } from "node:timers/promises";
import { schemaDdl } from "../core/dataTypes.js";
import { AqueduckError, type Diagnostic, diagnostic } from "../core/errors/index.js";
import { faultPoint } from "../core/faultPoint.js";
import type { Warehouse } from "../engines/tableEngine.js";
import type { Dataset, Graph } from "../graph/graph.js";
import { type ListFiles, Project, type UpdateContext } from "./context.js";
import { engineFaults } from "./engineFaults.js";
import type { Channel } from "./events/channel.js";
import { EventLog } from "./events/eventLog.js";
import type { RunEvent, UpdateState } from "./events/records.js";
import { pruneEventFiles } from "./events/retention.js";
import { fileFolder, settleFiles } from "./flows/fileTable.js";
import { internalName } from "./flows/internal.js";
import { dropStoredViews, StoredViews } from "./flows/storedViews.js";
import type { EventHook, StepReport, UpdateReport, UpdateRequest, UpdateStatus } from "./graphRunner.js";
import { type Hold, holdStorage } from "./holding.js";
import { cacheListings } from "./listings.js";
import type { LocalRunnerOptions } from "./localRunner.js";
import { ordered, waitsFor } from "./plan/order.js";
import type { Selected } from "./plan/selected.js";
import { isServed, markRun, PAUSE, TRIES } from "./reader/openReader.js";
import { ReaderServer } from "./reader/server.js";
import { failedStep, stepReport, viewReports } from "./report.js";
import { schedule, type Task } from "./scheduler.js";
import { computeView, runStep, type StepOptions, type StepResult } from "./steps.js";

export interface UpdateOptions extends LocalRunnerOptions {
	readonly listFiles: ListFiles;
	readonly graph: Graph;
	readonly request: UpdateRequest;
	readonly run: string;
	readonly channel: Channel<RunEvent>;
	readonly selection: Selected;
}

/** One update from opening the storage to closing it. */
export async function runUpdate(options: UpdateOptions): Promise<UpdateReport> {
	const hold = holdStorage(options.storage);
	try {
		const warehouse = await openForRun(options);
		try {
			markRun(options.storage, options.engine.name);
			hold.serve(warehouse);
			return await withServer(options, warehouse);
		} finally {
			await closeWarehouse(warehouse, hold);
		}
	} finally {
		hold.release();
	}
}

/** Somebody who reads for a moment is waited for; a run is not. */
async function openForRun(options: UpdateOptions): Promise<Warehouse> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await options.engine.open(options);
		} catch (error) {
			const locked = error instanceof AqueduckError && error.code === "RUN_LOCKED";
			if (!locked || attempt >= TRIES || (await isServed(options.storage))) throw error;
			await sleep(PAUSE);
		}
	}
}

async function closeWarehouse(warehouse: Warehouse, hold: Hold): Promise<void> {
	hold.release();
	await warehouse.close();
}

/** Without a socket (a file system that has none) the update runs all the same, and readers wait for its end. */
async function withServer(options: UpdateOptions, warehouse: Warehouse): Promise<UpdateReport> {
	let server: ReaderServer | undefined;
	let problem: string | undefined;
	try {
		server = await ReaderServer.start(options.storage, warehouse);
	} catch (error) {
		problem = error instanceof Error ? error.message : String(error);
	}
	try {
		return await update(options, warehouse, problem);
	} finally {
		await server?.close();
	}
}

async function update(
	options: UpdateOptions,
	warehouse: Warehouse,
	noReaders: string | undefined,
): Promise<UpdateReport> {
	const { request, graph, run } = options;
	const started = new Date();
	const clock = performance.now();
	const log = new EventLog({
		storage: options.storage,
		scope: { run, pipeline: graph.name },
		hooks: hooksOf(request),
		channel: options.channel,
	});
	try {
		const project = new Project(graph);
		const listings = cacheListings(options.listFiles);
		const context: UpdateContext = {
			project,
			warehouse,
			stored: warehouse,
			engine: options.engine,
			listFiles: listings.list,
			forgetListings: listings.forget,
			read: { projectDir: options.projectDir, timeZone: options.timeZone },
			run,
			now: BigInt(started.getTime()) * 1000n,
			log,
			...(request.signal ? { signal: request.signal } : {}),
			...(request.onStatement ? { onStatement: request.onStatement } : {}),
		};
		tell(log, "INITIALIZING", `Update ${run} of ${graph.name} begins`);
		if (noReaders !== undefined)
			log.emit({
				level: "WARN",
				message: `Other processes cannot read while this update runs: ${noReaders}`,
				details: { update_progress: { state: "INITIALIZING" } },
			});
		await dropStoredViews(context);
		await settleFiles(context, graph.datasets);
		const datasets = ordered(project, options.selection.keys);
		await warehouse.prepare([...datasets.map((d) => d.name), internalName("")]);
		describeFlows(context, datasets);
		tell(log, "RUNNING", `${datasets.length} step${datasets.length === 1 ? "" : "s"}`);

		const steps = await runSteps(context, options, datasets);
		const status = statusOf(steps, request.signal);
		if (steps.some((s) => s.kind === "temporary_view")) await dropStoredViews(context);
		await settleFiles(context, datasets);
		const seconds = (performance.now() - clock) / 1000;
		const report: Omit<UpdateReport, "hookFailures"> = {
			run,
			pipeline: graph.name,
			storage: options.storage,
			engine: { name: options.engine.name, version: options.engine.version },
			startedAt: started.toISOString(),
			seconds,
			status,
			steps,
			warnings: warningsOf(steps),
			exitCode: exitCodeOf(steps, status),
		};
		tell(log, STATES[status], `Update ${run} is ${status}`);
		await log.settle();
		await saveRun(context, report);
		if (steps.some((s) => s.flows.some((f) => f.batches > 0))) await warehouse.maintain();
		faultPoint("runtime.update.maintained");
		pruneEventFiles(options.storage);
		return { ...report, hookFailures: log.hookFailures };
	} finally {
		log.close();
	}
}

async function runSteps(
	context: UpdateContext,
	options: UpdateOptions,
	datasets: readonly Dataset[],
): Promise<readonly StepReport[]> {
	const { request, selection } = options;
	const retries = request.retries ?? 2;
	const views: StoredViews = new StoredViews((view) =>
		computeView(context, view, { fullRefresh: false, retries, views }),
	);
	const seconds = new Map<string, number>();
	const tasks = datasets.map(
		(dataset): Task<StepResult> => ({
			id: dataset.key,
			after: waitsFor(context.project, dataset, selection.keys),
			run: async () => {
				const began = performance.now();
				const step: StepOptions = { fullRefresh: selection.fullRefresh.has(dataset.key), retries, views };
				try {
					checkEngine(context, dataset);
					return await runStep(context, dataset, step);
				} finally {
					seconds.set(dataset.key, (performance.now() - began) / 1000);
				}
			},
		}),
	);
	const outcomes = await schedule(tasks, {
		concurrency: Math.max(1, request.concurrency ?? 3),
		failFast: request.failFast ?? false,
		...(request.signal ? { signal: request.signal } : {}),
	});
	const steps = datasets.map((dataset) => {
		const took = seconds.get(dataset.key) ?? 0;
		const outcome = outcomes.get(dataset.key) ?? { kind: "cancelled" };
		if (outcome.kind === "done") return stepReport(dataset, outcome.value, took);
		const upstream =
			outcome.kind === "upstream" ? context.project.datasets.get(outcome.upstream)?.display : undefined;
		const report = failedStep(dataset, outcome, took, {
			cancelled: request.signal?.aborted ?? false,
			...(upstream === undefined ? {} : { upstream }),
		});
		if (report.status === "upstream_failed") tellExcluded(context, dataset, report);
		return report;
	});
	return beforeReaders(context.project, viewReports(context.project, await views.results()), steps);
}

/** Views that were computed stand before the first step that reads them. */
function beforeReaders(
	project: Project,
	views: readonly StepReport[],
	steps: readonly StepReport[],
): readonly StepReport[] {
	const left = new Map(views.map((v) => [v.dataset, v]));
	const ordered: StepReport[] = [];
	for (const step of steps) {
		// A view's own views are found after it, and stand before it.
		for (const key of [...project.viewsOf(step.dataset)].reverse()) {
			const view = left.get(key);
			if (view) ordered.push(view);
			left.delete(key);
		}
		ordered.push(step);
	}
	return [...ordered, ...left.values()];
}

/** What this engine cannot run is said before anything of the step is done. */
function checkEngine(context: UpdateContext, dataset: Dataset): void {
	const keys = [dataset.key, ...context.project.viewsOf(dataset.key)];
	const [first, ...others] = keys
		.flatMap((key) =>
			engineFaults(
				context.engine,
				context.project.datasets.get(key) as Dataset,
				context.project.flowsOf(key),
				context.read.timeZone,
			),
		)
		.filter((d) => d.severity === "error");
	if (first) throw new AqueduckError(first, { others });
	fileFolder(dataset, context.read.projectDir);
}

async function saveRun(context: UpdateContext, report: Omit<UpdateReport, "hookFailures">): Promise<void> {
	faultPoint("runtime.log.before");
	await context.warehouse.transaction(async (transaction) => {
		await transaction.state.appendLog("events", context.log.takeUnstored());
		await transaction.state.appendLog("runs", [report]);
	});
	faultPoint("runtime.log.after");
}

function describeFlows(context: UpdateContext, datasets: readonly Dataset[]): void {
	for (const dataset of datasets) {
		for (const flow of context.project.flowsOf(dataset.key)) {
			const inputs = flow.reads.map((r) => context.project.datasets.get(r.key)?.display ?? r.key);
			context.log.emit({
				message: `Flow ${flow.name} defines ${dataset.display}`,
				dataset: dataset.display,
				flow: flow.name,
				details: {
					flow_definition: {
						output_dataset: dataset.display,
						flow_type: flow.kind === "complete" ? "COMPLETE" : flow.kind === "once" ? "ONCE" : "APPEND",
						input_datasets: [...new Set(inputs)],
						schema: schemaDdl(flow.plan.schema),
					},
				},
			});
		}
	}
}

function tellExcluded(context: UpdateContext, dataset: Dataset, report: StepReport): void {
	for (const flow of context.project.flowsOf(dataset.key))
		context.log.emit({
			level: "WARN",
			message: report.error?.message ?? `${dataset.display} was not run`,
			dataset: dataset.display,
			flow: flow.name,
			...(report.error ? { error: report.error } : {}),
			details: { flow_progress: { status: "EXCLUDED" } },
		});
}

const STATES: Readonly<Record<UpdateStatus, UpdateState>> = {
	completed: "COMPLETED",
	failed: "FAILED",
	cancelled: "CANCELED",
};

function tell(log: EventLog, state: UpdateState, message: string): void {
	log.emit({
		message,
		level: state === "FAILED" ? "ERROR" : state === "CANCELED" ? "WARN" : "INFO",
		details: { update_progress: { state } },
	});
}

function hooksOf({ onEvent }: UpdateRequest): readonly EventHook[] {
	if (onEvent === undefined) return [];
	return typeof onEvent === "function" ? [onEvent] : onEvent;
}

function statusOf(steps: readonly StepReport[], signal: AbortSignal | undefined): UpdateStatus {
	if (signal?.aborted && steps.some((s) => s.status === "cancelled")) return "cancelled";
	return steps.every((s) => s.status === "completed" || s.status === "skipped") ? "completed" : "failed";
}

function exitCodeOf(steps: readonly StepReport[], status: UpdateStatus): number {
	if (status === "completed") return 0;
	if (status === "cancelled") return 130;
	const codes = steps.flatMap((s) =>
		s.status === "failed" && s.error ? [new AqueduckError(s.error).exitCode] : [],
	);
	// A rule that stopped the run gives its own code only when nothing else went wrong.
	return codes.find((code) => code !== 3) ?? codes[0] ?? 1;
}

function warningsOf(steps: readonly StepReport[]): readonly Diagnostic[] {
	return steps.flatMap((step) =>
		step.flows.flatMap((flow) => {
			const { changed } = flow.files;
			if (changed.length === 0) return [];
			return [
				diagnostic(
					"RUN_FILES_CHANGED",
					{ flow: flow.flow, table: step.display, count: changed.length },
					{ object: step.display, notes: changed.slice(0, 10) },
				),
			];
		}),
	);
}
