import { fault } from "../../core/errors/index.js";
import { faultPoint } from "../../core/faultPoint.js";
import type { Transaction } from "../../engines/tableEngine.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import { executionFor, type UpdateContext } from "../context.js";
import type { RunEvent } from "../events/records.js";
import { countWritten, onlyWarns, stageWithRules } from "../expectations/apply.js";
import type { FlowReport, RuleCount } from "../graphRunner.js";
import { AttributeIds, conform, scanOf } from "../rewrite/nodes.js";
import { flowRecord, type TableRecord, tablesScope } from "../state/records.js";
import {
	type CheckpointWork,
	checkSources,
	checkState,
	saveCheckpoint,
	streamSources,
} from "./checkpoint.js";
import { type Batch, batchesOf, discover, type NewInput } from "./discover.js";
import { exportCommit, publishFiles } from "./fileTable.js";
import { partsOf, planFlow } from "./plan.js";
import { addCommit, type Committed, committedEvent, emptyReport } from "./progress.js";
import { clearTable } from "./reset.js";
import { changeOf, ensureTarget } from "./schema.js";
import { statefulSignature, stateOf } from "./stateful.js";
import { checkStreaming } from "./streamCheck.js";
import { checkCommits } from "./tableStream.js";

export interface AppendWork {
	readonly dataset: Dataset;
	readonly flow: Flow;
	/** Clear the table and the checkpoints of all its flows in the first transaction. */
	readonly reset: boolean;
	/** Called once before the first transaction, when there is something to do. */
	readonly prepare: () => Promise<void>;
	/** What the flow has done in this update so far: an attempt that failed half way has committed batches. */
	readonly report?: FlowReport;
	readonly onCommit?: (report: FlowReport) => void;
	readonly onProgress?: (fraction: number) => void;
}

/** Reads what is new for one flow and adds it to its table, a transaction per micro-batch. */
export async function runAppend(context: UpdateContext, work: AppendWork): Promise<FlowReport> {
	const { dataset, flow } = work;
	const record = work.reset ? undefined : await flowRecord(context.stored.state, dataset.key, flow.name);
	let report = work.report ?? emptyReport(flow.name);
	const before = report.batches;
	if (record?.done) return report;
	const sources = streamSources(context.project, flow);
	if (record) checkSources(dataset, flow, record, sources);

	const input = await discover(context, dataset, flow, record);
	noteChanged(context, dataset, flow, input);
	report = { ...report, files: { ...report.files, changed: input.files.flatMap((f) => f.changed) } };
	const found = batchesOf(input);
	const once = flow.kind === "once";
	// A flow's first transaction happens without input too: it creates the table and the checkpoint.
	const setsUp = work.reset || !record || (await isOutdated(context, dataset));
	const batches = found.length === 0 && (setsUp || once) ? [EMPTY] : found;
	if (batches.length > 0) await work.prepare();
	for (const [i, batch] of batches.entries()) {
		if (context.signal?.aborted) throw fault("ENGINE_CANCELLED", {});
		const done = await commitBatch(context, {
			...work,
			...(work.onProgress ? { onProgress: (part) => work.onProgress?.((i + part) / batches.length) } : {}),
			reset: work.reset && i === 0,
			batch,
			input,
			first: i === 0,
			last: i === batches.length - 1,
			sources,
		});
		report = addCommit(report, done);
		work.onCommit?.(report);
	}
	// An empty set-up is no batch of the user's data.
	return found.length === 0 && !once ? { ...report, batches: before } : report;
}

const EMPTY: Batch = { inputs: new Map(), files: new Map(), tables: [] };

interface BatchWork extends AppendWork, CheckpointWork {}

async function commitBatch(context: UpdateContext, work: BatchWork): Promise<Committed> {
	faultPoint("runtime.batch.before");
	const { done, events } = await context.warehouse.transaction(
		(transaction) => writeBatch(context, work, transaction),
		context.signal,
	);
	faultPoint("runtime.batch.committed");
	await publishFiles(context.warehouse.state, work.dataset);
	for (const event of events) context.log.publish(event);
	return done;
}

