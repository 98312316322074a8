import type { DataType, StructType } from "../../../../../core/dataTypes.js";
import {
	MalformedXml,
	parseXmlRecord,
	type XmlElement,
	type XmlNode,
} from "../../../../../plan/xml/parseXml.js";
import { type XmlOptions, xmlName } from "../../../../../plan/xml/xmlOptions.js";
import { textOf } from "../../../../../plan/xml/xmlSchema.js";
import { sparkError } from "../jsFunction.js";
import { castTime, parseTime } from "../parseTime.js";
import { exactOf, rescaled } from "../variant/decimals.js";
import { decimalDigits } from "../variant/value.js";

/**
 * A field that does not fit its type. Spark's reader has stopped in the middle of the document then, and goes on from
 * there one level further out: `rest` are the nodes that it still sees, up to the end of the level.
 */
class BadField extends Error {
	readonly rest: readonly XmlNode[];
	constructor(rest: readonly XmlNode[]) {
		super("a field does not fit its type");
		this.rest = rest;
	}
}

/** from_xml: JSON text of the struct, for DuckDB's own cast to it. */
export function fromXml(text: string, type: StructType, options: XmlOptions): string {
	const corrupt = type.fields.find(
		(f) => f.name === options.columnNameOfCorruptRecord && f.type.kind === "string",
	)?.name;
	try {
		const root = parseXmlRecord(text);
		const { fields, bad } = objectFields(root, type, options);
		if (!bad) return structJson(type, fields);
		failFast(text, options);
		if (corrupt !== undefined) fields.set(corrupt, JSON.stringify(text));
		return structJson(type, fields);
	} catch (error) {
		if (!(error instanceof MalformedXml)) throw error;
		failFast(text, options);
		return structJson(type, new Map(corrupt === undefined ? [] : [[corrupt, JSON.stringify(text)]]));
	}
}

function failFast(text: string, options: XmlOptions): void {
	if (options.mode === "FAILFAST")
		throw sparkError(
			"MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
			`Malformed records are detected in record parsing: ${text}`,
		);
}

function structJson(type: StructType, fields: ReadonlyMap<string, string>): string {
	return `{${type.fields.map((f) => `${JSON.stringify(f.name)}:${fields.get(f.name) ?? "null"}`).join(",")}}`;
}

interface ReadFields {
	/** JSON texts by the field's name. */
	readonly fields: Map<string, string>;
	readonly bad: boolean;
	readonly rest: readonly XmlNode[];
}

function objectFields(element: XmlElement, type: StructType, options: XmlOptions): ReadFields {
	const found = new Map<string, string>();
	const lists = new Map<string, string[]>();
	const fieldNamed = (name: string) =>
		name === options.columnNameOfCorruptRecord
			? undefined
			: type.fields.find((f) => f.name.toLowerCase() === name.toLowerCase());
	const done = (bad: boolean, rest: readonly XmlNode[]): ReadFields => {
		for (const [name, items] of lists) found.set(name, `[${items.join(",")}]`);
		return { fields: found, bad, rest };
	};
	/** Whether the text fitted. */
	const leaf = (name: string, raw: string): boolean => {
		const field = fieldNamed(name);
		if (!field) return true;
		const value = leafJson(raw, field.type, options);
		if (value !== undefined) found.set(field.name, value);
		return value !== undefined;
	};
	if (!options.excludeAttribute)
		for (const [name, value] of element.attributes)
			if (!leaf(options.attributePrefix + xmlName(name, options), value)) return done(true, element.children);
	let nodes = element.children;
	let stopped = false;
	for (let i = 0; i < nodes.length; i++) {
		const node = nodes[i] as XmlNode;
		if (node.kind === "text" || node.kind === "cdata") {
			if (node.text.trim() !== "" && !leaf(options.valueTag, node.text))
				return done(true, nodes.slice(i + 1));
			continue;
		}
		const field = node.kind === "element" ? fieldNamed(xmlName(node.name, options)) : undefined;
		if (node.kind !== "element" || !field) continue;
		try {
			if (field.type.kind === "array") {
				const value = elementJson(node, field.type.element, options);
				lists.set(field.name, [...(lists.get(field.name) ?? []), value]);
			} else found.set(field.name, elementJson(node, field.type, options));
		} catch (error) {
			if (!(error instanceof BadField)) throw error;
			stopped = true;
			// What is left of the inner level is read as if it were this one, and its end as the end of this one.
			nodes = [...nodes.slice(0, i + 1), ...error.rest];
			if (error.rest.length === 0) return done(true, element.children.slice(i + 1));
		}
	}
	return done(stopped, []);
}

