import type { Diagnostic } from "../core/errors/index.js";
import type { CallSite } from "../core/location.js";
import type { SourcePlace } from "../core/userCode.js";
import type { OutputKind, RuleAction, TableFunction } from "./records.js";

/** A definition after the options were checked and names were found; still with its function. */
export interface LoadedOutput {
	readonly kind: OutputKind;
	readonly word: string;
	/** As the user wrote it: `orders`, `raw.orders`. */
	readonly name: string;
	/** Absent for createStreamingTable. */
	readonly fn?: TableFunction;
	/** What `this` is when the function is called. */
	readonly owner?: object;
	readonly options: Readonly<Record<string, unknown>>;
	readonly rules: readonly LoadedRule[];
	readonly site: CallSite;
	readonly place?: SourcePlace;
}

export interface LoadedRule {
	readonly name: string;
	readonly condition: unknown;
	/** The condition as it is written, where it is not text itself. */
	readonly text?: string;
	readonly action: RuleAction;
	readonly site: CallSite;
	readonly place?: SourcePlace;
}

export interface LoadedFlow {
	readonly name: string;
	readonly target: string | TableFunction;
	readonly fn?: TableFunction;
	readonly owner?: object;
	/** For the call form: a name, a function or a frame. */
	readonly source?: unknown;
	readonly targetColumns?: readonly string[];
	readonly once: boolean;
	readonly comment?: string;
	readonly sparkConf?: Readonly<Record<string, string>>;
	readonly site: CallSite;
	readonly place?: SourcePlace;
}

/** All that a project's modules define, in the order of files and declarations. */
export interface LoadedDefinitions {
	readonly outputs: readonly LoadedOutput[];
	readonly flows: readonly LoadedFlow[];
	/** Each function that defines a data set, with the data set's name: what `read(fn)` refers to. */
	readonly references: ReadonlyMap<TableFunction, string>;
	readonly diagnostics: readonly Diagnostic[];
	/** Source files that were loaded, absolute. */
	readonly inputs: readonly string[];
	/** A hash of what the modules do, made when it is asked for. Absent when they come from no files. */
	code?(): string;
}
