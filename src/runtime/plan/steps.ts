import type { Diagnostic } from "../../core/errors/index.js";

/** An update before it runs, as plain data: what `aq plan` prints. */
export interface UpdatePlan {
	readonly pipeline: string;
	/** In an order in which they could run one by one. */
	readonly steps: readonly PlannedStep[];
}

export interface PlannedStep {
	/** The data set's key. */
	readonly dataset: string;
	readonly display: string;
	readonly kind: "streaming_table" | "materialized_view" | "temporary_view";
	/**
	 * `recompute` the whole, `refresh` the parts that new rows of an input belong to, `append` new input, `evaluate` a view for its readers, `skip`; `depends`: decided when
	 * the steps before it have run, since they may write nothing; `fail`: it cannot go on as it is.
	 */
	readonly action: "recompute" | "refresh" | "append" | "evaluate" | "skip" | "depends" | "fail";
	/** Checkpoints and rows are cleared first. */
	readonly fullRefresh: boolean;
	readonly reason: StepReason;
	/** The steps of this update that it waits for. */
	readonly after: readonly string[];
}

export type StepReason =
	| { readonly kind: "new" }
	| { readonly kind: "full_refresh" }
	| {
			readonly kind: "definition_changed";
			readonly what: readonly ("query" | "rules" | "schema" | "settings")[];
	  }
	| {
			readonly kind: "input_changed";
			readonly inputs: readonly string[];
			/**
			 * The columns whose values tell which parts of the result are computed again: those of the input's new rows.
			 * Empty: the result of the new rows is added. Absent: the whole is computed.
			 */
			readonly by?: readonly string[];
	  }
	/** Its value depends on chance or the time of the update. */
	| { readonly kind: "not_deterministic" }
	/** Somebody else wrote the table since. */
	| { readonly kind: "target_changed" }
	| { readonly kind: "inputs_may_change"; readonly inputs: readonly string[] }
	| { readonly kind: "new_input"; readonly files: number; readonly tables: readonly string[] }
	| { readonly kind: "read_by"; readonly readers: readonly string[] }
	/** What the run would end with, e.g. a schema that does not fit the rows that are there. */
	| { readonly kind: "refused"; readonly diagnostic: Diagnostic }
	| { readonly kind: "unchanged" };

/** The reason as people read it. */
export function reasonText(reason: StepReason): string {
	return reasonTexts[reason.kind](reason as never);
}

type Text<K extends StepReason["kind"]> = (reason: Extract<StepReason, { kind: K }>) => string;

const reasonTexts: { readonly [K in StepReason["kind"]]: Text<K> } = {
	new: () => "new",
	full_refresh: () => "full refresh asked for",
	definition_changed: (r) => `definition changed (${r.what.join(", ")})`,
	input_changed: (r) => {
		if (!r.by) return `input changed: ${listed(r.inputs)}`;
		return `new rows in ${listed(r.inputs)}${r.by.length > 0 ? `, by ${listed(r.by)}` : ""}`;
	},
	not_deterministic: () => "depends on chance or the time of the run",
	target_changed: () => "its table was changed by something else",
	inputs_may_change: (r) => `if its inputs change: ${listed(r.inputs)}`,
	new_input: (r) => {
		const files = r.files === 0 ? [] : [`${r.files} new file${r.files === 1 ? "" : "s"}`];
		return [...files, ...(r.tables.length > 0 ? [`new rows in ${listed(r.tables)}`] : [])].join(", ");
	},
	read_by: (r) => `read by ${listed(r.readers)}`,
	refused: (r) => r.diagnostic.message,
	unchanged: () => "nothing to do",
};

function listed(names: readonly string[], most = 4): string {
	if (names.length <= most) return names.join(", ");
	return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
