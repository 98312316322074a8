import { type DataType, STRING } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { mismatch } from "../coercion.js";
import type { CallToBind, FunctionSpec } from "../functionSpec.js";
import { any, constant, type Expect, scalar, strictText, text } from "./build.js";
import { csvFields, csvQuoting } from "./csvFields.js";
import { schemaOfCsv } from "./schemaOfCsv.js";
import { nullableInside, options, optionsOf, schemaOf } from "./textSchemas.js";

const refused = (name: string, problem: string, sparkCondition: string): Error =>
	fault("PLAN_BAD_ARGUMENT", { name, problem }, { sparkCondition });

/** The example of schema_of_csv as DDL. */
export function csvSchema(args: readonly BoundExpr[]): string {
	const example = constant(args[0], "schema_of_csv", "the example");
	const given = Object.entries(optionsOf(args[1])).map(([k, v]) => [k.toLowerCase(), v] as const);
	return schemaOfCsv(csvFields(example, csvQuoting(new Map(given))));
}

function parsedType(args: readonly BoundExpr[], call: CallToBind): DataType {
	const schema = args[1];
	const ddl =
		schema?.kind === "call" && schema.fn === "schema_of_csv"
			? csvSchema(schema.args)
			: constant(schema, call.name, "the schema");
	const type = schemaOf(ddl);
	if (type.kind !== "struct")
		throw refused(call.name, "the schema must be columns or a struct", "INVALID_SCHEMA.NON_STRUCT_TYPE");
	const nested = type.fields.find((f) => ["array", "map", "struct", "variant"].includes(f.type.kind));
	if (nested) throw refused(call.name, `CSV cannot hold the type of ${nested.name}`, "UNSUPPORTED_DATATYPE");
	const mode = Object.entries(optionsOf(args[2])).find(([k]) => k.toLowerCase() === "mode")?.[1];
	if (mode !== undefined && !/^(?:permissive|failfast)$/i.test(mode))
		throw refused(call.name, `the mode is PERMISSIVE or FAILFAST, not ${mode}`, "PARSE_MODE_UNSUPPORTED");
	return nullableInside(type);
}

const row: Expect = (arg, name) => {
	if (arg.type.kind === "struct" || arg.type.kind === "unknown") return arg;
	throw mismatch(name, "a struct", arg);
};

export const CSV_FUNCTIONS = {
	from_csv: scalar([strictText, any, options], parsedType, { optional: 1 }),
	to_csv: scalar([row, options], STRING, { optional: 1, nullable: true }),
	schema_of_csv: scalar([text, options], STRING, { optional: 1, nullable: false }),
} as const satisfies Record<string, FunctionSpec>;
