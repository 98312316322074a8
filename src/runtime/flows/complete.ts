import { faultPoint } from "../../core/faultPoint.js";
import type { TableName } from "../../core/names.js";
import type { Execution, ScanInput, Transaction, Written } from "../../engines/tableEngine.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import { executionFor, type UpdateContext } from "../context.js";
import { countWritten, onlyWarns, stageWithRules } from "../expectations/apply.js";
import type { FlowReport, RuleCount } from "../graphRunner.js";
import type { Inputs } from "../plan/fingerprint.js";
import type { Refresh } from "../plan/refresh.js";
import { AttributeIds, conform, scanOf } from "../rewrite/nodes.js";
import { exportCommit, publishFiles } from "./fileTable.js";
import { withoutNulls } from "./notNull.js";
import { planFlow } from "./plan.js";
import { addCommit, type Committed, committedEvent, emptyReport } from "./progress.js";
import { type Refreshed, refreshTable } from "./refresh.js";

export interface CompleteWork {
	readonly dataset: Dataset;
	readonly flow: Flow;
	/** The data set's own table, or where a view stands for this update. */
	readonly target: TableName;
	readonly inputs: Inputs;
	/** How the table can follow its input without being computed whole. */
	readonly refresh?: Refresh;
	/** Bookkeeping of the same transaction. */
	readonly record?: (transaction: Transaction, made: Made) => Promise<void>;
	readonly onProgress?: (fraction: number) => void;
}

/**
 * Makes a table the result of its query, replacing all of it or the parts that have changed: rows, rule counts, record and
 * event in one transaction.
 */
export async function writeComplete(context: UpdateContext, work: CompleteWork): Promise<FlowReport> {
	const { dataset, flow, inputs } = work;
	// The files that were fingerprinted are the files that are read.
	const scans = new Map<string, ScanInput>();
	for (const [scan, files] of inputs.files) scans.set(scan, { kind: "files", files });
	const execution = executionFor(context, dataset, scans, work.onProgress);
	const { done, events } = await context.warehouse.transaction(async (transaction) => {
		const made =
			(await refreshed(transaction, work, execution)) ?? (await whole(context, transaction, work, execution));
		const { version } = made.written;
		if (work.target === dataset.name && made.refreshed?.wrote !== false)
			await exportCommit(transaction, {
				context,
				dataset,
				schema: dataset.schema,
				ids: new AttributeIds(),
				version,
				execution,
				mode: "replace",
			});
		const done: Committed = {
			candidates: made.candidates,
			written: made.written.rows,
			rules: made.rules,
			files: [...inputs.files.values()].flat(),
			version,
			...(made.refreshed ? { refreshed: made.refreshed } : {}),
		};
		const events = [context.log.draft(committedEvent(dataset, flow, done))];
		await transaction.state.appendLog("events", events);
		await work.record?.(transaction, made);
		faultPoint("runtime.complete.written");
		return { done, events };
	}, context.signal);
	faultPoint("runtime.complete.committed");
	await publishFiles(context.warehouse.state, dataset);
	for (const event of events) context.log.publish(event);
	return addCommit(emptyReport(flow.name), done);
}

/** What the whole of a query came to, and which part of that was written now. */
export interface Made {
	readonly written: Written;
	readonly candidates: number;
	readonly rules: readonly RuleCount[];
	readonly refreshed?: Refreshed;
}

async function whole(
	context: UpdateContext,
	transaction: Transaction,
	{ dataset, flow, target }: CompleteWork,
	execution: Execution,
): Promise<Made> {
	const ids = new AttributeIds();
	const plan = await planFlow(context, flow, transaction, execution, ids);
	const relation = conform(plan.root, dataset.schema, ids);
	if (onlyWarns(dataset)) {
		const checked = await withoutNulls({ transaction, dataset, rows: relation, execution, ids });
		const written = await transaction.overwrite(target, checked, execution);
		const rules = await countAll(transaction, dataset, target, execution);
		return { written, candidates: written.rows, rules: [...rules, ...plan.viewRules] };
	}
	const ruled = await stageWithRules(transaction, dataset, relation, execution, ids);
	const checked = await withoutNulls({ transaction, dataset, rows: ruled.rows, execution, ids });
	const written = await transaction.overwrite(target, checked, execution);
	return { written, candidates: ruled.candidates, rules: [...ruled.counts, ...plan.viewRules] };
}

/** The table holds what the query gives, whichever part of it was written now: what is counted is the whole. */
async function refreshed(
	transaction: Transaction,
	{ dataset, refresh, target }: CompleteWork,
	execution: Execution,
): Promise<Made | undefined> {
	if (!refresh) return undefined;
	const done = await refreshTable(transaction, { dataset, refresh, execution });
	if (!done) return undefined;
	const { rows, version, counted, viewRules } = done;
	const rules = counted?.rules ?? (await countAll(transaction, dataset, target, execution));
	return {
		written: { rows, version },
		candidates: counted?.candidates ?? rows,
		rules: [...rules, ...viewRules],
		refreshed: done,
	};
}

function countAll(
	transaction: Transaction,
	dataset: Dataset,
	target: TableName,
	execution: Execution,
): Promise<readonly RuleCount[]> {
	const ids = new AttributeIds();
	const source = { kind: "table" as const, name: target, options: {} };
	const rows = scanOf(source, dataset.schema, ids, "written");
	return countWritten(transaction, dataset, rows, execution, ids);
}
