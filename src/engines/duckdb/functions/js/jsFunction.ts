import type { DuckDBConnection, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import {
	BIGINT,
	BLOB,
	blobValue,
	BOOLEAN,
	DOUBLE,
	DuckDBBlobValue,
	DuckDBListValue,
	DuckDBScalarFunction,
	FLOAT,
	INTEGER,
	LIST,
	listValue,
	VARCHAR,
} from "../../duckdb.js";

/** The types that cross between DuckDB and a function of ours; anything else is taken apart in SQL. */
export type JsType = "text" | "int" | "bigint" | "double" | "float" | "boolean" | "bytes" | "texts";

export type JsValue = string | number | bigint | boolean | Uint8Array | readonly (string | null)[] | null;

/** What SQL cannot do as Spark does it: a function that DuckDB calls back. NULL in any argument gives NULL. */
export interface JsFunction {
	/** Prefixed `aq_`. */
	readonly name: string;
	readonly args: readonly JsType[];
	readonly returns: JsType;
	// biome-ignore lint/suspicious/noExplicitAny: each function declares the arguments that `args` says.
	readonly fn: (...args: any[]) => JsValue;
	/** Called with NULLs too. */
	readonly takesNull?: true;
}

const TYPES: Readonly<Record<JsType, DuckDBType>> = {
	text: VARCHAR,
	int: INTEGER,
	bigint: BIGINT,
	double: DOUBLE,
	float: FLOAT,
	boolean: BOOLEAN,
	bytes: BLOB,
	texts: LIST(VARCHAR),
};

/** Makes the functions known to a database, through any of its connections. */
export function registerJsFunctions(connection: DuckDBConnection, functions: readonly JsFunction[]): void {
	for (const one of functions) connection.registerScalarFunction(scalarFunction(one));
}

function scalarFunction(definition: JsFunction): DuckDBScalarFunction {
	const { name, args, returns, fn, takesNull } = definition;
	return DuckDBScalarFunction.create({
		name,
		returnType: TYPES[returns],
		parameterTypes: args.map((a) => TYPES[a]),
		specialHandling: takesNull === true,
		mainFunction: (_info, input, output) => {
			const columns = args.map((_, i) => input.getColumnVector(i));
			for (let row = 0; row < input.rowCount; row++) {
				const values = columns.map((c) => fromDuck(c.getItem(row)));
				output.setItem(row, !takesNull && values.includes(null) ? null : toDuck(fn(...values)));
			}
			output.flush();
		},
	});
}

function fromDuck(value: DuckDBValue): JsValue {
	if (value instanceof DuckDBBlobValue) return value.bytes;
	if (value instanceof DuckDBListValue) return value.items as readonly (string | null)[];
	return value as JsValue;
}

function toDuck(value: JsValue): DuckDBValue {
	if (value instanceof Uint8Array) return blobValue(value);
	return Array.isArray(value) ? listValue(value) : (value as DuckDBValue);
}

/** An error with Spark's condition, as the engine recognises it. */
export function sparkError(condition: string, message: string): Error {
	return new Error(`[${condition}] ${message}`);
}
