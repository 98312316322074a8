import type { SourceFile } from "../../engines/tableEngine.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import { type DataQuality, type EventDraft, type FlowProgress, MAX_NAMES } from "../events/records.js";
import { addCounts } from "../expectations/apply.js";
import type { FilesRead, FlowReport, RowChanges, RuleCount } from "../graphRunner.js";

/** What one committed transaction of a flow did. */
export interface Committed {
	readonly candidates: number;
	readonly written: number;
	readonly rules: readonly RuleCount[];
	readonly files: readonly SourceFile[];
	readonly tables?: FlowProgress["tables"];
	readonly version?: number;
	readonly batch?: number;
	/** Of a table that was not computed whole: the rows that were really exchanged. */
	readonly refreshed?: RowChanges;
}

export function filesRead(files: readonly SourceFile[], changed: readonly string[] = []): FilesRead {
	return {
		count: files.length,
		bytes: files.reduce((sum, f) => sum + f.size, 0),
		names: files.slice(0, MAX_NAMES).map((f) => f.key),
		changed,
	};
}

export function dataQuality(dropped: number, rules: readonly RuleCount[]): DataQuality {
	return {
		dropped_records: dropped,
		expectations: rules.map((rule) => ({
			name: rule.name,
			dataset: rule.dataset,
			passed_records: rule.passed,
			failed_records: rule.failed,
		})),
	};
}

/** The event of a commit: it is stored in the transaction that it tells of. */
export function committedEvent(dataset: Dataset, flow: Flow, done: Committed): EventDraft {
	const dropped = done.candidates - done.written;
	const { bytes, count, names } = filesRead(done.files);
	return {
		message: `Flow ${flow.name} has ${doneText(dataset, done)}`,
		dataset: dataset.display,
		flow: flow.name,
		...(done.batch === undefined ? {} : { batch: done.batch }),
		details: {
			flow_progress: {
				// More batches may follow: the flow as a whole reports COMPLETED once.
				status: done.batch === undefined ? "COMPLETED" : "RUNNING",
				metrics: {
					num_output_rows: done.written,
					...(done.refreshed
						? { num_upserted_rows: done.refreshed.inserted, num_deleted_rows: done.refreshed.deleted }
						: {}),
				},
				data_quality: dataQuality(dropped, done.rules),
				files: { count, bytes, names },
				...(done.tables && done.tables.length > 0 ? { tables: done.tables } : {}),
				...(done.version === undefined ? {} : { version: done.version }),
			},
		},
	};
}

function doneText({ display }: Dataset, { written, refreshed }: Committed): string {
	const rows = (n: number): string => `${n} row${n === 1 ? "" : "s"}`;
	if (!refreshed) return `written ${rows(written)} to ${display}`;
	const { deleted, inserted } = refreshed;
	if (deleted === 0) return `added ${rows(inserted)} to ${display}, which has ${written} now`;
	return `replaced ${rows(deleted)} of ${display} by ${inserted}, it has ${written} now`;
}

export function emptyReport(flow: string): FlowReport {
	return { flow, batches: 0, candidates: 0, written: 0, dropped: 0, rules: [], files: filesRead([]) };
}

/** The report with one more commit in it. */
export function addCommit(report: FlowReport, done: Committed): FlowReport {
	const files = filesRead(done.files);
	return {
		...report,
		batches: report.batches + 1,
		candidates: report.candidates + done.candidates,
		written: report.written + done.written,
		dropped: report.dropped + done.candidates - done.written,
		rules: addCounts(report.rules, done.rules),
		files: {
			count: report.files.count + files.count,
			bytes: report.files.bytes + files.bytes,
			names: [...report.files.names, ...files.names].slice(0, MAX_NAMES),
			changed: report.files.changed,
		},
		...(done.version === undefined ? {} : { version: done.version }),
		...(done.refreshed
			? { refreshed: { deleted: done.refreshed.deleted, inserted: done.refreshed.inserted } }
			: {}),
	};
}
