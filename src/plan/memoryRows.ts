import {
	array,
	BIGINT,
	BINARY,
	BOOLEAN,
	type DataType,
	DOUBLE,
	field,
	map,
	STRING,
	type StructType,
	struct,
	TIMESTAMP,
	typeName,
	VOID,
} from "../core/dataTypes.js";
import { fault } from "../core/errors/index.js";
import { currentCall, node } from "./calls.js";
import type { Expr } from "./expr.js";
import { doubleText, literalOf } from "./literals.js";
import { isColumn, isDataFrame } from "./marks.js";
import { badArgument, call, describeValue, literalExpr, use } from "./operands.js";
import { setOrigin } from "./provenance.js";
import { nextId, type ValuesRelation } from "./relation.js";
import { structOfSchema } from "./schemas.js";
import { isZodObject } from "./zodSchema.js";

type Cells = readonly unknown[];

/** `createDataFrame(rows, schema)`: rows are arrays, objects, or (with one column) plain values. */
export function memoryRows(rows: unknown, schema: unknown): ValuesRelation {
	if (!Array.isArray(rows))
		throw badArgument("createDataFrame", `needs an array of rows, got ${describeValue(rows)}`);
	const names = namesOnly(schema);
	const declared = schema === undefined || names ? undefined : structOfSchema(schema);
	const columns = declared?.fields.map((f) => f.name) ?? names ?? namesOf(rows);
	const cells = rows.map((row) => cellsOf(row, columns));
	const types = (declared ?? inferred(columns, cells)).fields.map((f) => f.type);
	return node({
		kind: "values",
		id: nextId(),
		rows: Object.freeze(
			cells.map((row) =>
				Object.freeze(row.map((cell, i) => cellExpr(cell, types[i] as DataType, columns[i] as string))),
			),
		),
		names: Object.freeze([...columns]),
		types: Object.freeze(types),
	});
}

function namesOnly(schema: unknown): string[] | undefined {
	if (!Array.isArray(schema)) return undefined;
	if (schema.every((name) => typeof name === "string")) return schema;
	throw badArgument("createDataFrame", "a list as schema holds the names of the columns");
}

const isObject = (row: unknown): row is Record<string, unknown> =>
	typeof row === "object" && row !== null && Object.getPrototypeOf(row) === Object.prototype;

/** The keys of the objects, in the order in which they are met; arrays get Spark's `_1`, `_2`. */
function namesOf(rows: Cells): string[] {
	if (rows.length === 0)
		throw fault("PLAN_BAD_SCHEMA", { problem: "no rows to infer it from; give createDataFrame a schema" });
	if (rows.every(isObject)) return [...new Set(rows.flatMap((row) => Object.keys(row as object)))];
	const first = rows[0];
	return Array.isArray(first) ? first.map((_, i) => `_${i + 1}`) : ["value"];
}

function cellsOf(row: unknown, names: readonly string[]): Cells {
	if (Array.isArray(row)) {
		if (row.length === names.length) return row;
		throw badArgument("createDataFrame", `a row has ${row.length} values for ${names.length} columns`);
	}
	if (isObject(row)) {
		const extra = Object.keys(row).find((name) => !names.includes(name));
		if (extra !== undefined)
			throw badArgument("createDataFrame", `a row has the key "${extra}", which is no column`);
		return names.map((name) => row[name] ?? null);
	}
	if (names.length === 1) return [row ?? null];
	throw badArgument("createDataFrame", `a row is an array or an object, got ${describeValue(row)}`);
}

// --- types, as PySpark infers them

function inferred(names: readonly string[], rows: readonly Cells[]): StructType {
	return struct(
		names.map((name, i) => {
			const type = rows
				.map((row) => typeOf(row[i], name))
				.reduce((a, b) => merged(a, b, name), VOID as DataType);
			if (type.kind === "void")
				throw fault("PLAN_BAD_SCHEMA", {
					problem: `every value of "${name}" is null; give createDataFrame a schema`,
				});
			return field(name, type);
		}),
	);
}

function typeOf(value: unknown, name: string): DataType {
	if (value === null || value === undefined) return VOID;
	switch (typeof value) {
		case "boolean":
			return BOOLEAN;
		case "string":
			return STRING;
		case "bigint":
			return BIGINT;
		case "number":
			return Number.isInteger(value) && !Object.is(value, -0) ? BIGINT : DOUBLE;
	}
	if (value instanceof Date) return TIMESTAMP;
	if (value instanceof Uint8Array) return BINARY;
	if (Array.isArray(value)) return array(commonType(value, name));
	if (value instanceof Map)
		return map(commonType([...value.keys()], name), commonType([...value.values()], name));
	if (isObject(value))
		return struct(Object.entries(value).map(([key, item]) => field(key, typeOf(item, `${name}.${key}`))));
	throw badArgument(
		"createDataFrame",
		`"${name}" holds ${describeValue(value)}, which is no value of Spark's`,
	);
}

