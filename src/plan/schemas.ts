import { type DataType, type StructType, struct } from "../core/dataTypes.js";
import { fault } from "../core/errors/index.js";
import { currentCall } from "./calls.js";
import { language } from "./languageDoor.js";
import { badArgument, describeValue } from "./operands.js";
import { isZodObject, structOfZod } from "./zodSchema.js";

const isDataType = (value: unknown): value is DataType =>
	typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string";

/** Runs a parser of the SQL folder on a text of the user's; what it refuses becomes the catalogue's error, with its place. */
export function parsing<T>(text: string, parse: (text: string) => T): T {
	try {
		return parse(text);
	} catch (error) {
		const { placeOf, sqlFault, SqlSyntaxError } = language();
		if (!(error instanceof SqlSyntaxError)) throw error;
		const parent = currentCall();
		const origin = { kind: "sql", text, ...error.problem.at, ...(parent ? { parent } : {}) } as const;
		throw sqlFault(error.problem, { ...placeOf(origin), cause: error });
	}
}

/**
 * A type: its text, or a data type (`T.int`).
 * @example dataTypeOf("decimal(10,2)", "cast").kind // "decimal"
 */
export function dataTypeOf(value: unknown, where: string): DataType {
	if (typeof value === "string") return parsing(value, language().parseDataType);
	if (isDataType(value)) return value;
	throw badArgument(where, `needs a type ("int", T.int), got ${describeValue(value)}`);
}

/**
 * A schema: DDL text, a struct (`T.struct`), or a zod object.
 * @example structOfSchema("id INT, name STRING").fields.length // 2
 */
export function structOfSchema(value: unknown): StructType {
	if (typeof value === "string")
		return value.trim() === "" ? struct([]) : parsing(value, language().parseSchema);
	if (isZodObject(value)) return structOfZod(value);
	if (isDataType(value) && value.kind === "struct") return value;
	throw fault("PLAN_BAD_SCHEMA", {
		problem: `needs DDL text ("id INT, name STRING"), T.struct({…}) or a zod object, got ${describeValue(value)}`,
	});
}
