import {
	array,
	BIGINT,
	BINARY,
	BOOLEAN,
	DATE,
	type DataType,
	DOUBLE,
	dayTimeInterval,
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
	yearMonthInterval,
} from "../../src/core/dataTypes.js";
import type { Random } from "./random.js";

/** A type that tables have columns of: usual values in the column `name`, awkward ones in `name_w`. */
export interface FuzzType {
	readonly name: string;
	readonly type: DataType;
	readonly usual: readonly string[];
	readonly awkward: readonly string[];
}

const cast = (type: string, values: readonly string[]): string[] =>
	values.map((v) => `CAST(${v} AS ${type})`);
const numbers = (type: string, ...values: readonly (string | number)[]): string[] =>
	cast(
		type,
		values.map((v) => String(v)),
	);
const texts = (...values: readonly string[]): string[] => values.map((v) => `'${v}'`);

const STRUCT = struct([field("a", INT), field("b", STRING)]);

/** Values are Spark SQL. NULL is added by the table. */
export const FUZZ_TYPES: readonly FuzzType[] = [
	{ name: "b", type: BOOLEAN, usual: ["true", "false"], awkward: ["true", "false"] },
	{
		name: "y",
		type: TINYINT,
		usual: numbers("TINYINT", 0, 1, 2, 3, 5, -1, -2),
		awkward: numbers("TINYINT", 127, -128, 0, 100),
	},
	{
		name: "h",
		type: SMALLINT,
		usual: numbers("SMALLINT", 0, 1, 4, 10, -3, 7),
		awkward: numbers("SMALLINT", 32767, -32768, 256, 0),
	},
	{
		name: "i",
		type: INT,
		usual: numbers("INT", 0, 1, 2, 3, 7, 12, 31, -1, -5),
		awkward: ["2147483647", "CAST(-2147483648 AS INT)", "0", "1000000", "-1"],
	},
	{
		name: "l",
		type: BIGINT,
		usual: numbers("BIGINT", 0, 1, 2, 5, 42, -7, 1000),
		awkward: ["9223372036854775807L", "CAST('-9223372036854775808' AS BIGINT)", "0L", "1700000000L", "-1L"],
	},
	{
		name: "f",
		type: FLOAT,
		usual: numbers("FLOAT", 0, 1, 1.5, -2.25, 0.5, 10),
		awkward: [...numbers("FLOAT", 0.1, 3.4e38, -0.5), ...cast("FLOAT", texts("NaN", "Infinity", "-0.0"))],
	},
	{
		name: "d",
		type: DOUBLE,
		usual: numbers("DOUBLE", 0, 1, 0.5, -2.5, 2.5, 3.75, 100, 1.005),
		awkward: [
			"1e10D",
			"-1e-5D",
			"1.7976931348623157E308D",
			"4.9E-324D",
			"0.1D",
			...cast("DOUBLE", texts("NaN", "Infinity", "-Infinity", "-0.0")),
		],
	},
	{
		name: "m",
		type: decimal(10, 2),
		usual: numbers("DECIMAL(10,2)", "0.00", "1.50", "-2.25", "99.99", "10.00", "0.05"),
		awkward: numbers("DECIMAL(10,2)", "99999999.99", "-99999999.99", "0.01", "-0.50"),
	},
	{
		name: "m38",
		type: decimal(38, 10),
		usual: numbers("DECIMAL(38,10)", "0", "1.0000000001", "-12.5", "3", "1000000"),
		awkward: numbers("DECIMAL(38,10)", "9999999999999999999999999999.9999999999BD", "-0.0000000001", "0.5"),
	},
	{
		name: "s",
		type: STRING,
		usual: texts("", "a", "abc", "Spark SQL", "hello world", "ÄÖ ß", "a,b,c", "B", "x y z", "ab"),
		awkward: texts(
			"😀 smile",
			"e\u0301",
			" pad ",
			"tab\\there",
			"it\\'s",
			"%_\\\\",
			"İstanbul",
			"ΑΣ ΒΣ",
			"line\\nbreak",
			"ﬁne",
			"null",
			"12",
			"ǅ",
			"Aa1!-é",
		),
	},
	{
		name: "x",
		type: BINARY,
		usual: ["X''", "X'00'", "X'616263'", "CAST('ab' AS BINARY)"],
		awkward: ["X'FF'", "X'00FF80'", "X'C3A9'", "X'F09F9880'", "X'C3'"],
	},
	{
		name: "t",
		type: DATE,
		usual: [
			"DATE'2024-02-29'",
			"DATE'2023-12-31'",
			"DATE'2024-01-01'",
			"DATE'1970-01-01'",
			"DATE'2024-07-15'",
		],
		awkward: [
			"DATE'0001-01-01'",
			"DATE'1582-10-15'",
			"DATE'9999-12-31'",
			"DATE'1969-12-31'",
			"DATE'1900-03-01'",
		],
	},
	{
		name: "ts",
		type: TIMESTAMP,
		usual: [
			"TIMESTAMP'2024-02-29 12:30:45'",
			"TIMESTAMP'2023-12-31 23:59:59.999999'",
			"TIMESTAMP'1970-01-01 00:00:00'",
			"TIMESTAMP'2024-03-10 07:15:00.5'",
		],
		awkward: [
			"TIMESTAMP'1969-12-31 23:59:59.123456'",
			"TIMESTAMP'1900-01-01 00:00:00.000001'",
			"TIMESTAMP'2262-04-12 00:00:00'",
			"TIMESTAMP'9999-12-31 23:59:59'",
			"TIMESTAMP'0001-01-01 00:00:00'",
		],
	},
	{
		name: "tn",
		type: TIMESTAMP_NTZ,
		usual: [
			"TIMESTAMP_NTZ'2024-02-29 12:30:45'",
			"TIMESTAMP_NTZ'2023-11-30 23:59:59.999'",
			"TIMESTAMP_NTZ'2024-11-03 01:30:00'",
		],
		awkward: [
			"TIMESTAMP_NTZ'1969-12-31 23:59:59.999999'",
			"TIMESTAMP_NTZ'1582-10-04 00:00:00'",
			"TIMESTAMP_NTZ'9999-12-31 00:00:00'",
		],
	},
	{
		name: "iy",
		type: yearMonthInterval(),
		usual: ["INTERVAL '1-2' YEAR TO MONTH", "INTERVAL '0-0' YEAR TO MONTH", "INTERVAL '-0-11' YEAR TO MONTH"],
		awkward: ["INTERVAL '100-3' YEAR TO MONTH", "INTERVAL '-10-0' YEAR TO MONTH"],
	},
	{
		name: "dt",
		type: dayTimeInterval(),
		usual: [
			"INTERVAL '1 02:03:04' DAY TO SECOND",
			"INTERVAL '0 00:00:00' DAY TO SECOND",
			"INTERVAL '-3 04:05:06.5' DAY TO SECOND",
		],
		awkward: ["INTERVAL '0 00:00:00.000001' DAY TO SECOND", "INTERVAL '-1000 23:59:59.999999' DAY TO SECOND"],
	},
	{
		name: "ai",
		type: array(INT),
		usual: [
			"array(1, 2, 3)",
			"array(3, 1, 2, 1)",
			"array(5)",
			"CAST(array() AS ARRAY<INT>)",
			"array(1, NULL)",
		],
		awkward: ["array(CAST(NULL AS INT))", "array(2147483647, -1, 0, NULL, 0)", "array(1, 1, 1)"],
	},
	{
		name: "as",
		type: array(STRING),
		usual: ["array('a', 'b')", "array('b', 'a', 'b')", "CAST(array() AS ARRAY<STRING>)", "array('x y')"],
		awkward: ["array('', NULL, 'Ä')", "array('😀', 'a,b')", "array(CAST(NULL AS STRING))"],
	},
	{
		name: "ad",
		type: array(DOUBLE),
		usual: ["array(1.5D, -2D)", "array(0D)", "array(2.5D, 2.5D, 1D)"],
		awkward: [
			"array(CAST('NaN' AS DOUBLE), 1D, CAST('NaN' AS DOUBLE))",
			"array(CAST('-0.0' AS DOUBLE), 0D, NULL)",
			"CAST(array() AS ARRAY<DOUBLE>)",
		],
	},
	{
		name: "af",
		type: array(FLOAT),
		usual: cast("ARRAY<FLOAT>", ["array(1, 2)", "array(0.5, -1.5)", "array(3, 4)"]),
		awkward: cast("ARRAY<FLOAT>", ["array(0, 0)", "array(1, 2, 3)", "array()"]),
	},
	{
		name: "aai",
		type: array(array(INT)),
		usual: ["array(array(1, 2), array(3))", "array(array(1), CAST(array() AS ARRAY<INT>))"],
		awkward: ["array(NULL, array(1, NULL))", "CAST(array() AS ARRAY<ARRAY<INT>>)"],
	},
	{
		name: "mp",
		type: map(STRING, INT),
		usual: ["map('a', 1, 'b', 2)", "map('b', NULL)", "CAST(map() AS MAP<STRING,INT>)", "map('x', 3)"],
		awkward: ["map('', 0, 'A', 1, 'a', 2)", "map('é', -1, 'b', 2147483647)"],
	},
	{
		name: "mi",
		type: map(INT, STRING),
		usual: ["map(1, 'a', 2, 'b')", "map(0, NULL)", "map(3, '')"],
		awkward: ["CAST(map() AS MAP<INT,STRING>)", "map(-1, 'x', 2147483647, 'y')"],
	},
	{
		name: "st",
		type: STRUCT,
		usual: [
			"named_struct('a', 1, 'b', 'x')",
			"named_struct('a', 2, 'b', '')",
			"named_struct('a', 1, 'b', 'y')",
		],
		awkward: [
			"named_struct('a', CAST(NULL AS INT), 'b', 'x')",
			"named_struct('a', CAST(NULL AS INT), 'b', CAST(NULL AS STRING))",
		],
	},
	{
		name: "ast",
		type: array(STRUCT),
		usual: [
			"array(named_struct('a', 1, 'b', 'x'), named_struct('a', 2, 'b', 'y'))",
			"array(named_struct('a', 3, 'b', 'z'))",
		],
		awkward: [
			"array(NULL, named_struct('a', CAST(NULL AS INT), 'b', 'q'))",
			"CAST(array() AS ARRAY<STRUCT<a:INT,b:STRING>>)",
		],
	},
];

