import {
	array,
	BIGINT,
	BOOLEAN,
	DATE,
	type DataType,
	DOUBLE,
	decimal,
	field,
	STRING,
	type StructType,
	struct,
	TIMESTAMP,
	VOID,
} from "../../core/dataTypes.js";
import { MalformedXml, parseXmlRecord, type XmlElement } from "./parseXml.js";
import { type XmlOptions, xmlName } from "./xmlOptions.js";

const INT64 = { least: -(1n << 63n), most: (1n << 63n) - 1n } as const;
const MOST_DIGITS = 38;

/** The schema of an example record, as Spark infers it: fields by name, NULL as a string. */
export function schemaOfXml(text: string, options: XmlOptions): StructType {
	let root: XmlElement;
	try {
		root = parseXmlRecord(text);
	} catch (error) {
		if (error instanceof MalformedXml) return struct([field(options.columnNameOfCorruptRecord, STRING)]);
		throw error;
	}
	const type = objectOf(root, options);
	return canonical(type) as StructType;
}

function objectOf(element: XmlElement, options: XmlOptions): StructType {
	const fields = new Map<string, DataType>();
	const seen = new Set<string>();
	const add = (name: string, type: DataType): void => {
		const known = fields.get(name);
		if (known === undefined) fields.set(name, type);
		else {
			const element = known.kind === "array" && seen.has(name) ? known.element : known;
			seen.add(name);
			fields.set(name, array(merged(element, type)));
		}
	};
	if (!options.excludeAttribute)
		for (const [name, value] of element.attributes)
			add(options.attributePrefix + xmlName(name, options), leafOf(value, options));
	for (const child of element.children) {
		if (child.kind === "element") add(xmlName(child.name, options), typeOf(child, options));
		else if ((child.kind === "text" || child.kind === "cdata") && child.text.trim() !== "")
			add(options.valueTag, leafOf(child.text, options));
	}
	return struct([...fields].map(([name, type]) => field(name, type)));
}

function typeOf(element: XmlElement, options: XmlOptions): DataType {
	const plain = element.children.every((child) => child.kind !== "element");
	const bare = options.excludeAttribute || element.attributes.length === 0;
	if (plain && bare) return leafOf(textOf(element), options);
	return objectOf(element, options);
}

/** The text right in an element. */
export function textOf(element: XmlElement): string {
	return element.children.map((c) => (c.kind === "text" || c.kind === "cdata" ? c.text : "")).join("");
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const MOMENT =
	/^(?:[+-]?\d{4,6}-\d{1,2}-\d{1,2}[T ])?T?\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d{0,9})?)?[ ]*(?:Z|[+-]\d{1,2}:?\d{2})?$/;

function leafOf(raw: string, options: XmlOptions): DataType {
	const text = options.ignoreSurroundingSpaces ? raw.trim() : raw;
	if (text === "" || text === options.nullValue) return VOID;
	if (!options.inferSchema) return STRING;
	if (/^[+-]?\d+$/.test(text)) {
		const value = BigInt(text.replace("+", ""));
		if (value >= INT64.least && value <= INT64.most) return BIGINT;
	}
	if (NUMBER.test(text)) return (options.prefersDecimal ? decimalType(text) : undefined) ?? DOUBLE;
	if (/^(?:true|false)$/i.test(text)) return BOOLEAN;
	if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))) return DATE;
	return MOMENT.test(text) ? TIMESTAMP : STRING;
}

function decimalType(text: string): DataType | undefined {
	const match = /^[+-]?(\d*)(?:\.(\d*))?$/.exec(text);
	if (!match) return undefined;
	const [whole, fraction] = [(match[1] ?? "").replace(/^0+/, ""), match[2] ?? ""];
	const precision = Math.max(whole.length + fraction.length, fraction.length, 1);
	return precision > MOST_DIGITS ? undefined : decimal(precision, fraction.length);
}

function merged(a: DataType, b: DataType): DataType {
	if (a.kind === "void") return b;
	if (b.kind === "void") return a;
	if (a.kind === "struct" && b.kind === "struct") {
		const fields = new Map(a.fields.map((f) => [f.name, f.type]));
		for (const f of b.fields) {
			const own = fields.get(f.name);
			fields.set(f.name, own ? merged(own, f.type) : f.type);
		}
		return struct([...fields].map(([name, type]) => field(name, type)));
	}
	if (a.kind === "array" && b.kind === "array") return array(merged(a.element, b.element));
	if (a.kind === "array") return array(merged(a.element, b));
	if (b.kind === "array") return array(merged(a, b.element));
	if (a.kind === "decimal" && b.kind === "decimal") return widerDecimal(a, b);
	if (a.kind === b.kind) return a;
	const kinds = new Set([a.kind, b.kind]);
	if (kinds.has("double") && (kinds.has("bigint") || kinds.has("decimal"))) return DOUBLE;
	if (kinds.has("decimal") && kinds.has("bigint"))
		return widerDecimal(a.kind === "decimal" ? a : decimal(20, 0), b.kind === "decimal" ? b : decimal(20, 0));
	return kinds.has("date") && kinds.has("timestamp") ? TIMESTAMP : STRING;
}

type Decimal = Extract<DataType, { kind: "decimal" }>;

function widerDecimal(a: Decimal, b: Decimal): DataType {
	const scale = Math.max(a.scale, b.scale);
	const integral = Math.max(a.precision - a.scale, b.precision - b.scale);
	return integral + scale > MOST_DIGITS ? DOUBLE : decimal(integral + scale, scale);
}

/** Fields by name; what was never anything but NULL is a string. */
function canonical(type: DataType): DataType {
	switch (type.kind) {
		case "void":
			return STRING;
		case "array":
			return array(canonical(type.element));
		case "struct":
			return struct(
				[...type.fields]
					.sort((a, b) => (a.name < b.name ? -1 : 1))
					.map((f) => field(f.name, canonical(f.type))),
			);
		default:
			return type;
	}
}
