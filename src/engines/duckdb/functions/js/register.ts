import type { DuckDBConnection, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import {
	BIGINT,
	BLOB,
	BOOLEAN,
	blobValue,
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
import type { JsFunction, JsType, JsValue } from "./jsFunction.js";

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
