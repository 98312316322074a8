import type { TableName } from "../core/names.js";
import { displayName } from "../core/names.js";
import type {
	Execution,
	ReadContext,
	SourceFile,
	StateReader,
	StoredTable,
	TableEngine,
	Warehouse,
} from "../engines/tableEngine.js";
import { flowsByTarget } from "../graph/flowsByTarget.js";
import type { Dataset, Flow, Graph } from "../graph/graph.js";
import type { FileScan } from "../plan/bound.js";
import type { EventLog } from "./events/eventLog.js";

/** Lists the files that a reader stands for, each with its key relative to the source's root. */
export type ListFiles = (scan: FileScan, context: ReadContext) => Promise<readonly SourceFile[]>;

/** What planning reads of the storage: a warehouse, or a reader beside a running one. */
export interface Stored {
	describe(name: TableName): Promise<StoredTable | undefined>;
	readonly state: StateReader;
}

/** The graph, indexed. */
export class Project {
	readonly datasets: ReadonlyMap<string, Dataset>;
	readonly #flows: ReadonlyMap<string, readonly Flow[]>;
	readonly #readers: ReadonlyMap<string, readonly Flow[]>;

	constructor(readonly graph: Graph) {
		this.datasets = new Map(graph.datasets.map((d) => [d.key, d]));
		this.#flows = flowsByTarget(graph);
		const readers = new Map<string, Flow[]>();
		for (const flow of graph.flows)
			for (const key of new Set(flow.reads.filter((r) => r.inside).map((r) => r.key)))
				readers.set(key, [...(readers.get(key) ?? []), flow]);
		this.#readers = readers;
	}

	flowsOf(key: string): readonly Flow[] {
		return this.#flows.get(key) ?? [];
	}

	readersOf(key: string): readonly Flow[] {
		return this.#readers.get(key) ?? [];
	}

	/** The stored data sets that a data set reads, those behind temporary views included. */
	upstreamOf(key: string, seen = new Set<string>()): ReadonlySet<string> {
		const found = new Set<string>();
		for (const flow of this.flowsOf(key)) {
			for (const read of flow.reads) {
				if (!read.inside) continue;
				if (this.datasets.get(read.key)?.kind !== "temporary_view") {
					found.add(read.key);
				} else if (!seen.has(read.key)) {
					seen.add(read.key);
					for (const further of this.upstreamOf(read.key, seen)) found.add(further);
				}
			}
		}
		found.delete(key);
		return found;
	}

	/** The temporary views that a data set reads, also through each other. */
	viewsOf(key: string, found = new Set<string>()): ReadonlySet<string> {
		for (const flow of this.flowsOf(key)) {
			for (const read of flow.reads) {
				if (!read.inside || found.has(read.key)) continue;
				if (this.datasets.get(read.key)?.kind !== "temporary_view") continue;
				found.add(read.key);
				this.viewsOf(read.key, found);
			}
		}
		return found;
	}

	/** A table's name as short as the defaults allow. */
	display(name: TableName): string {
		return displayName(name, this.graph.defaults);
	}
}

/** What planning needs: the same for `aq plan` and for a step that is about to run. */
export interface PlanContext {
	readonly project: Project;
	readonly stored: Stored;
	readonly read: ReadContext;
	readonly listFiles: ListFiles;
}

/** Everything that the steps of one update share. */
export interface UpdateContext extends PlanContext {
	readonly engine: TableEngine;
	readonly warehouse: Warehouse;
	readonly run: string;
	/** The update's start, microseconds since 1970. */
	readonly now: bigint;
	readonly log: EventLog;
	/** The next listing of files looks again. */
	readonly forgetListings: () => void;
	readonly signal?: AbortSignal;
	readonly onStatement?: (text: string, of: { readonly dataset: string }) => void;
}

/** An execution of this update on behalf of a data set. */
export function executionFor(
	context: UpdateContext,
	dataset: Dataset,
	inputs: Execution["inputs"] = new Map(),
	onProgress?: (fraction: number) => void,
): Execution {
	const { onStatement } = context;
	return {
		inputs,
		now: context.now,
		...(context.signal ? { signal: context.signal } : {}),
		...(onProgress ? { onProgress } : {}),
		...(onStatement ? { onStatement: (text) => onStatement(text, { dataset: dataset.display }) } : {}),
	};
}