const commonType = (values: Cells, name: string): DataType =>
	values.map((value) => typeOf(value, name)).reduce((a, b) => merged(a, b, name), VOID as DataType);

function merged(a: DataType, b: DataType, name: string): DataType {
	if (a.kind === "void") return b;
	if (b.kind === "void") return a;
	if (a.kind === "array" && b.kind === "array") return array(merged(a.element, b.element, name));
	if (a.kind === "map" && b.kind === "map")
		return map(merged(a.key, b.key, name), merged(a.value, b.value, name));
	if (a.kind === "struct" && b.kind === "struct") {
		const keys = [...new Set([...a.fields, ...b.fields].map((f) => f.name))];
		const typeIn = (s: StructType, key: string) => s.fields.find((f) => f.name === key)?.type ?? VOID;
		return struct(keys.map((key) => field(key, merged(typeIn(a, key), typeIn(b, key), `${name}.${key}`))));
	}
	if (a.kind === b.kind) return a;
	const numbers = new Set([a.kind, b.kind]);
	if (numbers.size === 2 && numbers.has("bigint") && numbers.has("double")) return DOUBLE;
	throw fault("PLAN_BAD_SCHEMA", {
		problem: `"${name}" holds both ${typeName(a)} and ${typeName(b)}; give createDataFrame a schema`,
	});
}

// --- values

/** A value as an expression of this type; text for a date, a decimal or a timestamp is read as Spark's cast does. */
function cellExpr(value: unknown, type: DataType, name: string): Expr {
	if (isColumn(value)) return use(value);
	const plain = plainExpr(value, type, name);
	return plain.kind === "literal" && plain.type.kind === type.kind && type.kind !== "decimal"
		? plain
		: node({ kind: "cast", input: plain, type, mode: "ansi" });
}

function plainExpr(value: unknown, type: DataType, name: string): Expr {
	if (value === null || value === undefined) return setOrigin(literalOf(type, null), currentCall());
	if (isDataFrame(value) || isZodObject(value)) throw mismatch(value, type, name);
	switch (type.kind) {
		case "array":
			if (!Array.isArray(value)) throw mismatch(value, type, name);
			return call("array", ...value.map((item) => cellExpr(item, type.element, `${name}[]`)));
		case "map": {
			const entries =
				value instanceof Map ? [...value.entries()] : isObject(value) ? Object.entries(value) : undefined;
			if (!entries) throw mismatch(value, type, name);
			const cells = entries.flatMap(([key, item]) => [
				cellExpr(key, type.key, `${name} (key)`),
				cellExpr(item, type.value, `${name} (value)`),
			]);
			return call("map", ...cells);
		}
		case "struct": {
			const items = Array.isArray(value)
				? value
				: isObject(value)
					? type.fields.map((f) => value[f.name] ?? null)
					: undefined;
			if (!items || items.length !== type.fields.length) throw mismatch(value, type, name);
			const parts = type.fields.flatMap((f, i) => [
				literalExpr(f.name, "createDataFrame"),
				cellExpr(items[i], f.type, `${name}.${f.name}`),
			]);
			return call("named_struct", ...parts);
		}
		case "string":
			if (typeof value !== "string") throw mismatch(value, type, name);
			return literalExpr(value, "createDataFrame");
		case "boolean":
			if (typeof value !== "boolean") throw mismatch(value, type, name);
			return literalExpr(value, "createDataFrame");
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
			return integerExpr(value, type, INTEGER_BITS[type.kind], name);
		case "double":
			if (typeof value !== "number") throw mismatch(value, type, name);
			return setOrigin(literalOf(type, doubleText(value)), currentCall());
		default:
			if ((typeof value === "boolean" || typeof value === "object") && !fitsDirectly(value, type))
				throw mismatch(value, type, name);
			return literalExpr(value, "createDataFrame");
	}
}

const INTEGER_BITS = { tinyint: 8, smallint: 16, int: 32, bigint: 64 } as const;

function integerExpr(value: unknown, type: DataType, bits: number, name: string): Expr {
	if (typeof value !== "bigint" && !Number.isInteger(value)) throw mismatch(value, type, name);
	const whole = BigInt(value as bigint | number);
	if (BigInt.asIntN(bits, whole) !== whole)
		throw badArgument("createDataFrame", `"${name}" is ${typeName(type)}, which does not hold ${whole}`);
	return setOrigin(literalOf(type, String(whole)), currentCall());
}

const fitsDirectly = (value: unknown, type: DataType): boolean =>
	(value instanceof Date && (type.kind === "timestamp" || type.kind === "date")) ||
	(value instanceof Uint8Array && type.kind === "binary");

function mismatch(value: unknown, type: DataType, name: string): Error {
	return badArgument("createDataFrame", `"${name}" is ${typeName(type)}, got ${describeValue(value)}`);
}
