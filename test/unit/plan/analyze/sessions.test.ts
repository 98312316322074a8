import { describe, expect, it } from "vitest";
import { struct } from "../../../../src/core/dataTypes.js";
import { analyze } from "../../../../src/plan/analyze/analyze.js";
import { walkBound } from "../../../../src/plan/boundWalk.js";
import { relationOfText } from "../../../../src/plan/sql/bind.js";

/** A table `t` of times and names. */
function analysed(sql: string) {
	const columns = [
		{ name: "at", type: { kind: "timestamp" as const }, nullable: true },
		{ name: "who", type: { kind: "string" as const }, nullable: true },
	];
	return analyze(relationOfText(sql), {
		table: (node) => ({
			source: { kind: "table", name: { catalog: "c", schema: "s", table: "t" }, options: {} },
			schema: struct(columns),
			streaming: node.kind === "table" && node.streaming === true,
			open: false,
		}),
		tableNames: () => ["t"],
		files: () => ({ schema: struct([]), partitions: struct([]), open: false }),
		parameter: () => undefined,
		timeZone: "UTC",
	});
}
const messages = (sql: string): readonly string[] =>
	analysed(sql)
		.diagnostics.filter((d) => d.severity === "error")
		.map((d) => `${d.code}: ${d.message}`);
const kinds = (sql: string): readonly string[] => {
	const { plan } = analysed(sql);
	return plan ? walkBound(plan.root).map((node) => node.kind) : [];
};

describe("session_window", () => {
	it("is put together under a grouping, and only there", () => {
		const grouped = kinds("SELECT who, count(*) FROM t GROUP BY who, session_window(at, '5 minutes')");
		expect(grouped.filter((kind) => kind === "project").length).toBeGreaterThanOrEqual(3);
		expect(grouped).toContain("generate");
		const alone = kinds("SELECT session_window(at, '5 minutes') AS w FROM t");
		expect(alone.filter((kind) => kind === "project")).toHaveLength(1);
	});

	it("is refused by name where groups change from set to set", () => {
		expect(messages("SELECT count(*) FROM t GROUP BY ROLLUP(who, session_window(at, '5 minutes'))")).toEqual([
			expect.stringMatching(/^PLAN_UNSUPPORTED: session_window\(\) in ROLLUP/),
		]);
	});

	it("is refused on a stream, and beside another window of time", () => {
		expect(messages("SELECT count(*) FROM STREAM t GROUP BY session_window(at, '5 minutes')")).toEqual([
			expect.stringMatching(/^PLAN_STREAMING: Aggregation/),
		]);
		expect(
			messages("SELECT count(*) FROM t GROUP BY session_window(at, '5 minutes'), window(at, '1 minute')"),
		).toEqual([expect.stringMatching(/^PLAN_UNSUPPORTED: A second window of time/)]);
	});
});
