import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { laidOut, laktoryYaml, PythonText } from "../../../../src/codegen/export/laktory/layout.js";

/** Laktory's loader joins lines, which still end with a line feed, by line feeds. */
const asLaktoryReads = (text: string): unknown => parse(text.split(/(?<=\n)/).join("\n"), { version: "1.1" });

describe("YAML for Laktory", () => {
	test.each([
		"two\nlines",
		"no",
		"2024-01-01",
		"1_000",
		"a: b # c",
		"'it''s' \"odd\"",
		"{curly} ${dollar",
		"é 日本 \u2028 \u0085 \ufeff",
		"tab\tand\r\nmore",
		" spaces ",
		"word ".repeat(60).trim(),
		"",
	])("a text stays as it is: %j", (text) => {
		expect(asLaktoryReads(laktoryYaml({ comment: text, tags: [text] }))).toEqual({
			comment: text,
			tags: [text],
		});
	});

	test("only code goes over several lines", () => {
		const yaml = laktoryYaml({ comment: "a\nb", transformer: [{ expr: "SELECT 1\nFROM t" }] });
		expect(yaml).toContain('comment: "a\\nb"');
		expect(yaml).toContain("expr: |-\n      SELECT 1\n      FROM t\n");
	});

	test("Python is laid out when it is long", async () => {
		const long = `pl.concat_str(${Array.from({ length: 12 }, (_, i) => `pl.col("column ${i}")`).join(", ")})`;
		const [short, laid] = (await laidOut([new PythonText("pl.col('x')"), new PythonText(long)])) as string[];
		expect(short).toBe("pl.col('x')");
		expect(laid?.split("\n").length).toBeGreaterThan(5);
	});
});
