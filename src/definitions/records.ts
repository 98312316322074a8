import type { CallSite } from "../core/location.js";

/** A user's function that returns a DataFrame. */
export type TableFunction = (...args: never[]) => unknown;

/** What a decorator or a call makes of a function: kinds as the user wrote them. */
export type OutputKind = "table" | "streamingTable" | "materializedView" | "temporaryView";

/** A data set: `@table(…)`, `materializedView(…, fn)`, `createStreamingTable(…)`. Options are kept as given. */
export interface OutputRecord {
	readonly record: "output";
	readonly kind: OutputKind;
	/** The name under which the user called it: `table`, `view`, `createStreamingTable` … (for messages). */
	readonly word: string;
	readonly options: Readonly<Record<string, unknown>>;
	readonly site: CallSite;
}

export type RuleAction = "warn" | "drop" | "fail" | "quarantine";

/** One rule, by decorator. (Rules by options stay in the options until the loader reads them.) */
export interface ExpectationRecord {
	readonly record: "expectation";
	readonly word: string;
	readonly name: unknown;
	/** SQL text or a Column. */
	readonly condition: unknown;
	readonly action: RuleAction;
	readonly site: CallSite;
}

/** A flow into a target: `@appendFlow({target})`, `appendFlow({source, target})`. */
export interface FlowRecord {
	readonly record: "flow";
	readonly word: string;
	readonly options: Readonly<Record<string, unknown>>;
	readonly site: CallSite;
}

/** Part of the vocabulary that the runtime does not have yet; the loader refuses it by name. */
export interface NotYetRecord {
	readonly record: "notYet";
	readonly feature: string;
	readonly site: CallSite;
}

/** A use that defines nothing, e.g. a decorator on a field; the loader says what is wrong. */
export interface MisuseRecord {
	readonly record: "misuse";
	readonly word: string;
	/** What it stands on, or what is wrong with the call. */
	readonly found: string;
	readonly kind: "target" | "call";
	readonly site: CallSite;
}

/** A decorator that was made and is waiting for its method; one that never meets a method defines nothing. */
export interface FactoryRecord {
	readonly record: "factory";
	readonly word: string;
	readonly options: Readonly<Record<string, unknown>>;
	readonly site: CallSite;
	applied: boolean;
}

export type DefinitionEntry =
	| OutputRecord
	| ExpectationRecord
	| FlowRecord
	| NotYetRecord
	| MisuseRecord
	| FactoryRecord;

/** Where a decorated method lives. */
export interface Member {
	readonly name: string;
	readonly isStatic: boolean;
	/** The class; for instance methods under TC39 decorators it is found among the exports. */
	readonly owner: (() => object | undefined) | undefined;
}

/** All that was declared about one function (or, without a function, by one call). */
export interface Definition {
	readonly fn: TableFunction | undefined;
	readonly entries: DefinitionEntry[];
	member: Member | undefined;
}
