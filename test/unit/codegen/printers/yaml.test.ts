import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { yamlText } from "../../../../src/codegen/printers/yaml.js";

const AMBIGUOUS = [
	..."2024-01-01 2024_01 1:30 12:30:45.5 007 0o17 0b11 0x1F 0b 1e3 1.5e3 1. .5 +1 -1 1_000.5 .inf -.INF .NaN".split(
		" ",
	),
	..."yes No on OFF y N true False null NULL ~ = <<".split(" "),
	"2024-01-01T10:00:00Z",
	"2024-1-1 10:00:00 +1",
	"",
	" led",
	"tab\tand\u0007\u007f\u0085\u2028\ufeff",
	"a: b # c",
	"two\nlines",
	"- x",
	"word ".repeat(60).trim(),
];

describe("YAML that every reader takes for the same texts", () => {
	test.each(["1.1", "1.2"] as const)("YAML %s", (version) => {
		const value = { list: AMBIGUOUS, map: Object.fromEntries(AMBIGUOUS.map((text) => [`k${text}`, text])) };
		expect(parse(yamlText(value), { version })).toEqual(value);
	});

	test.each(AMBIGUOUS.slice(0, -8))("%s stands in quotes, as a value and as a key", (text) => {
		expect(yamlText({ key: text })).toMatch(/^key: ["']/);
		expect(yamlText({ [text]: "x" })).toMatch(/^["']/);
	});

	test("what is text anyway stands plain", () => {
		const plain = [
			"0 0 6 ? * MON",
			"${var.catalog}",
			"../src/x/**",
			"1.2.3-rc",
			"21611068-f1fb",
			"file:///x",
		];
		for (const text of plain) expect(yamlText({ key: text })).toBe(`key: ${text}\n`);
		expect(yamlText({ m: 1, yes: true }, "a\n\nb")).toBe('# a\n#\n# b\nm: 1\n"yes": true\n');
	});
});
