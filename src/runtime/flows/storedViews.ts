import type { TableName } from "../../core/names.js";
import type { Dataset } from "../../graph/graph.js";
import type { UpdateContext } from "../context.js";
import type { FlowReport } from "../graphRunner.js";
import { hashOf } from "../state/records.js";
import { INTERNAL_SCHEMA, internalName } from "./internal.js";

const PREFIX = "view_";

/** Where a view that is computed once for all its readers stands during an update. */
export function viewTable(view: Dataset): TableName {
	return internalName(`${PREFIX}${hashOf(view.key)}`);
}

export interface ViewResult {
	/** The view's key. */
	readonly view: string;
	readonly seconds: number;
	readonly result: PromiseSettledResult<FlowReport>;
}

/** The temporary views that this update has computed: each at most once, and only when a reader needs it. */
export class StoredViews {
	/** By the view's key: a hash of what it was computed from. */
	readonly inputs = new Map<string, string>();
	readonly #done = new Map<string, Promise<FlowReport>>();
	readonly #seconds = new Map<string, number>();
	readonly #compute: (view: Dataset) => Promise<FlowReport>;

	constructor(compute: (view: Dataset) => Promise<FlowReport>) {
		this.#compute = compute;
	}

	/** Computes a view unless that was begun already; readers side by side wait for the same result. */
	demand(view: Dataset): Promise<FlowReport> {
		const known = this.#done.get(view.key);
		if (known) return known;
		const began = performance.now();
		const work = this.#compute(view).finally(() => {
			this.#seconds.set(view.key, (performance.now() - began) / 1000);
		});
		this.#done.set(view.key, work);
		return work;
	}

	/** What was computed, and what failed. */
	async results(): Promise<readonly ViewResult[]> {
		const views = [...this.#done.keys()];
		const settled = await Promise.allSettled(this.#done.values());
		return settled.map((result, i) => {
			const view = views[i] as string;
			return { view, seconds: this.#seconds.get(view) ?? 0, result };
		});
	}
}

/** Drops what views left behind: at the end of an update, and at the start of one after a crash. */
export async function dropStoredViews(context: Pick<UpdateContext, "warehouse">): Promise<number> {
	const left = (await context.warehouse.tables()).filter(
		(t) => t.name.schema === INTERNAL_SCHEMA && t.name.table.startsWith(PREFIX),
	);
	if (left.length === 0) return 0;
	await context.warehouse.transaction(async (transaction) => {
		for (const table of left) await transaction.drop(table.name);
	});
	return left.length;
}
