import { tableKey } from "../../core/names.js";
import type { BoundRelation } from "../../plan/bound.js";
import { walkBound } from "../../plan/boundWalk.js";
import type { Execution } from "../tableEngine.js";
import type { Catalog } from "./catalog.js";

/** What a single thread reads in a moment. */
const SMALL = 16 << 20;
const BYTES_PER_ROW = 64;

/** True when a plan reads so much, in files and tables, that several threads are worth what they cost. */
export function readsMuch(plan: BoundRelation, execution: Execution, catalog: Catalog): boolean {
	let bytes = 0;
	for (const node of walkBound(plan)) {
		if (node.kind !== "scan") continue;
		const input = execution.inputs.get(node.id);
		if (input?.kind === "empty") continue;
		if (node.source.kind === "table")
			bytes += (catalog.describe(tableKey(node.source.name))?.rows ?? 0) * BYTES_PER_ROW;
		else if (node.source.kind === "files")
			bytes +=
				input?.kind === "files"
					? input.files.reduce((sum, file) => sum + file.size, 0)
					: // Nobody has listed them yet.
						SMALL + 1;
	}
	return bytes > SMALL;
}

/** The most statements at once, of whatever size: each keeps one of libuv's four threads while it is prepared. */
export const STATEMENTS_AT_ONCE = 3;

/**
 * The most large ones among them. Each uses all threads by itself, so that two at once take the memory of both and little
 * less time.
 */
export function largeAtOnce(threads: number): number {
	return Math.min(STATEMENTS_AT_ONCE, Math.max(1, Math.floor(threads / 4)));
}
