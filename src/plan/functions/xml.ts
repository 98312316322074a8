import {
	array,
	BIGINT,
	BOOLEAN,
	type DataType,
	DOUBLE,
	FLOAT,
	hasVariant,
	INT,
	SMALLINT,
	STRING,
	typeDdl,
} from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { castTo, mismatch } from "../coercion.js";
import type { CallToBind, FunctionSpec, ScalarSpec } from "../functionSpec.js";
import { parseDataType } from "../sql/parse.js";
import { xmlOptions } from "../xml/xmlOptions.js";
import { schemaOfXml } from "../xml/xmlSchema.js";
import { any, constant, type Expect, foldable, scalar, strictText } from "./build.js";
import { nullableInside, options, optionsOf, schemaOf } from "./textSchemas.js";

const refused = (name: string, problem: string, sparkCondition: string): Error =>
	fault("PLAN_BAD_ARGUMENT", { name, problem }, { sparkCondition });

/** The example of schema_of_xml as DDL. */
export function xmlSchemaDdl(args: readonly BoundExpr[]): string {
	const example = args[0];
	if (example?.kind === "literal" && example.value === null)
		throw refused("schema_of_xml", "the example must not be NULL", "DATATYPE_MISMATCH.UNEXPECTED_NULL");
	const text = constant(example, "schema_of_xml", "the example");
	return typeDdl(schemaOfXml(text, xmlOptions(optionsOf(args[1]))));
}

const SINGLE_TYPE = /^\s*(?:[a-z_]+(?:\s*\([\d,\s]*\))?|array\s*<.*>|map\s*<.*>)\s*$/is;

function parsedType(args: readonly BoundExpr[], call: CallToBind): DataType {
	const schema = args[1];
	const ddl =
		schema?.kind === "call" && schema.fn === "schema_of_xml"
			? xmlSchemaDdl(schema.args)
			: constant(schema, call.name, "the schema");
	const type = SINGLE_TYPE.test(ddl) ? parseDataType(ddl) : schemaOf(ddl);
	const { mode } = xmlOptions(optionsOf(args[2]));
	if (mode === "DROPMALFORMED")
		throw refused(
			call.name,
			"the mode is PERMISSIVE or FAILFAST, not DROPMALFORMED",
			"PARSE_MODE_UNSUPPORTED",
		);
	if (hasVariant(type))
		throw fault("PLAN_UNSUPPORTED", {
			what: `${call.name} with the type VARIANT`,
			reason: "name the fields in the schema; schema_of_xml finds them in an example",
		});
	if (type.kind !== "struct")
		throw refused(
			call.name,
			"the schema must be columns or a struct",
			"DATATYPE_MISMATCH.INVALID_XML_SCHEMA",
		);
	return nullableInside(type);
}

const row: Expect = (arg, name) => {
	if (["struct", "variant", "unknown"].includes(arg.type.kind)) return arg;
	throw mismatch(name, "a struct", arg);
};
const example: Expect = (arg, name) => {
	const text = arg.type.kind === "void" ? castTo(arg, STRING) : strictText(arg, name);
	return foldable(text, name);
};
const path: Expect = (arg, name) => foldable(strictText(arg, name), name);
const xpath = (type: DataType): ScalarSpec => scalar([strictText, path], type, { nullable: true });

/** XML in texts, and XPath over it. */
export const XML_FUNCTIONS = {
	from_xml: scalar([strictText, any, options], parsedType, { optional: 1, nullable: true }),
	to_xml: scalar([row, options], STRING, { optional: 1, nullable: true }),
	schema_of_xml: scalar([example, options], STRING, { optional: 1, nullable: false }),
	xpath: xpath(array(STRING)),
	xpath_boolean: xpath(BOOLEAN),
	xpath_double: xpath(DOUBLE),
	xpath_number: xpath(DOUBLE),
	xpath_float: xpath(FLOAT),
	xpath_int: xpath(INT),
	xpath_long: xpath(BIGINT),
	xpath_short: xpath(SMALLINT),
	xpath_string: xpath(STRING),
} as const satisfies Record<string, FunctionSpec>;
