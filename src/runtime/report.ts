import { AqueduckError, type Diagnostic, diagnostic } from "../core/errors/index.js";
import type { Dataset } from "../graph/graph.js";
import type { Project } from "./context.js";
import type { ViewResult } from "./flows/storedViews.js";
import type { StepReport } from "./graphRunner.js";
import type { Outcome } from "./scheduler.js";
import { StepFailure, type StepResult } from "./steps.js";

export function stepReport(dataset: Dataset, result: StepResult, seconds: number): StepReport {
	return {
		dataset: dataset.key,
		display: dataset.display,
		kind: dataset.kind,
		status: result.skipped ? "skipped" : "completed",
		reason: result.reason,
		flows: result.flows,
		seconds,
		attempts: result.attempts,
	};
}

export interface FailedContext {
	readonly cancelled: boolean;
	/** The step that failed by itself, as people name it. */
	readonly upstream?: string;
}

/** The report of a step that did not get to its end, with what its flows had committed by then. */
export function failedStep(
	dataset: Dataset,
	outcome: Exclude<Outcome<StepResult>, { kind: "done" }>,
	seconds: number,
	context: FailedContext,
): StepReport {
	const failure =
		outcome.kind === "failed" && outcome.error instanceof StepFailure ? outcome.error : undefined;
	const error =
		outcome.kind === "failed" ? diagnosticOf(failure ? failure.cause : outcome.error, dataset) : undefined;
	const common = {
		dataset: dataset.key,
		display: dataset.display,
		kind: dataset.kind,
		reason: failure?.reason ?? ({ kind: "unchanged" } as const),
		flows: failure?.flows ?? [],
		seconds,
		attempts: failure?.attempts ?? 0,
	};
	const stopped = outcome.kind === "cancelled" || (context.cancelled && error?.code === "ENGINE_CANCELLED");
	if (stopped || (context.cancelled && outcome.kind === "upstream"))
		return { ...common, status: "cancelled" };
	if (outcome.kind === "upstream") {
		const params = { name: dataset.display, upstream: context.upstream ?? outcome.upstream };
		return {
			...common,
			status: "upstream_failed",
			error: diagnostic("RUN_UPSTREAM_FAILED", params, { object: dataset.display }),
		};
	}
	const status = error?.code === "RUN_UPSTREAM_FAILED" ? "upstream_failed" : "failed";
	return error ? { ...common, status, error } : { ...common, status };
}

/** Any error as a diagnostic that names the data set. */
export function diagnosticOf(error: unknown, dataset: Dataset): Diagnostic {
	const found =
		error instanceof AqueduckError
			? error.diagnostic
			: diagnostic("RUN_INTERNAL", { message: error instanceof Error ? error.message : String(error) });
	return {
		object: dataset.display,
		...(dataset.place ? { file: dataset.place.file, range: dataset.place.range } : {}),
		...found,
	};
}

/** Reports of the temporary views that were computed once for their readers. */
export function viewReports(project: Project, results: readonly ViewResult[]): readonly StepReport[] {
	return results.flatMap(({ view: key, seconds, result }): StepReport[] => {
		const view = project.datasets.get(key);
		if (!view) return [];
		const readers = project
			.readersOf(key)
			.map((flow) => project.datasets.get(flow.target)?.display ?? flow.target);
		const common = {
			dataset: key,
			display: view.display,
			kind: view.kind,
			reason: { kind: "read_by", readers: [...new Set(readers)] } as const,
			seconds,
			attempts: 1,
		};
		if (result.status === "fulfilled") return [{ ...common, status: "completed", flows: [result.value] }];
		const error = diagnosticOf(result.reason, view);
		return error.code === "ENGINE_CANCELLED"
			? [{ ...common, status: "cancelled", flows: [] }]
			: [{ ...common, status: "failed", flows: [], error }];
	});
}
