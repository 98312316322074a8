import { define } from "../define.js";

/** Updates: locks, state, schema changes, rules that stop a run. */
export const runErrors = {
	RUN_LOCKED: define<{ storage: string; pid: string }>({
		message: (p) => `Another run holds ${p.storage} (pid ${p.pid})`,
		hint: () => "wait for it to end, or stop it",
		explain: "A storage folder has one writer at a time.",
	}),
	RUN_EXPECTATION_FAILED: define<{ table: string; rule: string; rows: number }>({
		message: (p) =>
			`${p.rows} row${p.rows === 1 ? "" : "s"} of ${p.table} break${p.rows === 1 ? "s" : ""} the rule ${p.rule}`,
		hint: (p) => `${p.table} keeps its previous version`,
		explain: "A rule with the action fail was broken, so nothing of this update was written to the table.",
		exit: 3,
		sparkCondition: "EXPECTATION_VIOLATION",
	}),
	RUN_UPSTREAM_FAILED: define<{ name: string; upstream: string }>({
		message: (p) => `${p.name} was not run: ${p.upstream} failed`,
		explain: "A failed step fails what is downstream of it and nothing else.",
	}),
	RUN_SCHEMA_CHANGED: define<{ table: string; before: string; after: string; problem: string }>({
		message: (p) => `The schema of the streaming table ${p.table} changed: ${p.problem}`,
		hint: (p) => `aq run --full-refresh ${p.table}`,
		explain:
			"A streaming table takes new nullable columns. Anything else (a column that went away, another type) would need its old rows again: a full refresh.",
	}),
	RUN_FLOW_STATE: define<{ flow: string; problem: string; table: string }>({
		message: (p) => `The checkpoint of ${p.flow} does not fit its query any more: ${p.problem}`,
		hint: (p) => `aq run --full-refresh ${p.table}`,
		explain:
			"FLOW_STATE_INCOMPATIBLE: a change of sources, keys or stateful operators of a streaming flow cannot go on from its checkpoint.",
	}),
	RUN_NOT_APPEND_ONLY: define<{ flow: string; source: string }>({
		message: (p) => `${p.flow} reads ${p.source} as a stream, but ${p.source} was rewritten since`,
		hint: (p) =>
			`full refresh the flow's table, or read with option skipChangeCommits; ${p.source} must only be appended to`,
		explain:
			"A stream over a table reads the rows that were added. A source that was rewritten is not append-only.",
	}),
	RUN_FILES_CHANGED: define<{ flow: string; table: string; count: number }>({
		message: (p) =>
			`${p.count} file${p.count === 1 ? "" : "s"} changed after ${p.flow} had read ${p.count === 1 ? "it" : "them"}${p.flow === p.table ? "" : ` into ${p.table}`}; not read again`,
		hint: (p) => `aq run --full-refresh ${p.table}, or the option cloudFiles.allowOverwrites`,
		explain:
			"As in Spark, a file that a stream has read is known by its path and not read again, also when its content changes.",
		severity: "warning",
	}),
	RUN_STORAGE: define<{ path: string; problem: string }>({
		message: (p) => `Storage ${p.path}: ${p.problem}`,
		explain: "The storage folder cannot be used.",
	}),
	RUN_UNKNOWN_TABLE: define<{ name: string }>({
		message: (p) => `No table ${p.name} in the warehouse`,
		hint: () => "aq run creates it",
		explain: "The table is not stored: it was never run, or the name is wrong.",
	}),
	RUN_STALE_INPUT: define<{ name: string; problem: string }>({
		message: (p) => `The table ${p.name} is not what its definition says any more: ${p.problem}`,
		hint: (p) => `aq run ${p.name}`,
		explain:
			"A table was left out of the run whose definition has other columns by now than the rows that are stored. What reads it was checked against the definition, so it is refused until the table is brought up to date.",
	}),
	RUN_INTERNAL: define<{ message: string }>({
		message: (p) => `Internal error: ${p.message}`,
		hint: () => "this is a bug of aqueduck; please report it with the report file",
		explain: "Something that should not be possible happened.",
		exit: 70,
	}),
} as const;
