import type { DataType } from "../../../../../core/dataTypes.js";
import { dateText, microsOfTimestampText } from "../../../../../plan/literals.js";
import { isXmlName } from "../../../../../plan/xml/parseXml.js";
import type { XmlOptions } from "../../../../../plan/xml/xmlOptions.js";
import { bigDecimalText } from "../decimals.js";
import { formatTime } from "../javaTime.js";
import { sparkError } from "../jsFunction.js";
import { numberOfText } from "../sketches/items.js";
import { decodeVariant } from "../variant/binary.js";
import { type Exact, exactOf } from "../variant/decimals.js";
import { instantText, javaDoubleText, javaFloatText, scalarText } from "../variant/text.js";
import { decimalDigits, sortedEntries, type Variant } from "../variant/value.js";

/** What transport.ts writes of a value. */
export type Carried = null | boolean | string | readonly Carried[];

interface Context {
	readonly options: XmlOptions;
	readonly zone: string;
}

/** An element: its attributes, and child elements or pieces of text. */
interface Content {
	readonly attributes: readonly (readonly [string, string])[];
	readonly parts: readonly Part[];
}
type Part = { readonly text: string } | { readonly name: string; readonly content: Content };

/** to_xml: a struct (or a variant) as an element. */
export function toXml(value: Carried, type: DataType, options: XmlOptions, zone: string): string {
	const content = contentOf(value, type, { options, zone });
	const written = element(options.rowTag, content, 0, options.indent);
	return options.indent === "" ? `${written}\n` : written;
}

function element(name: string, { attributes, parts }: Content, depth: number, indent: string): string {
	checkName(name);
	const head = attributes.map(([key, value]) => {
		checkName(key);
		return ` ${key}="${escaped(value).replaceAll('"', "&quot;").replaceAll("\n", "&#xa;").replaceAll("\t", "&#x9;")}"`;
	});
	if (parts.length === 0) return `<${name}${head.join("")}/>`;
	const line = (levels: number): string => (indent === "" ? "" : `\n${indent.repeat(levels)}`);
	const body = parts.map((part) =>
		"text" in part
			? escaped(part.text)
			: line(depth + 1) + element(part.name, part.content, depth + 1, indent),
	);
	const nested = parts.some((part) => "name" in part);
	return `<${name}${head.join("")}>${body.join("")}${nested ? line(depth) : ""}</${name}>`;
}

function checkName(name: string): void {
	if (!isXmlName(name))
		throw sparkError(
			"INVALID_XML_NAME",
			`to_xml cannot write "${name}": it is no name of an XML element or attribute.`,
		);
}

const escaped = (text: string): string =>
	text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("]]>", "]]&gt;").replaceAll("\r", "&#xd;");

const EMPTY: Content = { attributes: [], parts: [] };

/** What stands in the element of a value that is not NULL. */
function contentOf(value: Carried, type: DataType, context: Context): Content {
	if (value === null) return EMPTY;
	switch (type.kind) {
		case "struct":
			return structContent(
				type.fields.map((f, i) => [f.name, (value as readonly Carried[])[i] ?? null, f.type] as const),
				context,
			);
		case "map":
			return structContent(
				(value as readonly (readonly [Carried, Carried])[]).map(
					([key, item]) => [plainText(key, type.key, context), item, type.value] as const,
				),
				context,
			);
		case "array":
			return {
				attributes: [],
				parts: (value as readonly Carried[]).flatMap((item) =>
					item === null && context.options.nullValue === undefined
						? []
						: [
								{
									name: context.options.arrayElementName,
									content: valueContent(item, type.element, context),
								},
							],
				),
			};
		case "variant":
			return variantContent(decodeVariant(Buffer.from(value as string, "base64")), context);
		default:
			return { attributes: [], parts: [{ text: plainText(value, type, context) }] };
	}
}

function valueContent(value: Carried, type: DataType, context: Context): Content {
	if (value !== null) return contentOf(value, type, context);
	const { nullValue } = context.options;
	return nullValue === undefined ? EMPTY : { attributes: [], parts: [{ text: nullValue }] };
}

function structContent(fields: readonly (readonly [string, Carried, DataType])[], context: Context): Content {
	const { attributePrefix, valueTag, nullValue } = context.options;
	const attributes: [string, string][] = [];
	const parts: Part[] = [];
	const isAttribute = (name: string): boolean =>
		attributePrefix !== "" && name !== valueTag && name.startsWith(attributePrefix);
	for (const [name, value, type] of fields) {
		if (value === null && nullValue === undefined) continue;
		if (isAttribute(name))
			attributes.push([
				name.slice(attributePrefix.length),
				value === null ? (nullValue as string) : plainText(value, type, context),
			]);
		else if (name === valueTag)
			parts.push({ text: value === null ? (nullValue as string) : plainText(value, type, context) });
		else if (type.kind === "array" && value !== null)
			for (const item of value as readonly Carried[]) {
				if (item === null && nullValue === undefined) continue;
				parts.push({ name, content: valueContent(item, type.element, context) });
			}
		else parts.push({ name, content: valueContent(value, type, context) });
	}
	return { attributes, parts };
}

function variantContent(value: Variant, context: Context): Content {
	switch (value.kind) {
		case "object":
			return {
				attributes: [],
				parts: sortedEntries(value).flatMap(([name, field]) =>
					(field.kind === "array" ? field.items : [field]).map((item) => ({
						name,
						content: variantContent(item, context),
					})),
				),
			};
		case "array":
			return {
				attributes: [],
				parts: value.items.map((item) => ({
					name: context.options.arrayElementName,
					content: variantContent(item, context),
				})),
			};
		case "null":
			return EMPTY;
		case "binary":
			return { attributes: [], parts: [{ text: Buffer.from(value.value).toString("base64") }] };
		default:
			return { attributes: [], parts: [{ text: scalarText(value, context.zone) }] };
	}
}

function plainText(value: Carried, type: DataType, { options, zone }: Context): string {
	const text = value as string;
	switch (type.kind) {
		case "float":
			return javaFloatText(Math.fround(numberOfText(text)));
		case "double":
			return javaDoubleText(numberOfText(text));
		case "decimal": {
			const { unscaled, scale } = exactOf(text) as Exact;
			return bigDecimalText(decimalDigits(unscaled, scale));
		}
		case "binary":
			return `[${[...Buffer.from(text, "base64")].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ")}]`;
		case "date": {
			const local = BigInt(text) * 86_400_000_000n;
			return options.dateFormat === undefined
				? dateText(Number(text))
				: formatTime(local, local, "UTC", options.dateFormat);
		}
		case "timestamp": {
			const micros = BigInt(text);
			const local = microsOfTimestampText(instantText(micros, zone).slice(0, -6));
			return formatTime(local, micros, zone, options.timestampFormat ?? "yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX]");
		}
		case "timestamp_ntz": {
			const micros = BigInt(text);
			return formatTime(micros, micros, "UTC", options.timestampNTZFormat ?? "yyyy-MM-dd'T'HH:mm:ss[.SSS]");
		}
		case "year_month_interval":
		case "day_time_interval":
		case "interval":
			throw sparkError("UNSUPPORTED_DATATYPE", "to_xml cannot write an interval.");
		default:
			return String(value);
	}
}
