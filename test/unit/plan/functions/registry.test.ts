import { describe, expect, test } from "vitest";
import {
	array,
	BOOLEAN,
	DATE,
	type DataType,
	DOUBLE,
	decimal,
	INT,
	STRING,
	TIMESTAMP,
	typeName,
	UNKNOWN,
} from "../../../../src/core/dataTypes.js";
import { AqueduckError } from "../../../../src/core/errors/index.js";
import type { BoundExpr } from "../../../../src/plan/bound.js";
import { ALIASES, FUNCTIONS, functionNames, lookupFunction } from "../../../../src/plan/functions.js";
import { boundLiteral } from "../../../../src/plan/literals.js";

const column = (type: DataType, name = "c"): BoundExpr => ({
	kind: "attribute",
	id: 1,
	name,
	type,
	nullable: true,
});

function bind(name: string, ...args: readonly BoundExpr[]) {
	const found = lookupFunction(name);
	if (!found) throw new Error(name);
	const { spec } = found;
	return spec.bind({ name, args, distinct: false, timeZone: "UTC" });
}

function resultOf(name: string, ...args: readonly (DataType | BoundExpr)[]): string {
	const bound = bind(
		name,
		...args.map((a) => ("nullable" in a && "type" in a ? (a as BoundExpr) : column(a as DataType))),
	);
	return "type" in bound
		? typeName(bound.type)
		: bound.columns.map((c) => `${c.name}:${typeName(c.type)}`).join(",");
}

function failure(work: () => unknown): AqueduckError {
	try {
		work();
	} catch (error) {
		if (error instanceof AqueduckError) return error;
	}
	throw new Error("no error of the catalogue was thrown");
}

describe("lookup", () => {
	test("finds names and aliases in any case", () => {
		expect(lookupFunction("UCASE")?.name).toBe("upper");
		expect(lookupFunction("To_Date")?.name).toBe("to_date");
		expect(lookupFunction("toString")).toBeUndefined();
		expect(lookupFunction("constructor")).toBeUndefined();
	});
	test("every alias leads to a function, and hides none", () => {
		for (const [alias, name] of Object.entries(ALIASES)) {
			expect(Object.hasOwn(FUNCTIONS, name), alias).toBe(true);
			expect(Object.hasOwn(FUNCTIONS, alias), alias).toBe(false);
		}
		expect(new Set(functionNames()).size).toBe(functionNames().length);
	});
});

test("every row refuses a wrong number of arguments with its name", () => {
	for (const [name, spec] of Object.entries(FUNCTIONS)) {
		const { least, most } = spec.arity as { readonly least: number; readonly most?: number };
		const wrong = least > 0 ? least - 1 : most === undefined ? undefined : most + 1;
		if (wrong === undefined) continue;
		const error = failure(() => bind(name, ...Array.from({ length: wrong }, () => column(INT))));
		expect(error.code, name).toBe("PLAN_ARGUMENT_COUNT");
		expect(error.message).toContain(name);
	}
});

test("every row takes unknown types in silence", () => {
	const constants = new Set([
		"date_part",
		"timestampadd",
		"timestampdiff",
		"window",
		"from_json",
		"named_struct",
		"stack",
		"schema_of_json",
		"from_csv",
		"from_xml",
		"to_number",
		"try_to_number",
		"collate",
		"histogram_numeric",
	]);
	for (const [name, spec] of Object.entries(FUNCTIONS)) {
		if (constants.has(name)) continue;
		const args = Array.from({ length: spec.arity.least }, () => column(UNKNOWN));
		if (["map"].includes(name)) args.length = 0;
		expect(() => bind(name, ...args), name).not.toThrow();
	}
});

test.each<[string, readonly (DataType | BoundExpr)[], string]>([
	["+", [INT, boundLiteral(STRING, "1")], "bigint"],
	["+", [DATE, INT], "date"],
	["-", [DATE, DATE], "interval day"],
	["-", [TIMESTAMP, TIMESTAMP], "interval day to second"],
	["+", [decimal(10, 2), boundLiteral(INT, "1")], "decimal(11,2)"],
	["+", [decimal(10, 2), INT], "decimal(13,2)"],
	["/", [INT, INT], "double"],
	["div", [INT, INT], "bigint"],
	["sum", [INT], "bigint"],
	["sum", [decimal(10, 2)], "decimal(20,2)"],
	["avg", [decimal(10, 2)], "decimal(14,6)"],
	["sum", [STRING], "double"],
	["round", [decimal(10, 4), boundLiteral(INT, "2")], "decimal(9,2)"],
	["ceil", [DOUBLE], "bigint"],
	["coalesce", [boundLiteral(INT, "1"), decimal(2, 1)], "decimal(11,1)"],
	["nullif", [INT, STRING], "int"],
	["explode", [array(STRING)], "col:string"],
	["posexplode", [array(STRING)], "pos:int,col:string"],
	["collect_list", [DATE], "array<date>"],
	["lag", [STRING], "string"],
	["concat", [array(INT), array(DOUBLE)], "array<double>"],
	["from_json", [STRING, boundLiteral(STRING, "a INT, b ARRAY<STRING>")], "struct<a:int,b:array<string>>"],
	["date_part", [boundLiteral(STRING, "second"), TIMESTAMP], "decimal(8,6)"],
	["array_contains", [array(INT), INT], "boolean"],
	["window", [TIMESTAMP, boundLiteral(STRING, "10 minutes")], "window:struct<start:timestamp,end:timestamp>"],
])("%s %j gives %s", (name, args, expected) => {
	expect(resultOf(name, ...args)).toBe(expected);
});

test.each<[string, readonly DataType[], string, string | undefined]>([
	["+", [STRING, STRING], "PLAN_TYPE_MISMATCH", "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE"],
	["=", [BOOLEAN, INT], "PLAN_TYPE_MISMATCH", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES"],
	["sum", [BOOLEAN], "PLAN_TYPE_MISMATCH", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE"],
	["explode", [STRING], "PLAN_TYPE_MISMATCH", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE"],
	["coalesce", [INT, DATE], "PLAN_TYPE_MISMATCH", "DATATYPE_MISMATCH.DATA_DIFF_TYPES"],
	["from_json", [STRING, STRING], "PLAN_BAD_ARGUMENT", undefined],
	["map", [INT], "PLAN_BAD_ARGUMENT", undefined],
])("%s of %j is %s", (name, types, code, condition) => {
	const error = failure(() => bind(name, ...types.map((t) => column(t))));
	expect([error.code, error.diagnostic.sparkCondition]).toEqual([code, condition]);
});
