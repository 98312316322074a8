// biome-ignore-all lint/suspicious/noExplicitAny: values whose type depends on the data are `any`.
import type { Column, ColumnOrName } from "../columnTypes.js";
import type { Reads } from "../rowTypes.js";
import type { FunctionOptions, SchemaLike } from "./shapes.js";

/** XML and XPath. */
export interface XmlFunctions {
	/** A struct from XML text. @example F.fromXml("body", "a INT, b STRING") */
	fromXml<V extends string>(
		xml: ColumnOrName<V>,
		schema: SchemaLike | Column,
		options?: FunctionOptions,
	): Column<any, string, Reads<V>>;
	/** A struct as XML text. @example F.toXml("order") */
	toXml<V extends string>(
		column: ColumnOrName<V>,
		options?: FunctionOptions,
	): Column<string, string, Reads<V>>;
	/** The schema of an example, as DDL. @example F.schemaOfXml("<p><a>1</a></p>") */
	schemaOfXml<V extends string>(
		example: string | Column,
		options?: FunctionOptions,
	): Column<string, string, Reads<V>>;
	/** The texts of all nodes that an XPath finds. @example F.xpath("xml", lit("a/b/text()")) */
	xpath<V extends string>(xml: ColumnOrName<V>, path: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Whether an XPath holds or finds something. @example F.xpathBoolean("xml", lit("a/b")) */
	xpathBoolean<V extends string>(
		xml: ColumnOrName<V>,
		path: ColumnOrName<V>,
	): Column<boolean, string, Reads<V>>;
	/** A number that an XPath gives, 0 when it finds nothing. @example F.xpathDouble("xml", lit("sum(a/b)")) */
	xpathDouble<V extends string>(
		xml: ColumnOrName<V>,
		path: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** The same as {@link xpathDouble}. @example F.xpathNumber("xml", lit("sum(a/b)")) */
	xpathNumber<V extends string>(
		xml: ColumnOrName<V>,
		path: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** The same as a float. @example F.xpathFloat("xml", lit("sum(a/b)")) */
	xpathFloat<V extends string>(xml: ColumnOrName<V>, path: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The same as an integer. @example F.xpathInt("xml", lit("sum(a/b)")) */
	xpathInt<V extends string>(xml: ColumnOrName<V>, path: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The same as a long. @example F.xpathLong("xml", lit("sum(a/b)")) */
	xpathLong<V extends string>(xml: ColumnOrName<V>, path: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** The same as a short. @example F.xpathShort("xml", lit("sum(a/b)")) */
	xpathShort<V extends string>(xml: ColumnOrName<V>, path: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The text of the first node that an XPath finds. @example F.xpathString("xml", lit("a/c")) */
	xpathString<V extends string>(
		xml: ColumnOrName<V>,
		path: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
}
