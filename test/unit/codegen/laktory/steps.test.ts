import { describe, expect, test } from "vitest";
import { PythonText } from "../../../../src/codegen/export/laktory/layout.js";
import { column, integer, text } from "../../../../src/codegen/export/laktory/polars/build.js";
import { CONCAT, type Frame, step } from "../../../../src/codegen/export/laktory/polars/frame.js";
import { transformerSteps } from "../../../../src/codegen/export/laktory/polars/steps.js";
import { keyword, string, strings } from "../../../../src/codegen/printers/python/build.js";

const frame = (...steps: Frame["steps"]): Frame => ({ base: { kind: "nodes", name: "orders" }, steps });
const python = (one: unknown): string => (one as PythonText).text;
const argumentsOf = (one: unknown): readonly unknown[] => (one as { func_args: unknown[] }).func_args;

describe("steps of a Laktory transformer", () => {
	test("a method with values of YAML's own", () => {
		const one = step("unique", [], [keyword("subset", strings(["a", "b"])), keyword("keep", string("any"))]);
		expect(transformerSteps(frame(one))).toEqual([
			{ func_name: "unique", func_kwargs: { subset: ["a", "b"], keep: "any" } },
		]);
	});

	test("a text that Laktory would evaluate is written as Python", () => {
		const [one] = transformerSteps(frame(step("explode", [string("f(x)")]), step("head", [integer(3)])));
		const [arg] = argumentsOf(one);
		expect(python(arg)).toBe('("f(x)")'.slice(1, -1));
		expect(transformerSteps(frame(step("explode", [string("{nodes.x}")])))[0]).toMatchObject({
			func_args: [new PythonText('("{nodes.x}")')],
		});
	});

	test("no text becomes a variable of Laktory's", () => {
		const [one] = transformerSteps(frame(step("select", [text("${vars.x}")])));
		expect(python(argumentsOf(one)[0])).toBe('pl.lit("\\x24{vars.x}")');
	});

	test("groups and other frames with steps are one function", () => {
		const other = {
			frame: { base: { kind: "nodes", name: "kinds" }, steps: [step("head", [integer(1)])] },
		} as const;
		const steps = transformerSteps(
			frame(step("group_by", [column("a")]), step("agg", [column("b")]), step(CONCAT, [other])),
		);
		expect(steps.map((s) => ("func_name" in s ? s.func_name : ""))).toEqual(["pipe", "pipe"]);
		const second = argumentsOf(steps[1]);
		expect(python(second[0])).toBe("lambda df, kinds, pl=pl: pl.concat([df, kinds.head(1)])");
		expect(second[1]).toBe("{nodes.kinds}");
	});

	test("a source and a node of one name are two parameters", () => {
		const source = { frame: { base: { kind: "sources", name: "orders" }, steps: [] } } as const;
		const node = { frame: { base: { kind: "nodes", name: "orders_files" }, steps: [] } } as const;
		const args = argumentsOf(transformerSteps(frame(step(CONCAT, [source, node])))[0]);
		expect(python(args[0])).toBe(
			"lambda df, other_orders_files, orders_files, pl=pl: pl.concat([df, other_orders_files, orders_files])",
		);
		expect(args.slice(1)).toEqual(["{sources.orders}", "{nodes.orders_files}"]);
	});
});
