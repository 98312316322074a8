import { array, type DataType, INT, STRING } from "../../core/dataTypes.js";
import type { BoundExpr } from "../bound.js";
import type { CallToBind, FunctionSpec } from "../functionSpec.js";
import {
	any,
	badArgument,
	constant,
	type Expect,
	family,
	generator,
	scalar,
	strictText,
	text,
} from "./build.js";
import { schemaOfJson } from "./schemaOfJson.js";
import { nullableInside, options, optionsOf, schemaOf } from "./textSchemas.js";

/** The second argument of from_json: DDL text, or schema_of_json of a constant. */
function schemaType(args: readonly BoundExpr[], call: CallToBind): DataType {
	const schema = args[1];
	const ddl =
		schema?.kind === "call" && schema.fn === "schema_of_json"
			? schemaOfJson(constant(schema.args[0], "schema_of_json", "the example"), optionsOf(schema.args[1]))
			: constant(schema, call.name, "the schema");
	const type = schemaOf(ddl);
	if (["struct", "array", "map", "variant"].includes(type.kind)) return nullableInside(type);
	throw badArgument(call.name, "the schema must be a struct, an array or a map");
}

const complex: Expect = family("a struct, an array or a map", (t) =>
	["struct", "array", "map", "variant", "void"].includes(t.kind),
);
/** A string: NULL that is none is refused too. */
const string: Expect = family("a string", (t) => t.kind === "string");

export const JSON_FUNCTIONS = {
	from_json: scalar([strictText, any, options], schemaType, { optional: 1, nullable: true }),
	to_json: scalar([complex, options], STRING, { optional: 1, nullable: true }),
	get_json_object: scalar([strictText, strictText], STRING, { nullable: true }),
	json_array_length: scalar([strictText], INT, { nullable: true }),
	json_object_keys: scalar([strictText], array(STRING), { nullable: true }),
	schema_of_json: scalar([text, options], STRING, { optional: 1, nullable: false }),
	json_tuple: generator(
		[string, string],
		(args) => args.slice(1).map((_, i) => ({ name: `c${i}`, type: STRING, nullable: true })),
		{ rest: string },
	),
} as const satisfies Record<string, FunctionSpec>;
