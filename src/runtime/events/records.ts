import { randomUUID } from "node:crypto";
import type { Diagnostic } from "../../core/errors/index.js";

export type EventLevel = "INFO" | "WARN" | "ERROR" | "METRICS";
export type FlowStatus = "STARTING" | "RUNNING" | "COMPLETED" | "SKIPPED" | "FAILED" | "STOPPED" | "EXCLUDED";
export type UpdateState = "INITIALIZING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELED";

/**
 * A row of the event log, in the shape of Databricks' (so that monitoring SQL ports): `details` has one key, which
 * is `event_type`. What Databricks does not have stands beside its fields (`files`, `batch`, `reason`).
 */
export interface RunEvent {
	readonly id: string;
	readonly sequence: { readonly data_plane_id: { readonly instance: string; readonly seq_no: number } };
	readonly origin: EventOrigin;
	readonly timestamp: string;
	readonly message: string;
	readonly level: EventLevel;
	readonly maturity_level: "STABLE";
	readonly event_type: EventType;
	readonly details: EventDetails;
	readonly error?: EventError;
}

export interface EventOrigin {
	readonly pipeline_name: string;
	readonly pipeline_id: string;
	readonly update_id: string;
	readonly dataset_name?: string;
	readonly flow_name?: string;
	readonly batch_id?: number;
}

export interface EventError {
	readonly fatal: boolean;
	readonly exceptions: readonly { readonly class_name: string; readonly message: string }[];
	readonly diagnostic: Diagnostic;
}

export type EventType = "update_progress" | "flow_definition" | "flow_progress" | "file_changed";

export interface EventDetails {
	readonly update_progress?: { readonly state: UpdateState };
	readonly flow_definition?: FlowDefinition;
	readonly flow_progress?: FlowProgress;
	readonly file_changed?: {
		readonly source: string;
		readonly count: number;
		readonly names: readonly string[];
	};
}

export interface FlowDefinition {
	readonly output_dataset: string;
	readonly flow_type: "COMPLETE" | "APPEND" | "ONCE";
	readonly input_datasets: readonly string[];
	readonly schema: string;
}

export interface FlowProgress {
	readonly status: FlowStatus;
	/** Fraction done of a running flow; never stored. */
	readonly progress?: number;
	/** The others tell of a recomputed table that was brought up to date in part. */
	readonly metrics?: {
		readonly num_output_rows: number;
		readonly num_upserted_rows?: number;
		readonly num_deleted_rows?: number;
	};
	readonly data_quality?: DataQuality;
	readonly files?: { readonly count: number; readonly bytes: number; readonly names: readonly string[] };
	readonly tables?: readonly { readonly name: string; readonly after: number; readonly up_to: number }[];
	/** The target's commit number. */
	readonly version?: number;
	readonly reason?: string;
}

export interface DataQuality {
	readonly dropped_records: number;
	readonly expectations: readonly {
		readonly name: string;
		readonly dataset: string;
		readonly passed_records: number;
		readonly failed_records: number;
	}[];
}

/** What a caller says of an event; the log adds who, when and the number. */
export interface EventDraft {
	readonly message: string;
	readonly level?: EventLevel;
	readonly details: EventDetails;
	readonly dataset?: string;
	readonly flow?: string;
	readonly batch?: number;
	readonly error?: Diagnostic;
}

/** The update that events belong to. */
export interface EventScope {
	readonly run: string;
	readonly pipeline: string;
}

/** At most so many file names stand in an event. */
export const MAX_NAMES = 100;

export function eventRecord(scope: EventScope, number: number, draft: EventDraft, at = new Date()): RunEvent {
	const [type] = Object.keys(draft.details) as EventType[];
	return Object.freeze({
		id: randomUUID(),
		sequence: { data_plane_id: { instance: scope.run, seq_no: number } },
		origin: {
			pipeline_name: scope.pipeline,
			pipeline_id: scope.pipeline,
			update_id: scope.run,
			...(draft.dataset === undefined ? {} : { dataset_name: draft.dataset }),
			...(draft.flow === undefined ? {} : { flow_name: draft.flow }),
			...(draft.batch === undefined ? {} : { batch_id: draft.batch }),
		},
		timestamp: at.toISOString(),
		message: draft.message,
		level: draft.level ?? "INFO",
		maturity_level: "STABLE",
		event_type: type as EventType,
		details: draft.details,
		...(draft.error
			? {
					error: {
						fatal: draft.error.severity === "error",
						exceptions: [{ class_name: draft.error.code, message: draft.error.message }],
						diagnostic: draft.error,
					},
				}
			: {}),
	});
}
