import { faultPoint } from "../../core/faultPoint.js";
import type { TableName } from "../../core/names.js";
import type { ScanInput, Transaction, Written } from "../../engines/tableEngine.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import { executionFor, type UpdateContext } from "../context.js";
import { countWritten, onlyWarns, stageWithRules } from "../expectations/apply.js";
import type { FlowReport, RuleCount } from "../graphRunner.js";
import type { Inputs } from "../plan/fingerprint.js";
import { AttributeIds, conform, scanOf } from "../rewrite/nodes.js";
import { exportCommit, publishFiles } from "./fileTable.js";
import { withoutNulls } from "./notNull.js";
import { planFlow } from "./plan.js";
import { addCommit, type Committed, committedEvent, emptyReport } from "./progress.js";

export interface CompleteWork {
	readonly dataset: Dataset;
	readonly flow: Flow;
	/** The data set's own table, or where a view stands for this update. */
	readonly target: TableName;
	readonly inputs: Inputs;
	/** Bookkeeping of the same transaction. */
	readonly record?: (transaction: Transaction, written: Written) => Promise<void>;
	readonly onProgress?: (fraction: number) => void;
}

/** Replaces a table by the result of its query: rows, rule counts, record and event in one transaction. */
export async function writeComplete(context: UpdateContext, work: CompleteWork): Promise<FlowReport> {
	const { dataset, flow, inputs } = work;
	// The files that were fingerprinted are the files that are read.
	const scans = new Map<string, ScanInput>();
	for (const [scan, files] of inputs.files) scans.set(scan, { kind: "files", files });
	const execution = executionFor(context, dataset, scans, work.onProgress);
	const { done, events } = await context.warehouse.transaction(async (transaction) => {
		const ids = new AttributeIds();
		const plan = await planFlow(context, flow, transaction, execution, ids);
		const relation = conform(plan.root, dataset.schema, ids);
		let written: Written;
		let candidates: number;
		let rules: readonly RuleCount[];
		if (onlyWarns(dataset)) {
			const checked = await withoutNulls({ transaction, dataset, rows: relation, execution, ids });
			written = await transaction.overwrite(work.target, checked, execution);
			candidates = written.rows;
			const source = { kind: "table" as const, name: work.target, options: {} };
			const rows = scanOf(source, dataset.schema, ids, "written");
			rules = await countWritten(transaction, dataset, rows, execution, ids);
		} else {
			const ruled = await stageWithRules(transaction, dataset, relation, execution, ids);
			const checked = await withoutNulls({ transaction, dataset, rows: ruled.rows, execution, ids });
			written = await transaction.overwrite(work.target, checked, execution);
			({ candidates, counts: rules } = ruled);
		}
		const { version } = written;
		if (work.target === dataset.name)
			await exportCommit(transaction, {
				context,
				dataset,
				schema: dataset.schema,
				ids,
				version,
				execution,
				mode: "replace",
			});
		const done: Committed = {
			candidates,
			written: written.rows,
			rules: [...rules, ...plan.viewRules],
			files: [...inputs.files.values()].flat(),
			version: written.version,
		};
		const events = [context.log.draft(committedEvent(dataset, flow, done))];
		await transaction.state.appendLog("events", events);
		await work.record?.(transaction, written);
		faultPoint("runtime.complete.written");
		return { done, events };
	}, context.signal);
	faultPoint("runtime.complete.committed");
	await publishFiles(context.warehouse.state, dataset);
	for (const event of events) context.log.publish(event);
	return addCommit(emptyReport(flow.name), done);
}
