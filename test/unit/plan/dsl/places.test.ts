import { describe, expect, test } from "vitest";
import { col, F, lit, read } from "../../../../src/index.js";
import { originOf } from "../../../../src/plan/provenance.js";
import { caught, e, r } from "./nodes.js";

/** File, line and column of the call that made a node, and the method. */
function place(node: object) {
	const origin = originOf(node);
	if (origin?.kind !== "call") throw new Error("no call made this node");
	const frame = origin.site.frames()[0];
	return { file: frame?.file.split("/").at(-1), name: frame?.name, method: origin.method, line: frame?.line };
}

const here = () =>
	Number(/places\.test\.ts:(\d+)/.exec((new Error().stack as string).split("\n")[2] as string)?.[1]);

describe("where nodes come from", () => {
	test("each call is its own place", () => {
		const line = here();
		const frame = read("t").untyped();
		const filtered = frame.filter(col("a").gt(1));
		expect(place(r(frame))).toEqual({ file: "places.test.ts", method: "read", line: line + 1 });
		expect(place(r(filtered))).toMatchObject({ method: "filter", line: line + 2 });
		const { condition } = r(filtered) as { condition: { args: object[] } } & ReturnType<typeof r>;
		expect(place(condition)).toMatchObject({ method: "gt", line: line + 2 });
		expect(place(condition.args[0] as object)).toMatchObject({ method: "col" });
		expect(place(condition.args[1] as object)).toMatchObject({ method: "gt" });
	});

	test("names given as text have the place of the call that took them", () => {
		const node = e(F.toDate("a", "yyyy")) as { args: object[] } & ReturnType<typeof e>;
		for (const part of [node, ...node.args])
			expect(place(part)).toMatchObject({ method: "toDate", file: "places.test.ts" });
	});

	test("a callback's calls are the user's own", () => {
		let line = 0;
		const frame = read("t")
			.untyped()
			.filter((c) => {
				line = here();
				return c.a.gt(1);
			});
		const { condition } = r(frame) as { condition: object } & ReturnType<typeof r>;
		expect(place(condition)).toMatchObject({ method: "gt", line: line + 1 });
	});

	test("a helper function is on the stack", () => {
		function helper() {
			return read("t").untyped().limit(1);
		}
		const frames = (
			originOf(r(helper())) as { site: { frames(): readonly { name?: string }[] } }
		).site.frames();
		expect(frames[0]?.name).toBe("helper");
	});

	test("errors of the DSL have the place of the call", () => {
		const line = here();
		const error = caught(() => read("t").untyped().limit(-1));
		expect(error.diagnostic.file).toMatch(/places\.test\.ts$/);
		expect(error.diagnostic.range?.start.line).toBe(line + 1);
		const length = (error.diagnostic.range?.end.col ?? 0) - (error.diagnostic.range?.start.col ?? 0);
		expect(length).toBe("limit".length);
	});

	test("a failed call leaves nothing behind", () => {
		caught(() => lit({} as never));
		expect(place(e(col("a")))).toMatchObject({ method: "col" });
	});
});