function elementJson(element: XmlElement, type: DataType, options: XmlOptions): string {
	switch (type.kind) {
		case "struct": {
			const { fields, bad, rest } = objectFields(element, type, options);
			if (bad) throw new BadField(rest);
			return structJson(type, fields);
		}
		case "map":
			return mapJson(element, type.value, options);
		case "array":
			return `[${elementJson(element, type.element, options)}]`;
		default: {
			const nested = element.children.some((child) => child.kind === "element");
			if (nested && type.kind !== "string") throw new BadField([]);
			const value = leafJson(nested ? sourceOf(element.children) : textOf(element), type, options);
			if (value === undefined) throw new BadField([]);
			return value;
		}
	}
}

function mapJson(element: XmlElement, type: DataType, options: XmlOptions): string {
	const entries = new Map<string, string>();
	if (!options.excludeAttribute)
		for (const [name, value] of element.attributes) {
			const item = leafJson(value, type, options);
			if (item === undefined) throw new BadField(element.children);
			entries.set(options.attributePrefix + xmlName(name, options), item);
		}
	for (const child of element.children)
		if (child.kind === "element")
			entries.set(xmlName(child.name, options), elementJson(child, type, options));
	return `{${[...entries].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`;
}

/** Nested elements as Spark hands them to a text field: nothing escaped, no empty tags. */
function sourceOf(nodes: readonly XmlNode[]): string {
	return nodes
		.map((node) => {
			switch (node.kind) {
				case "element": {
					const attributes = node.attributes.map(([name, value]) => ` ${name}="${value}"`).join("");
					return `<${node.name}${attributes}>${sourceOf(node.children)}</${node.name}>`;
				}
				case "text":
				case "cdata":
					return node.text;
				default:
					return "";
			}
		})
		.join("");
}

const BITS: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, int: 32, bigint: 64 };

/** JSON text of a value; undefined when the text does not fit. */
function leafJson(raw: string, type: DataType, options: XmlOptions): string | undefined {
	const text = options.ignoreSurroundingSpaces ? raw.trim() : raw;
	if (text === options.nullValue || (text.trim() === "" && type.kind !== "string")) return "null";
	switch (type.kind) {
		case "string":
			return JSON.stringify(text);
		case "boolean":
			return /^(?:true|1)$/i.test(text) ? "true" : /^(?:false|0)$/i.test(text) ? "false" : undefined;
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint": {
			if (!/^[+-]?\d+$/.test(text)) return undefined;
			const value = BigInt(text.replace("+", ""));
			return BigInt.asIntN(BITS[type.kind] as number, value) === value ? `"${value}"` : undefined;
		}
		case "float":
		case "double":
			return doubleJson(text);
		case "decimal": {
			const exact = exactOf(text.replaceAll(",", ""));
			if (!exact) return undefined;
			const unscaled = rescaled(exact, type.scale);
			const digits = unscaled.toString().replace("-", "").length;
			return digits > type.precision ? "null" : `"${decimalDigits(unscaled, type.scale)}"`;
		}
		case "date":
		case "timestamp":
		case "timestamp_ntz":
			return timeJson(text, type.kind, options);
		case "array": {
			const item = leafJson(raw, type.element, options);
			return item === undefined ? undefined : `[${item}]`;
		}
		default:
			return undefined;
	}
}

function doubleJson(text: string): string | undefined {
	if (/^(?:NaN|[+-]?Infinity)$/.test(text)) return `"${text}"`;
	const plain = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[dDfF]?$/.exec(text);
	if (plain) return `"${Number(plain[1])}"`;
	// Thousands, as in an American text.
	return /^[+-]?\d[\d,]*(?:\.\d*)?$/.test(text) ? `"${Number(text.replaceAll(",", ""))}"` : undefined;
}

function timeJson(
	text: string,
	kind: "date" | "timestamp" | "timestamp_ntz",
	options: XmlOptions,
): string | undefined {
	const pattern =
		kind === "date"
			? (options.dateFormat ?? "yyyy-MM-dd")
			: kind === "timestamp"
				? options.timestampFormat
				: options.timestampNTZFormat;
	const found = pattern === undefined ? castTime(text) : parseTime(text, pattern);
	if (found === null) return undefined;
	const local = /^(.*?) \d\d:\d\d:\d\d\.\d{6}/.exec(found);
	if (kind === "date") return `"${local?.[1] ?? found}"`;
	return `"${kind === "timestamp_ntz" ? (local?.[0] ?? found) : found}"`;
}
