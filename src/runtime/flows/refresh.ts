import { BIGINT, VOID } from "../../core/dataTypes.js";
import { faultPoint } from "../../core/faultPoint.js";
import type { Execution, StoredTable, Transaction } from "../../engines/tableEngine.js";
import type { Dataset } from "../../graph/graph.js";
import { and, nullSafeEqual, passThrough, project, reference } from "../../plan/analyze/boundNodes.js";
import type { Attribute, BoundRelation, BoundScan } from "../../plan/bound.js";
import { boundLiteral } from "../../plan/literals.js";
import { addCounts, onlyWarns, type Ruled, stageWithRules } from "../expectations/apply.js";
import type { RuleCount } from "../graphRunner.js";
import type { Refresh } from "../plan/refresh.js";
import { castTo, scanAs } from "../rewrite/nodes.js";
import { keysOf, type PartKey, pickingOf, readFrom } from "../rewrite/parts.js";
import { replaceNode } from "../rewrite/scans.js";
import type { Counted } from "../state/records.js";
import { withoutNulls } from "./notNull.js";

/** What a refresh did to a table. */
export interface Refreshed {
	/** The rows of the table now. */
	readonly rows: number;
	readonly deleted: number;
	readonly inserted: number;
	readonly version: number;
	/** False: no part has changed, and nothing was written. */
	readonly wrote: boolean;
	/** What the table's rules count now; absent: they only warn, and may be counted on the table. */
	readonly counted?: Counted;
	/** What the rules of the temporary views on the way count now. */
	readonly viewRules: readonly RuleCount[];
}

/** Beyond this share of the keys, or of the input's rows, computing the whole is cheaper. */
const MOST = 1 / 3;

/** The id of the scan that gives the new rows alone. */
const APPENDED = "appended";

export interface RefreshWork {
	readonly dataset: Dataset;
	readonly refresh: Refresh;
	readonly execution: Execution;
}

/**
 * Brings a table up to date by the parts that new rows of an input belong to (rewrite/parts.ts); the rest stays as it is.
 * Undefined, with nothing written: the whole has to be computed, or that is cheaper.
 */
export async function refreshTable(
	transaction: Transaction,
	work: RefreshWork,
): Promise<Refreshed | undefined> {
	const { dataset, refresh } = work;
	const input = await transaction.describe(refresh.table);
	const target = await transaction.describe(dataset.name);
	if (!target || input?.version !== refresh.upTo) return undefined;
	const { keys } = refresh.parts;
	return keys ? replaceParts(transaction, work, { input, target, keys }) : addRows(transaction, work, target);
}

async function addRows(transaction: Transaction, work: RefreshWork, target: StoredTable): Promise<Refreshed> {
	const { dataset, refresh } = work;
	const viewRules = await countViews(transaction, work);
	const { appended, execution } = newRows(work);
	const added = replaceNode(refresh.root, refresh.scan, appended);
	const ruled = onlyWarns(dataset)
		? undefined
		: await stageWithRules(transaction, dataset, added, execution, refresh.ids);
	const rows = await checked(transaction, work, ruled?.rows ?? added, execution);
	const written = await transaction.append(dataset.name, rows, execution);
	faultPoint("runtime.refresh.written");
	return {
		rows: target.rows + written.rows,
		deleted: 0,
		inserted: written.rows,
		version: written.version,
		wrote: true,
		...(ruled ? { counted: addedTo(refresh.counted, ruled, dataset) } : {}),
		viewRules,
	};
}

/** What was counted before, and on the new rows. */
function addedTo(before: Counted | undefined, { candidates, counts }: Ruled, dataset: Dataset): Counted {
	const own = before?.rules.filter((rule) => rule.dataset === dataset.display) ?? [];
	return { candidates: (before?.candidates ?? 0) + candidates, rules: addCounts(own, counts) };
}

/** Counts the rules of views on the way: each new row stands for itself there. */
async function countViews(transaction: Transaction, work: RefreshWork): Promise<readonly RuleCount[]> {
	const { dataset, refresh } = work;
	let rules = refresh.counted?.rules.filter((rule) => rule.dataset !== dataset.display) ?? [];
	for (const { view, relation, scan } of refresh.views) {
		const { appended, execution } = newRows(work, scan);
		const added = replaceNode(relation, scan, appended);
		const { counts } = await stageWithRules(transaction, view, added, execution, refresh.ids);
		rules = [...addCounts(rules, counts)];
	}
	return rules;
}

