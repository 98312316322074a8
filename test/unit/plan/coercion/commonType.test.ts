import { describe, expect, test } from "vitest";
import {
	array,
	BIGINT,
	BINARY,
	BOOLEAN,
	DATE,
	type DataType,
	type DecimalType,
	DOUBLE,
	decimal,
	FLOAT,
	field,
	INT,
	map,
	SMALLINT,
	STRING,
	struct,
	TIMESTAMP,
	TIMESTAMP_NTZ,
	TINYINT,
	typeName,
	UNKNOWN,
	VOID,
	yearMonthInterval,
} from "../../../../src/core/dataTypes.js";
import { arithmeticType, canCast, commonType, storeAssignable } from "../../../../src/plan/coercion.js";

const name = (type: DataType | undefined): string | undefined => type && typeName(type);

describe("commonType", () => {
	test.each<[readonly DataType[], string | undefined]>([
		[[INT, BIGINT], "bigint"],
		[[TINYINT, SMALLINT], "smallint"],
		[[FLOAT, BIGINT], "double"],
		[[FLOAT, FLOAT], "float"],
		[[INT, decimal(2, 1)], "decimal(11,1)"],
		[[decimal(10, 2), DOUBLE], "double"],
		[[decimal(38, 0), decimal(38, 18)], "decimal(38,0)"],
		[[INT, STRING], "bigint"],
		[[STRING, DOUBLE], "double"],
		[[STRING, BOOLEAN], "boolean"],
		[[STRING, DATE], "date"],
		[[STRING, BINARY], "binary"],
		[[DATE, TIMESTAMP], "timestamp"],
		[[DATE, TIMESTAMP_NTZ], "timestamp_ntz"],
		[[TIMESTAMP, TIMESTAMP_NTZ], "timestamp"],
		[[INT, DATE], undefined],
		[[BOOLEAN, INT], undefined],
		[[VOID, INT, VOID], "int"],
		[[STRING, INT, DOUBLE], "double"],
		[[UNKNOWN, INT], "unknown"],
		[[array(INT), array(BIGINT)], "array<bigint>"],
		[[array(INT), array(DATE)], undefined],
		[[map(STRING, INT), map(STRING, DOUBLE)], "map<string,double>"],
		[[struct([field("a", INT)]), struct([field("A", BIGINT)])], "struct<a:bigint>"],
		[[struct([field("a", INT)]), struct([field("b", INT)])], undefined],
		[[yearMonthInterval("year", "year"), yearMonthInterval("month", "month")], "interval year to month"],
		[[yearMonthInterval(), INT], undefined],
	])("%j → %s", (types, expected) => {
		expect(name(commonType(types))).toBe(expected);
		expect(name(commonType([...types].reverse()))?.toLowerCase()).toBe(expected);
	});

	test("keeps the chance of NULL inside", () => {
		expect(commonType([array(INT, false), array(INT, true)])).toEqual(array(INT, true));
		expect(commonType([array(INT, false), array(INT, false)])).toEqual(array(INT, false));
	});
});

describe("arithmetic of decimals (measured on Spark 4.3)", () => {
	test.each<["+" | "*" | "/" | "%" | "div", DecimalType, DecimalType, string]>([
		["+", decimal(10, 2), decimal(12, 4), "decimal(13,4)"],
		["*", decimal(10, 2), decimal(12, 4), "decimal(23,6)"],
		["/", decimal(10, 2), decimal(12, 4), "decimal(27,15)"],
		["+", decimal(38, 10), decimal(38, 10), "decimal(38,9)"],
		["*", decimal(38, 10), decimal(38, 10), "decimal(38,6)"],
		["/", decimal(38, 10), decimal(38, 10), "decimal(38,6)"],
		["+", decimal(10, 2), decimal(1, 0), "decimal(11,2)"],
		["*", decimal(10, 2), decimal(1, 0), "decimal(12,2)"],
		["/", decimal(10, 2), decimal(1, 0), "decimal(14,6)"],
		["/", decimal(2, 1), decimal(1, 0), "decimal(7,6)"],
		["%", decimal(10, 2), decimal(5, 4), "decimal(5,4)"],
		["div", decimal(10, 2), decimal(5, 4), "bigint"],
	])("%s of %j and %j is %s", (op, a, b, expected) => {
		expect(name(arithmeticType(op, a, b))).toBe(expected);
	});
});

test.each<[DataType, DataType, boolean, boolean]>([
	[STRING, INT, true, false],
	[INT, STRING, true, true],
	[DATE, INT, false, false],
	[BOOLEAN, INT, true, false],
	[BOOLEAN, TIMESTAMP, false, false],
	[BIGINT, TINYINT, true, true],
	[TIMESTAMP, DATE, true, true],
	[array(INT), array(STRING), true, true],
	[array(INT), STRING, true, false],
	[struct([field("a", INT)]), struct([field("b", STRING)]), true, true],
	[INT, BINARY, false, false],
	[UNKNOWN, INT, true, true],
])("%j to %j: cast %s, store assignment %s", (from, to, cast, store) => {
	expect(canCast(from, to)).toBe(cast);
	expect(storeAssignable(from, to)).toBe(store);
});
