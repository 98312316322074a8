export type { ExportedFile, ExportResult } from "../codegen/export/contract.js";
export { AqueduckError, type Diagnostic } from "../core/errors/index.js";
export type { RowValues, StoredTable, Value } from "../engines/tableEngine.js";
export type { Dataset, DatasetKind, Expectation, Flow, Graph } from "../graph/graph.js";
export type { LineageSource } from "../plan/bound.js";
export { planLineage } from "../plan/lineage.js";
export type { RunEvent } from "../runtime/events/records.js";
export type {
	EventHook,
	FilesRead,
	FlowReport,
	RowChanges,
	RuleCount,
	StepReport,
	StepStatus,
	UpdateReport,
	UpdateRequest,
	UpdateRun,
	UpdateStatus,
} from "../runtime/graphRunner.js";
export { type PlannedStep, reasonText, type StepReason, type UpdatePlan } from "../runtime/plan/steps.js";
export type { Explanation } from "./explain.js";
export { compareExport, type ExportDifference, writeExport } from "./exportFiles.js";
export { type LoadOptions, loadPipeline } from "./loadPipeline.js";
export { type ExportOptions, Pipeline, type ValidationReport } from "./pipeline.js";
export type { QueryResult } from "./query.js";
export { type RowObject, TableHandle, type TableQuery } from "./tableHandle.js";
export { cellText, rowJson, valueJson } from "./valueText.js";
