// biome-ignore-all lint/suspicious/noExplicitAny: a frame without a schema is untyped.
import { fault } from "../core/errors/index.js";
import { node, trackMethods } from "./calls.js";
import type { Column, Literal } from "./columnTypes.js";
import { frame } from "./dataframe.js";
import type { DataFrame } from "./frameTypes.js";
import { isColumn } from "./marks.js";
import { memoryRows } from "./memoryRows.js";
import { badArgument, describeValue, literalExpr, text, use } from "./operands.js";
import { paramColumn } from "./param.js";
import { batchReader, streamReader } from "./reader.js";
import type { Reader, RowOf, StreamReader, TableName } from "./readerTypes.js";
import { nextId } from "./relation.js";
import type { Schema, SchemaRow } from "./rowTypes.js";
import { sqlFrame } from "./sqlDoor.js";
import { tableRead } from "./tableReads.js";
import { type UserFunction, udf } from "./udf.js";

/** A row for `createDataFrame`: values in order, or by name. */
export type MemoryRow = readonly unknown[] | Readonly<Record<string, unknown>> | Literal;

/** `spark.conf`. */
export interface SparkConf {
	/** A parameter of the pipeline: the same as `param(name, { default })`. @example spark.conf.get("source_path", "data") */
	get(name: string, fallback?: string | number | boolean | null): Column<string, string, never>;
	/** @deprecated Settings belong in the config; the error names the place. */
	set(...args: readonly unknown[]): never;
	/** @deprecated Settings belong in the config; the error names the place. */
	unset(...args: readonly unknown[]): never;
}

/** `spark`, as far as a definition may use it. */
export interface Spark {
	/** Reads files and tables, all of them at each update. @example spark.read.json("data/orders") */
	readonly read: Reader;
	/** Reads files and tables as they grow, each row once. @example spark.readStream.table("orders") */
	readonly readStream: StreamReader;
	/** Parameters of the pipeline. @example spark.conf.get("env", "dev") */
	readonly conf: SparkConf;
	/** A table by name. @example spark.table("raw.orders") */
	table<const K extends TableName>(name: K | Column): DataFrame<RowOf<K>>;
	/** A query in Spark SQL; `{name}` stands for the frame, column or value of that key, never pasted. @example spark.sql("SELECT * FROM {d} WHERE n > {least}", { d: df, least: 3 }) */
	sql(text: string, given?: Readonly<Record<string, DataFrame | Column | Literal>>): DataFrame<any>;
	/** The numbers from start to end (not included) in the column `id`. @example spark.range(10) */
	range(start: number | bigint, end?: number | bigint, step?: number | bigint): DataFrame<{ id: bigint }>;
	/** Rows in memory. @example spark.createDataFrame([[1, "a"], [2, "b"]], "id INT, name STRING") */
	createDataFrame<const S extends Schema | readonly string[]>(
		rows: readonly MemoryRow[],
		schema?: S,
	): DataFrame<S extends readonly string[] ? { [K in S[number]]: any } : SchemaRow<S>>;
	/** Your own functions. @example spark.udf.register({ name: "twice", args: ["int"], returns: "int", js: (n: number) => 2 * n }) */
	readonly udf: { readonly register: typeof udf };
	/** @deprecated Tables are what definitions make; the error names the way out. */
	readonly catalog: never;
	/** @deprecated A definition runs no queries; the error names the way out. */
	readonly streams: never;
	/** @deprecated There is nothing to stop. */
	stop(...args: readonly unknown[]): never;
}

class ConfValue {
	get(name: unknown, fallback?: string | number | boolean | null) {
		return paramColumn(name, fallback === undefined ? {} : { default: fallback }, "spark.conf.get");
	}
	set(name: unknown): never {
		throw settingRefused("spark.conf.set", name);
	}
	unset(name: unknown): never {
		throw settingRefused("spark.conf.unset", name);
	}
}
trackMethods(ConfValue);

function settingRefused(method: string, name: unknown): Error {
	return fault("DEFINITION_ACTION", {
		method: `${method}(${describeValue(name)})`,
		wayOut: "set it for the table (option sparkConf), or in the config (parameters, or timeZone and its kin)",
	});
}

class SparkValue {
	readonly conf = Object.freeze(new ConfValue());
	readonly udf = Object.freeze({ register: udf as (...args: never[]) => UserFunction<any> });

	get read() {
		return batchReader();
	}
	get readStream() {
		return streamReader();
	}
	table(name: unknown) {
		return frame(tableRead(name, false, "spark.table"));
	}
	sql(query: unknown, given?: unknown) {
		return sqlFrame(text(query, "spark.sql", "a query"), placeholders(given));
	}
	range(start: unknown, end?: unknown, step: unknown = 1) {
		const [from, to] = end === undefined ? [0, start] : [start, end];
		const number = (value: unknown) => {
			if (isColumn(value)) return use(value);
			if (typeof value === "bigint" || Number.isSafeInteger(value)) return literalExpr(value, "spark.range");
			throw badArgument("spark.range", `needs whole numbers, got ${describeValue(value)}`);
		};
		if (Number(step) === 0) throw badArgument("spark.range", "the step may not be 0");
		return frame(
			node({ kind: "range", id: nextId(), start: number(from), end: number(to), step: number(step) }),
		);
	}
	createDataFrame(rows: unknown, schema?: unknown) {
		return frame(memoryRows(rows, schema));
	}
	get catalog(): never {
		throw fault("DEFINITION_ACTION", {
			method: "spark.catalog",
			wayOut: "read tables by name; the pipeline makes and drops its own",
		});
	}
	get streams(): never {
		throw fault("DEFINITION_ACTION", {
			method: "spark.streams",
			wayOut: "aq run --continuous keeps streams going",
		});
	}
	stop(): never {
		throw fault("DEFINITION_ACTION", {
			method: "spark.stop",
			wayOut: "leave it out: there is nothing to stop",
		});
	}
	toJSON(): string {
		return "spark";
	}
}
trackMethods(SparkValue);

function placeholders(given: unknown): Readonly<Record<string, unknown>> {
	if (given === undefined) return {};
	if (typeof given === "object" && given !== null && !Array.isArray(given))
		return given as Record<string, unknown>;
	throw badArgument("spark.sql", `needs { name: frame or value }, got ${describeValue(given)}`);
}

/**
 * Where readers, SQL and rows in memory start. It describes; nothing is connected to.
 * @example spark.read.schema("id INT, amount DOUBLE").json("data/orders")
 */
export const spark: Spark = Object.freeze(new SparkValue()) as unknown as Spark;
