import type { Fingerprint, TableRecord } from "../state/records.js";
import type { StepReason } from "./steps.js";

/** What is known of a recomputed table when its step is planned or about to run. */
export interface CompleteFacts {
	readonly record: TableRecord | undefined;
	/** The table's commit number now; undefined when there is no such table. */
	readonly version: number | undefined;
	readonly now: Fingerprint;
	readonly fullRefresh: boolean;
	/** Inputs that steps before this one may still change; empty when it is about to run. */
	readonly pending: readonly string[];
}

/** Why a recomputed table must be computed again, might have to be, or need not. */
export function decideComplete(facts: CompleteFacts): StepReason {
	const { record, now } = facts;
	if (facts.fullRefresh) return { kind: "full_refresh" };
	if (facts.version === undefined || !record) return { kind: "new" };
	const before = record.made;
	if (!before) return { kind: "definition_changed", what: ["query"] };
	const what = (["query", "rules", "schema", "settings"] as const).filter(
		(part) => before[part] !== now[part],
	);
	if (what.length > 0) return { kind: "definition_changed", what };
	if (!now.deterministic) return { kind: "not_deterministic" };
	if (record.version !== facts.version) return { kind: "target_changed" };
	const changed = changedInputs(before.inputs, now.inputs);
	if (changed.length > 0) return { kind: "input_changed", inputs: changed };
	if (facts.pending.length > 0) return { kind: "inputs_may_change", inputs: facts.pending };
	return { kind: "unchanged" };
}

function changedInputs(
	before: Readonly<Record<string, string>>,
	now: Readonly<Record<string, string>>,
): readonly string[] {
	const names = new Set([...Object.keys(before), ...Object.keys(now)]);
	return [...names].filter((name) => before[name] !== now[name]).sort();
}

export interface StreamFacts {
	readonly exists: boolean;
	readonly fullRefresh: boolean;
	readonly newFiles: number;
	/** Source tables with commits that were not read. */
	readonly behind: readonly string[];
	readonly newFlows: number;
	readonly pending: readonly string[];
}

/** Why a streaming table has something to read, might have, or has not. */
export function decideStream(facts: StreamFacts): StepReason {
	if (facts.fullRefresh) return { kind: "full_refresh" };
	if (!facts.exists) return { kind: "new" };
	if (facts.newFiles > 0 || facts.behind.length > 0)
		return { kind: "new_input", files: facts.newFiles, tables: facts.behind };
	if (facts.newFlows > 0) return { kind: "definition_changed", what: ["query"] };
	if (facts.pending.length > 0) return { kind: "inputs_may_change", inputs: facts.pending };
	return { kind: "unchanged" };
}