/** Texts that say something in a notation, for functions that read it. */
export const TEXT_COLUMNS: readonly { readonly name: string; readonly values: readonly string[] }[] = [
	{ name: "sn", values: texts("12", " 7 ", "-3", "+5", "0", "100", "3.5", "1e2", "x1") },
	{
		name: "sd",
		values: texts(
			"2024-02-29",
			"2024-1-5",
			"2023",
			"1970-01-01 10:20:30",
			"2024-02-29T12:30:45.123Z",
			"2024-02-30",
			"1999-12-31 23:59:59.5",
		),
	},
	{
		name: "sj",
		values: texts(
			'{"a":1,"b":"x","c":[1,2,{"d":null}]}',
			'{"a":"t","b":null}',
			"[1,2.5,true]",
			'{"a":{"b":{"c":"deep"}}}',
			"{bad",
			"",
			'"text"',
			'{"a":1.0,"a":2}',
		),
	},
	{
		name: "sp",
		values: texts("a1b22c333", "foo(bar)", "2024-01-02", "x=1;y=2", "a.b.c", "AbC abc", "\\\\d", "aaa"),
	},
	{
		name: "su",
		values: texts(
			"https://user:pw@example.com:8080/a/b%20c?x=1&y=%C3%A9#frag",
			"http://a.b",
			"not a url",
			"ftp://h/p?q",
			"a%20b+c",
			"%zz",
		),
	},
];

/** Rows of a random table, one SELECT each: `id` counts them from 1, `k` is a key of few values. */
export function randomTable(random: Random, rows: number): readonly string[] {
	const selects: string[] = [];
	for (let id = 1; id <= rows; id++) {
		const columns = [
			`${id} AS id`,
			`${random.chance(0.15) ? "CAST(NULL AS INT)" : random.between(1, 3)} AS k`,
		];
		const add = (column: string, type: string, values: readonly string[], nulls: number): void => {
			columns.push(`${random.chance(nulls) ? `CAST(NULL AS ${type})` : random.pick(values)} AS ${column}`);
		};
		for (const { name: column, type, usual, awkward } of FUZZ_TYPES) {
			const ddl = typeName(type);
			add(column, ddl, usual, 0.12);
			add(`${column}_w`, ddl, [...awkward, ...awkward, ...usual], 0.15);
		}
		for (const { name: column, values } of TEXT_COLUMNS) add(column, "STRING", values, 0.1);
		selects.push(`SELECT ${columns.join(", ")}`);
	}
	return selects;
}
