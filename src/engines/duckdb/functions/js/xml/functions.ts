import type { DataType, StructType } from "../../../../../core/dataTypes.js";
import { MalformedXml } from "../../../../../plan/xml/parseXml.js";
import type { XmlOptions } from "../../../../../plan/xml/xmlOptions.js";
import { type JsFunction, sparkError } from "../jsFunction.js";
import { fromXml } from "./read.js";
import { type Carried, toXml } from "./write.js";
import { evaluate, isNodes, toBoolean, toNumber, toText, type XValue } from "./xpath.js";
import { BadXPath, parseXPath, type XPath } from "./xpathSyntax.js";
import { stringValue, type TreeNode, treeOf } from "./xpathTree.js";

/** Texts of the plan, parsed once: schemas, options, paths. */
const parsed = new Map<string, unknown>();

function once<T>(text: string, parse: (text: string) => T): T {
	if (!parsed.has(text)) {
		if (parsed.size > 1000) parsed.clear();
		parsed.set(text, parse(text));
	}
	return parsed.get(text) as T;
}

const json = <T>(text: string): T => once(text, (t) => JSON.parse(t) as T);

/** The value of a path over a document; NULL where there is no document or no path. */
function xpath<T>(fn: string, xml: string, path: string, use: (value: XValue) => T): T | null {
	if (xml === "" || path === "") return null;
	try {
		const expr: XPath = once(` ${path}`, parseXPath);
		return use(evaluate(expr, { node: treeOf(xml), position: 1, size: 1 }));
	} catch (error) {
		if (error instanceof BadXPath)
			throw sparkError("INVALID_XPATH", `${fn}: '${path}' is no valid XPath here: ${error.message}`);
		if (error instanceof MalformedXml)
			throw sparkError(
				"INVALID_XML_DOCUMENT",
				`${fn}: the text is no well-formed XML document: ${error.message}`,
			);
		throw error;
	}
}

/** The value of a node as the DOM has it: an element has none. */
const nodeValue = (node: TreeNode): string | null =>
	node.kind === "element" || node.kind === "document" ? null : stringValue(node);

const LIMITS = {
	int: [-(2n ** 31n), 2n ** 31n - 1n],
	long: [-(2n ** 63n), 2n ** 63n - 1n],
} as const;

/** Java's narrowing of a double: NaN is 0, what is too large the largest; a short is cut out of the int. */
function narrowed(value: number, kind: "short" | "int" | "long"): bigint {
	if (Number.isNaN(value)) return 0n;
	const [least, most] = LIMITS[kind === "long" ? "long" : "int"];
	const whole = Number.isFinite(value) ? BigInt(Math.trunc(value)) : value < 0 ? least : most;
	const held = whole < least ? least : whole > most ? most : whole;
	return kind === "short" ? BigInt.asIntN(16, held) : held;
}

export const XML_FUNCTIONS = [
	{
		name: "aq_from_xml",
		args: ["text", "text", "text"],
		returns: "text",
		fn: (text: string, type: string, options: string) =>
			fromXml(text, json<StructType>(type), json<XmlOptions>(options)),
	},
	{
		name: "aq_to_xml",
		args: ["text", "text", "text", "text"],
		returns: "text",
		fn: (value: string, type: string, options: string, zone: string) =>
			toXml(JSON.parse(value) as Carried, json<DataType>(type), json<XmlOptions>(options), zone),
	},
	{
		name: "aq_xpath",
		args: ["text", "text"],
		returns: "texts",
		fn: (xml: string, path: string) =>
			xpath("xpath", xml, path, (value) => {
				if (!isNodes(value)) throw new BadXPath("it finds no nodes; use xpath_string and its kin");
				return value.map(nodeValue);
			}),
	},
	{
		name: "aq_xpath_boolean",
		args: ["text", "text"],
		returns: "boolean",
		fn: (xml: string, path: string) => xpath("xpath_boolean", xml, path, toBoolean),
	},
	{
		name: "aq_xpath_number",
		args: ["text", "text", "text"],
		returns: "double",
		fn: (xml: string, path: string, fn: string) => xpath(fn, xml, path, toNumber),
	},
	{
		name: "aq_xpath_whole",
		args: ["text", "text", "text", "text"],
		returns: "bigint",
		fn: (xml: string, path: string, kind: "short" | "int" | "long", fn: string) =>
			xpath(fn, xml, path, (value) => narrowed(toNumber(value), kind)),
	},
	{
		name: "aq_xpath_string",
		args: ["text", "text"],
		returns: "text",
		fn: (xml: string, path: string) => xpath("xpath_string", xml, path, toText),
	},
] as const satisfies readonly JsFunction[];
