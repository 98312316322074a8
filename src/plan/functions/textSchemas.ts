import { array, type DataType, struct, typeName } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { sqlFault } from "../sql/faults.js";
import { parseDataType, parseSchema } from "../sql/parse.js";
import { SqlSyntaxError } from "../sql/problem.js";
import type { Expect } from "./build.js";

/** A type (`STRUCT<…>`, `ARRAY<…>`) or the columns of a struct: the schema of from_json and from_csv. */
export function schemaOf(ddl: string): DataType {
	try {
		return /^\s*(?:(?:struct|array|map)\s*<|variant\s*$)/i.test(ddl) ? parseDataType(ddl) : parseSchema(ddl);
	} catch (error) {
		if (error instanceof SqlSyntaxError) {
			// In a schema an unknown type is a syntax error like any other.
			const { sparkCondition: _, ...problem } = error.problem;
			throw sqlFault(problem, { cause: error });
		}
		throw error;
	}
}

/** Parsed data may lack anything, whatever the schema says. */
export function nullableInside(type: DataType): DataType {
	switch (type.kind) {
		case "array":
			return array(nullableInside(type.element));
		case "map":
			return { ...type, value: nullableInside(type.value), valueContainsNull: true };
		case "struct":
			return struct(type.fields.map((f) => ({ ...f, type: nullableInside(f.type), nullable: true })));
		default:
			return type;
	}
}

/** `map('key', 'value')` of constants. */
export const options: Expect = (arg, name) => {
	if (arg.type.kind === "unknown" || (arg.kind === "call" && arg.fn === "map")) return arg;
	throw fault(
		"PLAN_TYPE_MISMATCH",
		{ expression: name, expected: "options as map('name', 'value')", actual: typeName(arg.type) },
		{ sparkCondition: "INVALID_OPTIONS.NON_MAP_FUNCTION" },
	);
};

/** The options as a record. */
export function optionsOf(expr: BoundExpr | undefined): Readonly<Record<string, string>> {
	const found: Record<string, string> = {};
	const args = expr?.kind === "call" && expr.fn === "map" ? expr.args : [];
	for (let i = 0; i + 1 < args.length; i += 2) {
		const [key, value] = [args[i], args[i + 1]];
		if (key?.kind === "literal" && value?.kind === "literal" && key.value !== null && value.value !== null)
			found[key.value] = value.value;
	}
	return found;
}
