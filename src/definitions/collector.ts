import type { Definition, DefinitionEntry, Member, TableFunction } from "./records.js";

/**
 * Receives every definition that is made while the loader imports the user's modules. The loader installs one
 * under a `Symbol.for` key, so that two copies of the SDK in one process share it, and takes it away again.
 */
export interface Collector {
	report(definition: Definition): void;
}

const collectorKey = Symbol.for("aqueduck.collector");
const recordKey = Symbol.for("aqueduck.definition");
const holder = globalThis as { [collectorKey]?: Collector | undefined };

/** Runs `work` (which imports the user's modules) with the collector installed. */
export async function withCollector<T>(collector: Collector, work: () => Promise<T>): Promise<T> {
	const before = holder[collectorKey];
	holder[collectorKey] = collector;
	try {
		return await work();
	} finally {
		holder[collectorKey] = before;
	}
}

/** What was declared about a function, if anything. */
export function definitionOf(fn: unknown): Definition | undefined {
	return typeof fn === "function" ? (fn as { [recordKey]?: Definition })[recordKey] : undefined;
}

/** Adds an entry to the function's record and reports it. The function itself is not wrapped or changed. */
export function declare(fn: TableFunction, entry: DefinitionEntry, member?: Member): void {
	let definition = definitionOf(fn);
	if (!definition) {
		definition = { fn, entries: [], member: undefined };
		Object.defineProperty(fn, recordKey, { value: definition });
	}
	definition.entries.push(entry);
	definition.member ??= member;
	holder[collectorKey]?.report(definition);
}

/** Reports a declaration that has no function of its own. */
export function declareAlone(entry: DefinitionEntry): void {
	holder[collectorKey]?.report({ fn: undefined, entries: [entry], member: undefined });
}
