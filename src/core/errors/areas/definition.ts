import { define } from "../define.js";

/** What users declare: decorators, options, rules, flows, and the functions themselves. */
export const definitionErrors = {
	DEFINITION_UNNAMED: define<{ kind: string }>({
		message: (p) => `This ${p.kind} has no name`,
		hint: () => 'export it (export const orders = table(…)), or give it one: table({ name: "orders" }, …)',
		explain:
			"A plain form takes the name of the export that holds it. One that is neither exported from a project file nor named cannot be referred to.",
	}),
	DEFINITION_BAD_OPTION: define<{ kind: string; option: string; problem: string }>({
		message: (p) => `Option "${p.option}" of ${p.kind}: ${p.problem}`,
		explain: "An option has a value of the wrong kind.",
	}),
	DEFINITION_UNKNOWN_OPTION: define<{ kind: string; option: string; options: readonly string[] }>({
		message: (p) => `${p.kind} has no option "${p.option}"`,
		explain:
			"Options are Spark's and Databricks' in camelCase. An unknown one is refused, as it would be ignored silently otherwise.",
	}),
	DEFINITION_BAD_TARGET: define<{ decorator: string; found: string }>({
		message: (p) => `@${p.decorator} stands on ${p.found}; it belongs on a method`,
		hint: () => "decorate a static method, or use the plain form: export const t = table({…}, () => …)",
		explain:
			"TypeScript can decorate methods of classes. A decorator on a class, field or accessor defines nothing.",
	}),
	DEFINITION_BAD_USE: define<{ what: string; problem: string }>({
		message: (p) => `${p.what}: ${p.problem}`,
		explain: "A definition was called in a way that defines nothing. The message says how it is meant.",
	}),
	DEFINITION_UNAPPLIED: define<{ word: string }>({
		message: (p) => `This ${p.word} was given options, but nothing to define`,
		hint: (p) =>
			p.word === "appendFlow"
				? "give it a source, or a function after the options, or decorate a method with it"
				: `give it the function after the options (${p.word}({ … }, () => …)), or decorate a method with it`,
		explain:
			"Called with options alone, these give a decorator. This one was put on no method, so it defines nothing.",
		severity: "warning",
	}),
	DEFINITION_CONFLICT: define<{ name: string; first: string; second: string }>({
		message: (p) =>
			p.first === p.second
				? `The function of ${p.name} is given to ${p.first} twice; one function defines one data set`
				: `${p.name} is declared both as ${p.first} and as ${p.second}`,
		hint: (p) =>
			p.first === p.second ? "give each data set a function of its own: () => query()" : undefined,
		explain: "One function defines one data set. Use one kind of decorator on it.",
	}),
	DEFINITION_ACTION: define<{ method: string; wayOut: string }>({
		message: (p) => `${p.method} is an action: a definition returns a DataFrame and does nothing else`,
		hint: (p) => p.wayOut,
		explain:
			"Table functions are declarations: they are called to learn the plan, at any time and more than once. Actions (collect, count, show, write …) would run in the middle of that. aqueduck stores and reads for you.",
		sparkCondition: "ATTEMPT_ANALYSIS_IN_PIPELINE_QUERY_FUNCTION",
	}),
	DEFINITION_ASYNC: define<{ name: string }>({
		message: (p) => `${p.name} is async; a definition returns its DataFrame at once`,
		hint: () => "build the plan without await; load values at the top of the module if they are needed",
		explain: "A definition describes a plan and reads nothing, so it has nothing to wait for.",
	}),
	DEFINITION_NO_FRAME: define<{ name: string; returned: string }>({
		message: (p) => `${p.name} returned ${p.returned}, not a DataFrame`,
		hint: () => 'return the frame: return dp.read("orders").select(…)',
		explain: "A definition must return a DataFrame.",
	}),
	DEFINITION_IMPURE: define<{ name: string }>({
		message: (p) => `${p.name} gave two different plans when it was called twice`,
		hint: () =>
			"do not use the clock, random numbers or counters in a definition; F.currentTimestamp() and param() are plan nodes",
		explain:
			"A definition must depend on nothing that changes between calls; otherwise nobody could say whether it changed since the last run.",
	}),
	DEFINITION_THREW: define<{ name: string; message: string }>({
		message: (p) => `${p.name} threw: ${p.message}`,
		explain: "The function of a data set raised an error while its plan was made.",
	}),
	DEFINITION_UNDEFINED_NAME: define<{ name: string; importable: boolean }>({
		message: (p) => `"${p.name}" is not defined`,
		hint: (p) => (p.importable ? `import { ${p.name} } from "aqueduck"` : undefined),
		explain:
			"The code uses a name that is neither declared nor imported in its module. The nearest names that are stand below the message.",
	}),
	DEFINITION_UNKNOWN_MEMBER: define<{ of: string; member: string }>({
		message: (p) => `${p.of} has no "${p.member}"`,
		explain:
			"A method or property was used that does not exist. DataFrames, Columns and readers have PySpark's methods in camelCase; what PySpark has and a definition cannot use is refused by name, with the way out.",
	}),
	DEFINITION_UNDEFINED_READ: define<{ method: string; what?: string }>({
		message: (p) => `${p.method} was given nothing to read${p.what ? `: ${p.what} is undefined` : ""}`,
		hint: () => "give the function of a data set, or its name as text",
		explain:
			"A data set is read by its function or by its name. The value given is undefined: usually a misspelt member of a class, or a module that imports itself in a circle and is not finished yet.",
	}),
	DEFINITION_INLINED: define<{ name: string; inside: string }>({
		message: (p) => `${p.inside} calls ${p.name}() directly: its plan is inlined without its rules`,
		hint: (p) => `read it: dp.read(${p.name})`,
		explain:
			"Calling a definition gives its plan, not its stored table; its expectations do not apply there.",
		severity: "warning",
	}),
	DEFINITION_RULE_UNATTACHED: define<{ rule: string; on: string }>({
		message: (p) => `The expectation "${p.rule}" stands on ${p.on}, which defines no data set`,
		hint: () => "add @table(), @streamingTable(), @materializedView() or @temporaryView() to the method",
		explain:
			"Expectation decorators attach rules to a data set; without a data set decorator on the same method they would check nothing.",
	}),
	DEFINITION_DUPLICATE_RULE: define<{ rule: string; on: string }>({
		message: (p) => `Two expectations of ${p.on} are named "${p.rule}"`,
		explain: "Rule names are unique within a data set, as their counts are kept by name.",
	}),
	DEFINITION_NOT_YET: define<{ feature: string }>({
		message: (p) => `${p.feature} is not available in this version`,
		explain: "The vocabulary knows it, the runtime does not yet. It is refused rather than ignored.",
	}),
} as const;