interface PartsWork {
	readonly input: StoredTable;
	readonly target: StoredTable;
	readonly keys: readonly PartKey[];
}

async function replaceParts(
	transaction: Transaction,
	work: RefreshWork,
	{ input, target, keys }: PartsWork,
): Promise<Refreshed | undefined> {
	const { dataset, refresh } = work;
	const columns = keys.map(({ column }) => ({ ...column, id: refresh.ids.next(), nullable: true }));
	const { appended, execution } = newRows(work);
	const changed = await transaction.stage(
		keysOf(
			replaceNode(refresh.parts.rows, refresh.scan, appended),
			keys.map((key) => key.value),
			columns,
		),
		execution,
	);
	if (changed.rows === 0) {
		const viewRules = await countViews(transaction, work);
		const { rows, version } = target;
		return { rows, deleted: 0, inserted: 0, version, wrote: false, viewRules };
	}
	if (changed.rows > target.rows * MOST) return undefined;
	const changedKeys = scanAs(changed.source, columns, "changed");
	const picking = pickRows(refresh, keys, changedKeys);
	const most = Math.floor(input.rows * MOST);
	const picked = await transaction.stage(firstRows(picking.rows, most + 1), work.execution);
	if (picked.rows > most) return undefined;
	const viewRules = await countViews(transaction, work);
	const stand = withUnread(scanAs(picked.source, picking.rows.output, "picked"), picking.at.output);
	const rows = await checked(transaction, work, replaceNode(refresh.root, picking.at, stand), work.execution);
	const replacement = { keys: changedKeys, columns: keys.map((key) => key.column.name), rows };
	const { deleted, inserted, version } = await transaction.replace(dataset.name, replacement, work.execution);
	faultPoint("runtime.refresh.written");
	return { rows: target.rows - deleted + inserted, deleted, inserted, version, wrote: true, viewRules };
}

/** The new rows as a scan of their own, in the place of the input's. */
function newRows({ refresh, execution }: RefreshWork, scan = refresh.scan) {
	const { after, upTo } = refresh;
	const commits = { kind: "commits" as const, after, upTo };
	return {
		appended: { ...scan, id: APPENDED } satisfies BoundScan,
		execution: { ...execution, inputs: new Map([...execution.inputs, [APPENDED, commits]]) },
	};
}

/** All rows of the changed parts, as low in the plan as their keys are known, with the columns that are read of them. */
function pickRows(refresh: Refresh, keys: readonly PartKey[], changed: BoundRelation) {
	const { at, values } = pickingOf(refresh.parts.rows, keys);
	const same = values.map((value, i) => nullSafeEqual(value, reference(changed.output[i] as Attribute)));
	const rows: BoundRelation = {
		kind: "join",
		left: at,
		right: changed,
		how: "left_semi",
		on: and(same),
		lateral: false,
		output: at.output,
	};
	return { at, rows: project(rows, readFrom(refresh.root, at).map(passThrough)) };
}

function firstRows(input: BoundRelation, most: number): BoundRelation {
	return { kind: "limit", input, count: boundLiteral(BIGINT, String(most)), output: input.output };
}

/** Columns that nobody reads have no value, but the plan above names them. */
function withUnread(rows: BoundRelation, output: readonly Attribute[]): BoundRelation {
	const read = new Set(rows.output.map((a) => a.id));
	return project(
		rows,
		output.map((a) =>
			read.has(a.id) ? passThrough(a) : { expr: castTo(boundLiteral(VOID, null), a.type), output: a },
		),
	);
}

/** The rows, none of them NULL where that is not allowed; the others were looked at when they were written. */
function checked(
	transaction: Transaction,
	{ dataset, refresh }: RefreshWork,
	rows: BoundRelation,
	execution: Execution,
): Promise<BoundRelation> {
	return withoutNulls({ transaction, dataset, rows, execution, ids: refresh.ids });
}
