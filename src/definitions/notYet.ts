import { CallSite } from "../core/location.js";
import { declare, declareAlone } from "./collector.js";
import { useOf } from "./decorate.js";
import type { TableFunction } from "./records.js";

/**
 * A word of the vocabulary that the runtime does not have yet. Using it is no error by itself (a module can be
 * imported and its functions tested); the loader refuses it by name.
 */
function notYet(word: string): (...args: unknown[]) => (...target: unknown[]) => void {
	const call = (...args: unknown[]) => {
		const entry = { record: "notYet", feature: word, site: CallSite.capture(call) } as const;
		const fn = args.find((a): a is TableFunction => typeof a === "function");
		if (fn) declare(fn, entry);
		else declareAlone(entry);
		return (...target: unknown[]): void => {
			const use = useOf(target);
			if (use.kind === "method") declare(use.fn, entry, use.member);
		};
	};
	return call;
}

/** Change data capture into a target (SCD 1 and 2). Not available in this version: refused by `validate` and `run`. */
export const createAutoCdcFlow = notYet("createAutoCdcFlow");
/** dlt's name for `createAutoCdcFlow`. Not available in this version. */
export const applyChanges = notYet("applyChanges");
/** Change data capture from full snapshots. Not available in this version. */
export const createAutoCdcFromSnapshotFlow = notYet("createAutoCdcFromSnapshotFlow");
/** dlt's name for `createAutoCdcFromSnapshotFlow`. Not available in this version. */
export const applyChangesFromSnapshot = notYet("applyChangesFromSnapshot");
/** An output outside the warehouse. Not available in this version. */
export const createSink = notYet("createSink");
/** A sink that is a function of each batch. Not available in this version. */
export const foreachBatchSink = notYet("foreachBatchSink");
