import type { StructType } from "../core/dataTypes.js";
import type { Diagnostic } from "../core/errors/index.js";
import type { TableName } from "../core/names.js";
import type { LoadedFlow, LoadedOutput } from "../definitions/loaded.js";
import type { AnalysisResult } from "../plan/analyze/catalog.js";
import type { Relation } from "../plan/relation.js";
import type { DatasetKind, DatasetRead, Place } from "./graph.js";

/** A data set while it is being resolved. */
export interface DatasetDraft {
	readonly name: TableName;
	readonly key: string;
	readonly display: string;
	/** Absent for a target that only flows mention. */
	readonly output?: LoadedOutput;
	readonly declaredSchema?: StructType;
	readonly place?: Place;
	readonly flows: FlowDraft[];
}

/** A flow while it is being resolved. */
export interface FlowDraft {
	readonly name: string;
	/** The data set's own query, or an append flow. */
	readonly role: "query" | "append" | "once";
	readonly target: DatasetDraft;
	readonly loaded: LoadedOutput | LoadedFlow;
	readonly place?: Place;
	/** The plan as written with references replaced; absent while it could not be made. */
	relation?: Relation;
	/** Errors of the definition itself (it threw, returned no frame …). */
	readonly faults: Diagnostic[];
	analysis?: FlowAnalysis;
}

export interface FlowAnalysis {
	readonly result: AnalysisResult;
	readonly reads: readonly DatasetRead[];
	/** Something it needs (files, stored tables) is not known yet: analyse again when it is. */
	readonly pending: boolean;
	/** A data set that it reads has errors. */
	readonly upstreamFailed: boolean;
	/** The data sets of the cycle that it is part of, as displayed. */
	readonly cycle?: readonly string[];
}

/** What validations look at: everything is resolved as far as it could be. */
export interface PipelineDraft {
	readonly datasets: readonly DatasetDraft[];
	/** Outputs and flows by key, also those that clash. */
	readonly byKey: ReadonlyMap<string, readonly DatasetDraft[]>;
	readonly flows: readonly FlowDraft[];
	kindOf(dataset: DatasetDraft): DatasetKind;
	/** True for what streams by itself: a streaming view. */
	isStreaming(dataset: DatasetDraft): boolean;
}

export function kindWord(kind: DatasetKind): string {
	return kind.replaceAll("_", " ");
}
