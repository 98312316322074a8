// biome-ignore-all lint/suspicious/noExplicitAny: a reader without a schema gives an untyped frame.
import type { Column } from "./columnTypes.js";
import type { DataFrame } from "./frameTypes.js";
import type { Schema, SchemaRow } from "./rowTypes.js";

/** An option's value, or a path: text, a number, a boolean, `param(…)`, `secret(…)`, or `F.concat` of these. */
export type SettingValue = string | number | bigint | boolean | Column;

/** Options by name; a value that is left out is no option. */
export type ReaderOptions = Readonly<Record<string, SettingValue | null | undefined>>;

/** The row of `Tables`, which `aq types` fills. @example declare module "aqueduck" { interface Tables { orders: { id: number } } } */
// biome-ignore lint/suspicious/noEmptyInterface: users and `aq types` add to it by declaration merging.
export interface Tables {}

/** Names of the known tables; any other name is fine too. */
export type TableName = keyof Tables | (string & {});

/** The row of a table's name. */
export type RowOf<K> = K extends keyof Tables ? Tables[K] : any;

interface Formats<R> {
	/** JSON lines (or documents with `multiLine`). @example spark.read.schema("id INT").json("data/orders") */
	json(path: SettingValue | readonly SettingValue[], options?: ReaderOptions): DataFrame<R>;
	/** CSV. @example spark.read.option("header", true).csv("data/airports.csv") */
	csv(path: SettingValue | readonly SettingValue[], options?: ReaderOptions): DataFrame<R>;
	/** Parquet. @example spark.read.parquet("data/a", "data/b") */
	parquet(...paths: (SettingValue | readonly SettingValue[] | ReaderOptions)[]): DataFrame<R>;
	/** Lines of text, in the column `value`. @example spark.read.text("notes.txt") */
	text(path: SettingValue | readonly SettingValue[], options?: ReaderOptions): DataFrame<R>;
	/** ORC. @example spark.read.orc("data/x") */
	orc(path: SettingValue | readonly SettingValue[], options?: ReaderOptions): DataFrame<R>;
	/** XML. @example spark.read.xml("data/x", { rowTag: "book" }) */
	xml(path: SettingValue | readonly SettingValue[], options?: ReaderOptions): DataFrame<R>;
	/** What the format, the options and these paths say. @example spark.read.format("json").load("data/orders") */
	load(path?: SettingValue | readonly SettingValue[], options?: ReaderOptions): DataFrame<R>;
	/** A table by name: a data set of this pipeline, a source, or a table of the warehouse. @example spark.read.table("raw.orders") */
	table<const K extends TableName>(name: K | Column): DataFrame<RowOf<K>>;
	/** @deprecated Not supported; the error names the way out. */
	jdbc(...args: readonly unknown[]): never;
	/** @deprecated Not supported; the error names the way out. */
	changes(...args: readonly unknown[]): never;
}

/**
 * `spark.read`: describes what to read, once per update. Relative paths start at the project folder.
 * @example spark.read.format("csv").option("header", true).schema("code STRING, city STRING").load("data/airports.csv")
 */
export interface Reader<R = any> extends Formats<R> {
	/** @example spark.read.format("json").load("data") */
	format(name: string): Reader<R>;
	/** @example spark.read.option("header", true).csv("data") */
	option(name: string, value: SettingValue | null | undefined): Reader<R>;
	/** @example spark.read.options({ header: true, sep: ";" }).csv("data") */
	options(options: ReaderOptions): Reader<R>;
	/** DDL text, `T.struct({…})` or a zod object. @example spark.read.schema("id INT, name STRING").json("data") */
	schema<const S extends Schema>(schema: S): Reader<SchemaRow<S>>;
}

/**
 * `spark.readStream`: describes what to read as it comes, each row once.
 * @example spark.readStream.format("cloudFiles").option("cloudFiles.format", "json").load("landing")
 */
export interface StreamReader<R = any> extends Formats<R> {
	/** @example spark.readStream.format("json").schema("id INT").load("data") */
	format(name: string): StreamReader<R>;
	/** @example spark.readStream.option("maxFilesPerTrigger", 1).json("data") */
	option(name: string, value: SettingValue | null | undefined): StreamReader<R>;
	/** @example spark.readStream.options({ multiLine: true }).json("data") */
	options(options: ReaderOptions): StreamReader<R>;
	/** DDL text, `T.struct({…})` or a zod object. @example spark.readStream.schema("id INT").json("data") */
	schema<const S extends Schema>(schema: S): StreamReader<SchemaRow<S>>;
}
