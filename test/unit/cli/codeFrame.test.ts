import { expect, test } from "vitest";
import { codeFrame } from "../../../src/cli/render/codeFrame.js";
import { styleFor } from "../../../src/cli/render/style.js";
import { widthOf } from "../../../src/cli/render/width.js";

const layout = { style: styleFor(false), columns: 60 };
const at = (line: number, from: number, to: number) => ({
	start: { line, col: from },
	end: { line, col: to },
});

test("the range is underlined under its own characters, tabs and wide characters included", () => {
	const source = 'const a = 1;\n\tcol("日本", amonut)\nlast';
	const col = source.split("\n")[1]?.indexOf("amonut") ?? 0;
	const lines = codeFrame(source, at(2, col + 1, col + 7), layout, "did you mean");
	const [code = "", mark = ""] = lines.slice(1, 3);
	expect(widthOf(code.slice(0, code.indexOf("amonut")))).toBe(mark.indexOf("^"));
	expect(mark).toContain("^^^^^^ did you mean");
});

test("lines wider than the terminal are cut around the range; nothing is wider", () => {
	const long = `${"x".repeat(150)} amonut ${"y".repeat(150)}`;
	const lines = codeFrame(
		`${"z".repeat(200)}\n${long}`,
		at(2, 152, 158),
		layout,
		"a suggestion that is rather long",
	);
	for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(layout.columns);
	expect(lines.some((l) => l.includes("amonut"))).toBe(true);
	const code = lines.find((l) => l.includes("amonut")) ?? "";
	expect(lines.find((l) => l.includes("^^^^^^"))?.indexOf("^")).toBe(code.indexOf("amonut"));
});

test("a range to the end of a very long line is underlined as far as the line is shown", () => {
	const lines = codeFrame("a".repeat(500), at(1, 1, 501), layout);
	for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(layout.columns);
});
