import type { Diagnostic } from "../core/errors/index.js";
import type { Graph } from "../graph/graph.js";
import type { RunEvent } from "./events/records.js";
import type { StepReason, UpdatePlan } from "./plan/steps.js";

/**
 * What runs a resolved pipeline: this machine's tables (`localRunner.ts`), or a Spark server. It knows nothing of
 * files of the user's project but what the graph says.
 */
export interface GraphRunner {
	/** What a run would do and why; nothing is written. */
	plan(graph: Graph, request?: UpdateRequest): Promise<UpdatePlan>;
	/**
	 * Starts an update. It goes on whether or not anybody iterates; `report` always resolves once the update began,
	 * also when steps failed. It rejects only when nothing could begin (storage locked, bad selection).
	 * @example
	 * const run = runner.run(graph, { select: ["gold+"] });
	 * for await (const event of run) console.log(event.message);
	 * process.exitCode = (await run.report).exitCode;
	 */
	run(graph: Graph, request?: UpdateRequest): UpdateRun;
}

export type EventHook = (event: RunEvent) => void | Promise<void>;

export interface UpdateRequest {
	/** Selectors (graph/selection.ts). Only these are refreshed, nothing upstream. Absent: everything. */
	readonly select?: readonly string[];
	/** Selectors whose tables are rebuilt from nothing, checkpoints included. */
	readonly fullRefresh?: readonly string[];
	readonly fullRefreshAll?: boolean;
	/** Steps side by side; 3. */
	readonly concurrency?: number;
	/** Further tries after an error that may pass; 2. */
	readonly retries?: number;
	/** Nothing further starts after the first failure. */
	readonly failFast?: boolean;
	readonly signal?: AbortSignal;
	readonly onEvent?: EventHook | readonly EventHook[];
	/** Receives each statement of the engine (`--verbose`). */
	readonly onStatement?: (text: string, of: { readonly dataset: string }) => void;
}

export interface UpdateRun extends AsyncIterable<RunEvent> {
	readonly id: string;
	readonly report: Promise<UpdateReport>;
}

export type UpdateStatus = "completed" | "failed" | "cancelled";

export interface UpdateReport {
	readonly run: string;
	readonly pipeline: string;
	readonly storage: string;
	readonly engine: { readonly name: string; readonly version: string };
	/** ISO text. */
	readonly startedAt: string;
	readonly seconds: number;
	readonly status: UpdateStatus;
	readonly steps: readonly StepReport[];
	/** E.g. files that changed after they were read. */
	readonly warnings: readonly Diagnostic[];
	/** Calls of `onEvent` hooks that failed. */
	readonly hookFailures: number;
	/** 0, or what the command exits with (docs/errors.md). */
	readonly exitCode: number;
}

export type StepStatus = "completed" | "skipped" | "failed" | "upstream_failed" | "cancelled";

export interface StepReport {
	/** The data set's key. */
	readonly dataset: string;
	readonly display: string;
	readonly kind: "streaming_table" | "materialized_view" | "temporary_view";
	readonly status: StepStatus;
	readonly reason: StepReason;
	readonly flows: readonly FlowReport[];
	readonly seconds: number;
	readonly attempts: number;
	readonly error?: Diagnostic;
}

/** What one flow did in this update. *written + dropped = candidates*. */
export interface FlowReport {
	readonly flow: string;
	/** Committed micro-batches; 0 when there was nothing to do. */
	readonly batches: number;
	readonly candidates: number;
	readonly written: number;
	readonly dropped: number;
	readonly rules: readonly RuleCount[];
	readonly files: FilesRead;
	/** The target's version after the last commit. */
	readonly version?: number;
	/** Of a recomputed table that was brought up to date in part: the rows that this exchanged. */
	readonly refreshed?: RowChanges;
}

export interface RowChanges {
	readonly deleted: number;
	readonly inserted: number;
}

export interface RuleCount {
	readonly name: string;
	/** The data set that declares the rule: the target, or a temporary view on the way. */
	readonly dataset: string;
	readonly action: "warn" | "drop" | "fail" | "quarantine";
	readonly passed: number;
	readonly failed: number;
}

export interface FilesRead {
	readonly count: number;
	readonly bytes: number;
	/** Relative to their sources' roots; at most 100. */
	readonly names: readonly string[];
	/** Known files whose size or time changed since they were read. */
	readonly changed: readonly string[];
}
