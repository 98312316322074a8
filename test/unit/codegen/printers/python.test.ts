import { describe, expect, test } from "vitest";
import {
	attribute,
	call,
	dotted,
	listOf,
	method,
	name,
	number,
	string,
} from "../../../../src/codegen/printers/python/build.js";
import { checkPython, formatPython } from "../../../../src/codegen/printers/python/format.js";
import { printImports } from "../../../../src/codegen/printers/python/imports.js";
import type { PyBinary, PyExpr } from "../../../../src/codegen/printers/python/nodes.js";
import { printExpr, printModule } from "../../../../src/codegen/printers/python/print.js";
import {
	blockLiteral,
	bytesLiteral,
	stringLiteral,
} from "../../../../src/codegen/printers/python/strings.js";

const binary = (op: PyBinary, left: PyExpr, right: PyExpr): PyExpr => ({ kind: "binary", op, left, right });
const [a, b, c] = [name("a"), name("b"), name("c")];

describe("strings", () => {
	// What stands on the right was read back by Python 3.11's ast.literal_eval.
	test.each([
		["", '""'],
		["plain", '"plain"'],
		['say "hi"', "'say \"hi\"'"],
		["it's", '"it\'s"'],
		[`both ' and "`, `"both ' and \\""`],
		["a\\b", '"a\\\\b"'],
		["\\", '"\\\\"'],
		["line\nbreak\r\ttab", '"line\\nbreak\\r\\ttab"'],
		["\u0000\u001b\u007f\u0085", '"\\x00\\x1b\\x7f\\x85"'],
		["Zürich 東京 🦆", '"Zürich 東京 🦆"'],
		["\u202eevil\u2028\ufeff", '"\\u202eevil\\u2028\\ufeff"'],
		["\ud800", '"\\ud800"'],
		["{name} %s $x", '"{name} %s $x"'],
	])("%j", (value, text) => {
		expect(stringLiteral(value)).toBe(text);
	});

	test.each([
		["SELECT 1\nFROM t", '"""SELECT 1\nFROM t"""'],
		['a """ b', '"""a \\"\\"\\" b"""'],
		['ends with "', '"""ends with \\""""'],
		['"', '"""\\""""'],
		['x"""', '"""x\\"\\"\\""""'],
		["back\\slash\r\n", '"""back\\\\slash\\r\n"""'],
	])("block %j", (value, text) => {
		expect(blockLiteral(value)).toBe(text);
	});

	test("bytes", () => {
		expect(bytesLiteral("00ff41225c")).toBe('b"\\x00\\xffA\\"\\\\"');
	});
});

describe("parentheses", () => {
	const F = (column: string) => call(dotted("F.col"), [string(column)]);

	test.each<[PyExpr, string]>([
		[binary("&", binary(">", a, b), binary("|", b, c)), "(a > b) & (b | c)"],
		[binary("|", binary("&", a, b), c), "a & b | c"],
		[binary("-", a, binary("-", b, c)), "a - (b - c)"],
		[binary("-", binary("-", a, b), c), "a - b - c"],
		[binary("*", binary("+", a, b), c), "(a + b) * c"],
		[binary("==", binary("==", a, b), c), "(a == b) == c"],
		[{ kind: "unary", op: "~", operand: binary("&", a, b) }, "~(a & b)"],
		[{ kind: "unary", op: "-", operand: { kind: "unary", op: "-", operand: a } }, "-(-a)"],
		[{ kind: "unary", op: "not", operand: binary("in", a, b) }, "not a in b"],
		[method(binary("+", a, b), "alias", [string("x")]), '(a + b).alias("x")'],
		[attribute({ kind: "unary", op: "~", operand: a }, "x"), "(~a).x"],
		[attribute(number("1"), "real"), "(1).real"],
		[attribute(number("-1"), "real"), "(-1).real"],
		[{ kind: "index", object: binary("+", a, b), key: string("k") }, '(a + b)["k"]'],
		[call({ kind: "lambda", params: ["x"], body: a }, [b]), "(lambda x: a)(b)"],
		[{ kind: "tuple", items: [a] }, "(a,)"],
		[{ kind: "set", items: [] }, "set()"],
		[call(name("f"), [{ kind: "star", value: listOf([a]) }], [{ name: "k", value: b }]), "f(*[a], k=b)"],
		[
			binary("&", F("a"), { kind: "unary", op: "~", operand: method(F("b"), "isNull") }),
			'F.col("a") & ~F.col("b").isNull()',
		],
	])("%#", (expr, text) => {
		expect(printExpr(expr)).toBe(text);
	});
});

test("imports are merged and sorted, the standard library first", () => {
	const text = printImports([
		{ module: "pyspark.sql", name: "functions", alias: "F" },
		{ module: "pyspark.sql", name: "Window" },
		{ module: "pyspark.sql", name: "SparkSession" },
		{ module: "pyspark.sql", name: "functions", alias: "F" },
		{ module: "pyspark", name: "pipelines", alias: "dp" },
		{ module: "decimal", name: "Decimal" },
		{ module: "datetime" },
	]);
	expect(text).toBe(
		[
			"import datetime",
			"from decimal import Decimal",
			"",
			"from pyspark import pipelines as dp",
			"from pyspark.sql import SparkSession, Window",
			"from pyspark.sql import functions as F",
			"",
		].join("\n"),
	);
});

test("a module is formatted one call per line, and ruff finds nothing wrong with it", async () => {
	const column = (one: string) => call(dotted("F.col"), [string(one)]);
	const chain = [
		["filter", [binary(">", column("delay"), number("15"))]],
		["groupBy", [string("origin"), string("destination")]],
		["agg", [method(call(dotted("F.avg"), [string("delay")]), "alias", [string("average delay")])]],
	] as const;
	const value = chain.reduce<PyExpr>(
		(frame, [member, args]) => method(frame, member, [...args]),
		method(dotted("spark.read"), "table", [string("flights")]),
	);
	const text = printModule({
		docstring: 'Delays.\n\nOf "late" flights.',
		imports: [
			{ module: "pyspark", name: "pipelines", alias: "dp" },
			{ module: "pyspark.sql", name: "functions", alias: "F" },
		],
		sections: [
			{
				kind: "code",
				body: [
					{
						kind: "function",
						name: "delays",
						params: [],
						decorators: [dotted("dp.materialized_view")],
						docstring: "Delays by route.",
						comments: ["Kept\nsmall."],
						body: [{ kind: "return", value }],
					},
				],
			},
		],
	});
	const formatted = formatPython(text);
	expect(formatted).toBe(
		`"""Delays.

Of "late" flights.
"""

from pyspark import pipelines as dp
from pyspark.sql import functions as F


# Kept
# small.
@dp.materialized_view
def delays():
    """Delays by route."""
    return (
        spark.read.table("flights")
        .filter(F.col("delay") > 15)
        .groupBy("origin", "destination")
        .agg(F.avg("delay").alias("average delay"))
    )
`,
	);
	expect(checkPython(formatted)).toEqual([]);
	expect(formatPython(formatted)).toBe(formatted);
});

test("ruff's check sees what is wrong", () => {
	expect(checkPython("import os\n").map((p) => p.rule)).toContain("F401");
	expect(checkPython("x = undefined_name\n").map((p) => p.rule)).toContain("F821");
	expect(checkPython("x = spark, dbutils, display\n")).toEqual([]);
	expect(() => formatPython("x = (\n")).toThrow();
});
