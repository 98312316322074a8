import { AqueduckError, fault } from "../../core/errors/index.js";

/** What DuckDB says with `errors_as_json`. */
interface DuckDbProblem {
	readonly exception_type: string;
	readonly exception_message: string;
	readonly error_subtype?: string;
	/** Of a missing entry: what kind of thing it is, and its name. */
	readonly type?: string;
	readonly name?: string;
}

/** Any error of a statement as one of the catalogue; the original and the SQL are its cause. */
export function engineError(error: unknown, sql?: string): AqueduckError {
	if (error instanceof AqueduckError) return error;
	const { type, message, missingTable } = problemOf(error);
	const cause = sql === undefined ? error : new Error(`${message}\n\n${sql}`, { cause: error });
	if (type?.toLowerCase() === "interrupt") return fault("ENGINE_CANCELLED", {}, { cause });
	if (missingTable !== undefined) return fault("RUN_UNKNOWN_TABLE", { name: missingTable }, { cause });
	const own = /^\[([A-Z_][A-Z0-9_.]*)\] ?(.*)$/s.exec(message);
	if (own) return sparkError(own[1] as string, own[2] as string, cause);
	const known = CONDITIONS.find((c) => c.type === type && c.says.test(message));
	if (known) return sparkError(known.condition, message, cause);
	if (CONFLICT.test(message)) return fault("ENGINE_CONFLICT", { message: printable(message) }, { cause });
	return fault(
		"ENGINE_FAILED",
		{ message: `${type ? `${type} error: ` : ""}${printable(message)}` },
		{ cause },
	);
}

/** True for what DuckDB itself raised. */
export function isEngineProblem(error: unknown): boolean {
	return error instanceof Error && problemOf(error).type !== undefined;
}

/** True when a statement named something that is not there, e.g. a table. */
export function isMissingEntry(error: unknown): boolean {
	for (let at = error; at instanceof Error; at = at.cause) if (problemOf(at).type === "Catalog") return true;
	return false;
}

/** An error of opening the file. */
export function openError(error: unknown, storage: string): AqueduckError {
	const { message } = problemOf(error);
	const pid = /\(PID (\d+)\)/.exec(message)?.[1];
	if (/could not set lock|conflicting lock/i.test(message))
		return fault("RUN_LOCKED", { storage, pid: pid ?? "unknown" }, { cause: error });
	// DuckDB gives one process one configuration of a file: it is open here, for reading or otherwise than now asked.
	if (/different configuration/i.test(message))
		return fault("RUN_LOCKED", { storage, pid: String(process.pid) }, { cause: error });
	const problem = /database does not exist/i.test(message)
		? "nothing has been run here yet"
		: printable(message);
	return fault("RUN_STORAGE", { path: storage, problem }, { cause: error });
}

function sparkError(condition: string, message: string, cause: unknown): AqueduckError {
	return fault(
		"ENGINE_SPARK_CONDITION",
		{ condition, message: printable(message) },
		{ cause, sparkCondition: condition },
	);
}

/**
 * DuckDB's own run-time errors that Spark has a condition for. By exception type first; the text tells apart what
 * DuckDB 1.5 throws under one type.
 */
const CONDITIONS: readonly { readonly type: string; readonly says: RegExp; readonly condition: string }[] = [
	{ type: "Conversion", says: /^Could not convert string/, condition: "CAST_INVALID_INPUT" },
	{
		type: "Conversion",
		says: /^(invalid|date|timestamp|time) .*(format|field value|out of range)/i,
		condition: "CAST_INVALID_INPUT",
	},
	{ type: "Conversion", says: /cast.* DECIMAL\(/i, condition: "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION" },
	{ type: "Conversion", says: /out of range|overflow/i, condition: "CAST_OVERFLOW" },
	{
		type: "Conversion",
		says: /Could not (parse|cast)|Unimplemented type for cast/i,
		condition: "CAST_INVALID_INPUT",
	},
	{ type: "Out of Range", says: /DECIMAL/, condition: "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION" },
	{ type: "Out of Range", says: /division by zero/i, condition: "DIVIDE_BY_ZERO" },
	{ type: "Out of Range", says: /overflow in .* of INT(8|16)\b/i, condition: "BINARY_ARITHMETIC_OVERFLOW" },
	{ type: "Out of Range", says: /overflow|out of range/i, condition: "ARITHMETIC_OVERFLOW" },
	{ type: "Not implemented", says: /^Unknown TimeZone/, condition: "INVALID_TIMEZONE" },
	{ type: "Constraint", says: /^NOT NULL constraint failed/, condition: "NOT_NULL_ASSERT_VIOLATION" },
	{
		type: "Invalid Input",
		says: /^More than one row returned by a subquery/,
		condition: "SCALAR_SUBQUERY_TOO_MANY_ROWS",
	},
	{ type: "Invalid Input", says: /^Map keys must be unique/, condition: "DUPLICATED_MAP_KEY" },
	{ type: "Invalid Input", says: /^Map keys can not be NULL/, condition: "NULL_MAP_KEY" },
];

const CONFLICT =
	/^(Conflict on|Catalog write-write conflict|Failed to commit: (Transaction conflict|PRIMARY KEY))|Transaction conflict/;

// Conflicts on catalogue entries carry NUL bytes (1.5.5).
const printable = (message: string): string => message.replaceAll("\0", ".");

interface Problem {
	readonly type: string | undefined;
	readonly message: string;
	readonly missingTable?: string;
}

function problemOf(error: unknown): Problem {
	const text = error instanceof Error ? error.message : String(error);
	const start = text.indexOf("{");
	if (start >= 0) {
		try {
			const problem = JSON.parse(text.slice(start)) as Partial<DuckDbProblem>;
			if (typeof problem.exception_message === "string") {
				const isMissing = problem.error_subtype === "MISSING_ENTRY" && problem.type === "Table";
				return {
					type: problem.exception_type,
					message: problem.exception_message,
					...(isMissing && problem.name !== undefined ? { missingTable: problem.name } : {}),
				};
			}
		} catch {
			// Not JSON: an error from before the setting, or from the bindings.
		}
	}
	const named = /^([A-Z][A-Za-z ]*?) ?Error: (.*)$/s.exec(text);
	return { type: named?.[1], message: named?.[2] ?? text };
}
