import type { DataType } from "../../../core/dataTypes.js";
import type { BoundExpr } from "../../../plan/bound.js";
import { optionsOf } from "../../../plan/functions/textSchemas.js";
import { type XML_FUNCTIONS, xmlSchemaDdl } from "../../../plan/functions/xml.js";
import { xmlOptions } from "../../../plan/xml/xmlOptions.js";
import { quoteText } from "../sql.js";
import { duckType } from "../types.js";
import { fromJsonText } from "./jsonValues.js";
import { carried } from "./transport.js";
import type { DuckDbFunction } from "./types.js";

const optionsText = (options: BoundExpr | undefined): string =>
	quoteText(JSON.stringify(xmlOptions(optionsOf(options))));
const typeText = (type: DataType): string => quoteText(JSON.stringify(type));

/** A number of XPath as a type of Java's: NaN is 0, and what is too large is the largest. */
const whole = (kind: "int" | "long"): DuckDbFunction => ({
	sql: ([xml, path], call) =>
		`CAST(aq_xpath_whole(${xml}, ${path}, ${quoteText(kind)}, ${quoteText(call.fn)}) AS ${duckType(call.type)})`,
});
const number: DuckDbFunction = {
	sql: ([xml, path], call) =>
		`CAST(aq_xpath_number(${xml}, ${path}, ${quoteText(call.fn)}) AS ${duckType(call.type)})`,
};

export const XML_ROWS = {
	from_xml: {
		sql: ([text], call, context) =>
			fromJsonText(
				`aq_from_xml(${text}, ${typeText(call.type)}, ${optionsText(call.args[2])})`,
				call.type,
				context,
			),
	},
	to_xml: {
		sql: ([value = ""], call, context) => {
			const { type } = call.args[0] as BoundExpr;
			const zone = quoteText(context.timeZone);
			return `aq_to_xml(${carried(value, type, context)}, ${typeText(type)}, ${optionsText(call.args[1])}, ${zone})`;
		},
	},
	schema_of_xml: { sql: (_args, call) => quoteText(xmlSchemaDdl(call.args)) },
	xpath: { sql: ([xml, path]) => `aq_xpath(${xml}, ${path})` },
	xpath_boolean: { sql: ([xml, path]) => `aq_xpath_boolean(${xml}, ${path})` },
	xpath_double: number,
	xpath_number: number,
	xpath_float: number,
	xpath_int: whole("int"),
	xpath_long: whole("long"),
	// Java narrows the int: 70000 is 4464.
	xpath_short: {
		sql: ([xml, path], call) =>
			`CAST(aq_xpath_whole(${xml}, ${path}, 'short', ${quoteText(call.fn)}) AS ${duckType(call.type)})`,
	},
	xpath_string: { sql: ([xml, path]) => `aq_xpath_string(${xml}, ${path})` },
} as const satisfies Record<keyof typeof XML_FUNCTIONS, DuckDbFunction>;
