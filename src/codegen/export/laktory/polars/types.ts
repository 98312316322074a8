import type { DataType } from "../../../../core/dataTypes.js";
import { attribute, call, name, number, string } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";

const PL = name("pl");
const type = (member: string): PyExpr => attribute(PL, member);

/** Polars' names of Spark's plain types. What is not here has no type in Polars that holds the same values. */
const PLAIN: Readonly<Partial<Record<DataType["kind"], string>>> = {
	boolean: "Boolean",
	tinyint: "Int8",
	smallint: "Int16",
	int: "Int32",
	bigint: "Int64",
	float: "Float32",
	double: "Float64",
	string: "String",
	binary: "Binary",
	date: "Date",
};

/**
 * A Spark type as Polars has it; undefined where Polars has none with the same values.
 * @example polarsType(decimal(10, 2)) // pl.Decimal(10, 2)
 */
export function polarsType(of: DataType): PyExpr | undefined {
	switch (of.kind) {
		case "decimal":
			return decimalType(of.precision, of.scale);
		case "timestamp":
			return call(type("Datetime"), [string("us"), string("UTC")]);
		case "timestamp_ntz":
			return call(type("Datetime"), [string("us")]);
		case "array": {
			const element = polarsType(of.element);
			return element && call(type("List"), [element]);
		}
		case "struct": {
			const fields = of.fields.map((f) => ({ key: string(f.name), value: polarsType(f.type) }));
			if (fields.some((f) => f.value === undefined)) return undefined;
			const entries = fields.map((f) => ({ key: f.key, value: f.value as PyExpr }));
			return call(type("Struct"), [{ kind: "dict", entries }]);
		}
		default: {
			const plain = PLAIN[of.kind];
			return plain === undefined ? undefined : type(plain);
		}
	}
}

export const decimalType = (precision: number, scale: number): PyExpr =>
	call(type("Decimal"), [number(String(precision)), number(String(scale))]);

export const INT64 = type("Int64");
export const INT32 = type("Int32");
export const INT8 = type("Int8");
export const INT128 = type("Int128");
export const FLOAT64 = type("Float64");
export const STRING_TYPE = type("String");
export const DATE_TYPE = type("Date");

/** A column of a file as Laktory's schema declares it: a name, or a name with its parts. */
export type LaktoryType =
	| string
	| { readonly name: "List"; readonly inner: LaktoryType }
	| {
			readonly name: "Struct";
			readonly fields: readonly { readonly name: string; readonly dtype: LaktoryType }[];
	  };

const OF_FILES: ReadonlySet<DataType["kind"]> = new Set([
	"boolean",
	"tinyint",
	"smallint",
	"int",
	"bigint",
	"float",
	"double",
	"string",
]);

/** What a JSON reader can be asked for without changing a value; anything else is read as text and made from it. */
export function laktoryType(of: DataType): LaktoryType | undefined {
	if (of.kind === "array") {
		const inner = laktoryType(of.element);
		return inner && { name: "List", inner };
	}
	if (of.kind === "struct") {
		const fields = of.fields.map((f) => ({ name: f.name, dtype: laktoryType(f.type) }));
		return fields.some((f) => f.dtype === undefined)
			? undefined
			: { name: "Struct", fields: fields as { name: string; dtype: LaktoryType }[] };
	}
	return OF_FILES.has(of.kind) ? PLAIN[of.kind] : undefined;
}