async function writeBatch(
	context: UpdateContext,
	work: BatchWork,
	transaction: Transaction,
): Promise<{ done: Committed; events: readonly RunEvent[] }> {
	const { dataset, flow, batch } = work;
	if (work.reset) await clearTable(transaction, dataset);
	const schema = await ensureTarget(transaction, dataset, await transaction.describe(dataset.name));
	const before = await flowRecord(transaction.state, dataset.key, flow.name);
	const tables = await Promise.all(
		batch.tables.map((table) => checkCommits(transaction, flow, table, before)),
	);
	const inputs = new Map(batch.inputs);
	for (const table of tables)
		inputs.set(table.leaf.id, { kind: "commits", after: table.after, upTo: table.upTo });
	// With no batch at all nothing must be read: a stream without an entry would read everything.
	for (const source of [...work.input.files, ...work.input.tables])
		if (!inputs.has(source.leaf.id)) inputs.set(source.leaf.id, { kind: "empty" });
	const execution = executionFor(context, dataset, inputs, work.onProgress);
	const ids = new AttributeIds();

	const stateful: string[] = [];
	for (const { view, root } of await partsOf(context, flow)) {
		checkStreaming(dataset, flow, root);
		stateful.push(...statefulSignature(root).map((s) => (view ? `${s} in ${view.display}` : s)));
	}
	if (before && !work.reset) checkState(dataset, flow, before, stateful);
	const applyState = stateOf({ target: dataset.key, flow: flow.name, transaction, execution, ids });
	const plan = await planFlow(context, flow, transaction, execution, ids, applyState);
	const relation = conform(await applyState(plan.root), schema, ids);

	let candidates: number;
	let rules: readonly RuleCount[];
	let written: { readonly rows: number; readonly version: number };
	if (onlyWarns(dataset)) {
		written = await transaction.append(dataset.name, relation, execution);
		candidates = written.rows;
		const source = { kind: "table" as const, name: dataset.name, options: {} };
		const commits = { kind: "commits" as const, after: written.version - 1, upTo: written.version };
		const own = { ...execution, inputs: new Map([["written", commits]]) };
		rules = await countWritten(transaction, dataset, scanOf(source, schema, ids, "written"), own, ids);
	} else {
		const ruled = await stageWithRules(transaction, dataset, relation, execution, ids);
		written = await transaction.append(dataset.name, ruled.rows, execution);
		({ candidates, counts: rules } = ruled);
	}
	faultPoint("runtime.batch.written");
	if (written.rows > 0 || work.reset) {
		const { version } = written;
		const mode = work.reset ? "restart" : "add";
		await exportCommit(transaction, { context, dataset, schema, ids, version, execution, mode });
	}

	const number = (before?.batches ?? 0) + 1;
	const done: Committed = {
		candidates,
		written: written.rows,
		rules: [...rules, ...plan.viewRules],
		files: [...batch.files.values()].flat(),
		tables: tables.map((t) => ({ name: t.leaf.label, after: t.after, up_to: t.upTo })),
		version: written.version,
		batch: number,
	};
	await saveCheckpoint(transaction, work, { before, stateful, number });
	await transaction.state.put(tablesScope, dataset.key, {
		kind: dataset.kind,
		run: context.run,
		version: written.version,
	} satisfies TableRecord);
	const events = [context.log.draft(committedEvent(dataset, flow, done))];
	await transaction.state.appendLog("events", events);
	return { done, events };
}

/**
 * True when the table is missing or lacks a column of the query: then there is something to do without new input. What
 * does not fit its rows is refused without new input too, as the plan says.
 */
async function isOutdated(context: UpdateContext, dataset: Dataset): Promise<boolean> {
	const stored = await context.stored.describe(dataset.name);
	return !stored || changeOf(dataset, stored).kind === "add";
}

function noteChanged(context: UpdateContext, dataset: Dataset, flow: Flow, input: NewInput): void {
	for (const { leaf, changed } of input.files) {
		if (changed.length === 0) continue;
		context.log.emit({
			level: "WARN",
			message: `${changed.length} file${changed.length === 1 ? "" : "s"} of ${leaf.label} changed after ${flow.name} had read ${changed.length === 1 ? "it" : "them"}; not read again`,
			dataset: dataset.display,
			flow: flow.name,
			details: { file_changed: { source: leaf.label, count: changed.length, names: changed.slice(0, 100) } },
		});
	}
}
