import { describe, expect, test } from "vitest";
import { schemaDdl } from "../../../../../src/core/dataTypes.js";
import { XML_FUNCTIONS } from "../../../../../src/engines/duckdb/functions/js/xml/functions.js";
import { evaluate, toText } from "../../../../../src/engines/duckdb/functions/js/xml/xpath.js";
import { parseXPath } from "../../../../../src/engines/duckdb/functions/js/xml/xpathSyntax.js";
import { treeOf } from "../../../../../src/engines/duckdb/functions/js/xml/xpathTree.js";
import { parseXml } from "../../../../../src/plan/xml/parseXml.js";
import { xmlOptions } from "../../../../../src/plan/xml/xmlOptions.js";
import { schemaOfXml } from "../../../../../src/plan/xml/xmlSchema.js";

const text = (xml: string, path: string): string =>
	toText(evaluate(parseXPath(path), { node: treeOf(xml), position: 1, size: 1 }));

describe("documents", () => {
	test("text, entities, CDATA, comments, instructions", () => {
		const { root } = parseXml(
			"<?xml version='1.0'?><!-- c --><a x='&lt;&#65;'>&amp;<![CDATA[<b>]]><?p q?></a>\n",
		);
		expect(root.attributes).toEqual([["x", "<A"]]);
		expect(root.children).toEqual([
			{ kind: "text", text: "&" },
			{ kind: "cdata", text: "<b>" },
			{ kind: "instruction", name: "p", text: "q" },
		]);
	});

	test.each([
		["", "no element"],
		["x", "< is missing"],
		["<a>", "not closed"],
		["<a></b>", "end of a"],
		["<a/><b/>", "two roots"],
		["<a b=1/>", "quote"],
		["<a b='1' b='2'/>", "twice"],
		["<a>&x;</a>", "entity"],
		["<a b='<'/>", "holds <"],
		["<!DOCTYPE a><!DOCTYPE a><a/>", "two types"],
		["<a/><!DOCTYPE a>", "does not stand here"],
		["<!DOCTYPE a [<!ATTLIST a k CDATA 'v'>]><a/>", "not read"],
		["<!DOCTYPE a [<!ENTITY e SYSTEM '/etc/hostname'>]><a>&e;</a>", "unknown"],
		["<a>]]></a>", "]]>"],
	])("%s is not well formed", (xml, problem) => {
		expect(() => parseXml(xml)).toThrow(problem);
	});

	test("depth costs no stack", () => {
		const depth = 100_000;
		expect(parseXml("<a>".repeat(depth) + "</a>".repeat(depth)).root.name).toBe("a");
	});
});

describe("XPath", () => {
	const xml = "<a><b i='1'>x<c>1</c></b><b i='2'>y</b><d><b i='3'>z</b></d></a>";
	test.each([
		["a/b[2]", "y"],
		["//b[@i='3']", "z"],
		["count(//b)", "3"],
		["a/b[last()]/@i", "2"],
		["(//b)[3]", "z"],
		["a/d/preceding-sibling::b[1]/@i", "2"],
		["a/b/following::b[last()]", "z"],
		["//c/ancestor::*[1]/@i", "1"],
		["sum(//@i) div 4", "1.5"],
		["-7 mod 3", "-1"],
		["1 - 1 = 0 and not(2 < 1)", "true"],
		["a/b = 'y'", "true"],
		["concat(name(a/*[3]), '-', string-length('é'))", "d-1"],
		["substring('12345', 1.5, 2.6)", "234"],
		["a//b[c]/c", "1"],
		["100000000000000000000000", "100000000000000000000000"],
	])("%s", (path, expected) => {
		expect(text(xml, path)).toBe(expected);
	});

	test.each(["a/b[", "foo(1)", "$x", "1.5e3", "a b", "", "count()", "child::"])("%s is refused", (path) => {
		expect(() => text(xml, path)).toThrow();
	});

	test("errors name the function", () => {
		const { fn } = XML_FUNCTIONS.find((f) => f.name === "aq_xpath_string") as {
			readonly fn: (xml: string, path: string) => unknown;
		};
		expect(() => fn("<a>", "a")).toThrow(/INVALID_XML_DOCUMENT.*xpath_string/);
		expect(() => fn("<a/>", "a[")).toThrow(/INVALID_XPATH.*xpath_string: 'a\['/);
		expect(fn("", "a")).toBeNull();
	});
});

test("a schema: attributes, repeated elements, what is never more than empty", () => {
	const ddl = (xml: string, options = {}): string => schemaDdl(schemaOfXml(xml, xmlOptions(options)));
	expect(ddl("<p z='1'><b>1</b><b>2.5</b><a><x/></a></p>")).toBe(
		"_z BIGINT, a STRUCT<x: STRING>, b ARRAY<DOUBLE>",
	);
	expect(ddl("<p><a>1</a><a x='1'>2</a></p>")).toBe("a ARRAY<STRING>");
	expect(ddl("<p><a>1.50</a></p>", { prefersDecimal: "true" })).toBe("a DECIMAL(3,2)");
	expect(ddl("<p>")).toBe("_corrupt_record STRING");
});
