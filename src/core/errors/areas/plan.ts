import { define } from "../define.js";

const list = (names: readonly string[]): string => names.join(", ");

/** Columns, types, functions: what the analysis of a plan says. */
export const planErrors = {
	PLAN_UNKNOWN_COLUMN: define<{ column: string; relation?: string; columns: readonly string[] }>({
		message: (p) => `Column "${p.column}" does not exist${p.relation ? ` in ${p.relation}` : ""}`,
		explain:
			"A name is not among the columns of the frame at this place. Names are compared without regard to case. The frame shows its columns below the message.",
		sparkCondition: "UNRESOLVED_COLUMN.WITH_SUGGESTION",
	}),
	PLAN_NO_EFFECT: define<{ method: string; column: string; relation?: string }>({
		message: (p) =>
			`${p.method}("${p.column}") does nothing: no such column${p.relation ? ` in ${p.relation}` : ""}`,
		explain:
			"As in Spark, dropping or renaming a column that does not exist is no error. A column with nearly that name exists, so the name is probably misspelt.",
		severity: "warning",
	}),
	PLAN_AMBIGUOUS_COLUMN: define<{ column: string; from: readonly string[] }>({
		message: (p) => `Column "${p.column}" is ambiguous: it could be ${list(p.from)}`,
		hint: () => `bind it to a frame: df.col("name"), or give the frames aliases and write col("alias.name")`,
		explain: "Two columns of that name are in scope, for example after a join. Say which one is meant.",
		sparkCondition: "AMBIGUOUS_REFERENCE",
	}),
	PLAN_UNKNOWN_FIELD: define<{ field: string; type: string; fields: readonly string[] }>({
		message: (p) => `No field "${p.field}" in ${p.type}`,
		explain: "`a.b` reads the field `b` of the struct `a`. This struct has no such field.",
		sparkCondition: "FIELD_NOT_FOUND",
	}),
	PLAN_UNKNOWN_FUNCTION: define<{ name: string }>({
		message: (p) => `Function "${p.name}" does not exist`,
		explain: "No function of Spark 4.3 that aqueduck knows has this name.",
		sparkCondition: "UNRESOLVED_ROUTINE",
	}),
	PLAN_ARGUMENT_COUNT: define<{ name: string; given: number; expected: string }>({
		message: (p) => `${p.name} takes ${p.expected}, ${p.given} given`,
		explain: "The function was called with too few or too many arguments.",
		sparkCondition: "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
	}),
	PLAN_TYPE_MISMATCH: define<{ expression: string; expected: string; actual: string }>({
		message: (p) => `${p.expression} needs ${p.expected}, got ${p.actual}`,
		explain:
			"The types do not fit and Spark (with ANSI on) has no implicit cast for them. Cast explicitly, or fix the expression.",
		sparkCondition: "DATATYPE_MISMATCH",
	}),
	PLAN_CAST: define<{ from: string; to: string }>({
		message: (p) => `Cannot cast ${p.from} to ${p.to}`,
		explain: "Spark has no cast between these two types.",
		sparkCondition: "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION",
	}),
	PLAN_NOT_AGGREGATED: define<{ expression: string }>({
		message: (p) => `${p.expression} is neither grouped by nor inside an aggregate function`,
		hint: (p) => `group by it, or wrap it: first(${p.expression}), max(${p.expression})`,
		explain:
			"In a grouped query every output column must be a grouping expression or an aggregate. Otherwise its value would depend on which row of the group is looked at.",
		sparkCondition: "MISSING_AGGREGATION",
	}),
	PLAN_MISPLACED: define<{ what: string; where: string }>({
		message: (p) => `${p.what} is not allowed in ${p.where}`,
		explain:
			"Aggregates, window functions and generators may stand only in some places: for example no aggregate in a filter, no window function in a group key.",
	}),
	PLAN_SET_WIDTH: define<{ op: string; left: number; right: number }>({
		message: (p) =>
			`${p.op} needs as many columns on both sides: ${p.left} on the left, ${p.right} on the right`,
		explain: "Set operations match columns by position. Use unionByName to match them by name.",
		sparkCondition: "NUM_COLUMNS_MISMATCH",
	}),
	PLAN_DUPLICATE_COLUMN: define<{ column: string; where: string }>({
		message: (p) => `Column "${p.column}" occurs twice in ${p.where}`,
		explain: "A stored table needs distinct column names (compared without regard to case).",
		sparkCondition: "COLUMN_ALREADY_EXISTS",
	}),
	PLAN_BAD_ARGUMENT: define<{ name: string; problem: string }>({
		message: (p) => `${p.name}: ${p.problem}`,
		explain:
			"A function or method was called with an argument that it cannot take. The message says which and why.",
	}),
	PLAN_BAD_SCHEMA: define<{ problem: string }>({
		message: (p) => `Bad schema: ${p.problem}`,
		explain: "A schema is a DDL string such as `id INT, name STRING`, or a struct of fields.",
	}),
	PLAN_UNKNOWN_PARAMETER: define<{ name: string }>({
		message: (p) => `Parameter "${p.name}" has no value`,
		hint: (p) => `give it a default, set it in the config's parameters, or pass --var ${p.name}=…`,
		explain: "`param(name)` needs a value: its default, the config, the environment or `--var`.",
	}),
	PLAN_BAD_PARAMETER: define<{ name: string; value: string; type: string }>({
		message: (p) => `Parameter "${p.name}" is not of type ${p.type}: ${JSON.stringify(p.value)}`,
		explain: "The parameter was declared with a type that its value does not have.",
	}),
	PLAN_UNSUPPORTED: define<{ what: string; reason: string }>({
		message: (p) => `${p.what} is not supported: ${p.reason}`,
		explain:
			"aqueduck knows this part of Spark's vocabulary but cannot run it. The message gives the reason and the way out.",
	}),
	PLAN_STREAMING: define<{ operation: string; reason: string }>({
		message: (p) => `${p.operation} is not possible on a stream: ${p.reason}`,
		explain:
			"A streaming table sees each row once. Operations that would need all rows at once, or state without bound, are refused as Structured Streaming refuses them. Read the source as a batch (`read` in a materialized view) instead.",
	}),
	PLAN_COLUMN_AS_VALUE: define<{ use: string }>({
		message: (p) => `A Column was used as a JavaScript value (${p.use})`,
		hint: () => "use its methods: a.plus(b), a.eq(b), a.and(b), a.isNull()",
		explain:
			"JavaScript's operators cannot build Spark expressions: `a + b`, `a > 1`, `a && b` and string templates see the Column object, not its values. Use the methods, or the template sql`a + ${b}`.",
	}),
	PLAN_DROPPED_CONDITION: define<{ condition: string }>({
		message: (p) => `The condition ${p.condition} was made but never used`,
		hint: () => "combine conditions with .and() or .or(): a && b keeps only b",
		explain:
			"`a.gt(1) && b.gt(2)` is JavaScript: both are objects, so the result is the second one and the first condition is silently lost. Write `a.gt(1).and(b.gt(2))`.",
	}),
} as const;
