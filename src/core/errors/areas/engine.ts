import { define } from "../define.js";

/** Running a plan: what an engine refuses before, and what fails in it. */
export const engineErrors = {
	ENGINE_UNKNOWN: define<{ name: string; known: readonly string[] }>({
		message: (p) => `No engine "${p.name}"; there are ${p.known.join(", ")}`,
		explain: "The engine is set by the config's `engine` or by --engine.",
		exit: 2,
	}),
	ENGINE_MISSING: define<{ name: string; package: string }>({
		message: (p) => `The engine ${p.name} needs the package ${p.package}, which cannot be loaded`,
		hint: (p) => `npm install ${p.package}`,
		explain: "Engines load when they are used. The native package is missing or does not fit this platform.",
		exit: 2,
	}),
	ENGINE_UNSUPPORTED: define<{ engine: string; what: string; reason: string }>({
		message: (p) => `${p.what} does not run on ${p.engine}: ${p.reason}`,
		explain:
			"The function or operation is known, but this engine has no form for it that gives Spark's result.",
	}),
	ENGINE_SPARK_SETTING: define<{ setting: string; value: string; only: string; wayOut?: string }>({
		message: (p) => `The setting ${p.setting} cannot be ${p.value} here: rows are made with ${p.only}`,
		hint: (p) => p.wayOut ?? "leave it out; exports keep it",
		explain:
			"A setting of Spark that changes what rows come out (sparkConf, SET in a SQL file) has another value than the one that aqueduck's engines hold to. Settings that do not change rows are kept for exports.",
	}),
	ENGINE_FAILED: define<{ message: string }>({
		message: (p) => p.message,
		explain: "The engine raised an error that is none of Spark's known conditions. --verbose prints the SQL.",
	}),
	ENGINE_SPARK_CONDITION: define<{ condition: string; message: string }>({
		message: (p) => `${p.condition}: ${p.message}`,
		explain:
			"A run-time error that Spark with ANSI on raises too: an invalid cast, an overflow, a division by zero, an index out of bounds. try_cast, try_divide and their kin give NULL instead.",
	}),
	ENGINE_CONFLICT: define<{ message: string }>({
		message: (p) => `Two transactions met: ${p.message}`,
		hint: () => "the step may be tried again",
		explain:
			"Two steps changed the same table or the same bookkeeping row at once, and this one was rolled back. It is transient: a retry finds the other's result.",
	}),
	ENGINE_CANCELLED: define({
		message: () => "Cancelled",
		explain: "The run was interrupted; what had been committed stays, the next run goes on.",
		exit: 130,
	}),
} as const;
