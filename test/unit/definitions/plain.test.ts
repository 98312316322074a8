import { expect, test } from "vitest";
import { definitionOf, withCollector } from "../../../src/definitions/collector.js";
import * as dp from "../../../src/definitions/index.js";
import type { Definition } from "../../../src/definitions/records.js";
import type { DataFrame } from "../../../src/plan/frameTypes.js";
import { recorded } from "./shared.js";

const frame = {} as DataFrame;

async function collected(work: () => void): Promise<Definition[]> {
	const found: Definition[] = [];
	await withCollector({ report: (d) => void found.push(d) }, async () => work());
	return found;
}

test("the plain form gives the very function back", () => {
	const fn = () => frame;
	expect(dp.table(fn)).toBe(fn);
	const other = () => frame;
	expect(dp.materializedView({ comment: "x" }, other)).toBe(other);
	expect(recorded(other)).toEqual([
		{ record: "output", kind: "materializedView", word: "materializedView", options: { comment: "x" } },
	]);
});

test("without a collector nothing is reported; with one every definition is", async () => {
	dp.createStreamingTable("outside");
	const found = await collected(() => {
		dp.createStreamingTable("a", { comment: "c" });
		dp.createStreamingTable({ name: "b" });
		for (const name of ["nl", "se"]) dp.table({ name }, () => frame);
		dp.appendFlow({ source: "a", target: "b" });
	});
	expect(found.map((d) => d.entries.map((e) => ("options" in e ? e.options : e.record)))).toEqual([
		[{ comment: "c", name: "a" }],
		[{ name: "b" }],
		[{ name: "nl" }],
		[{ name: "se" }],
		[{ source: "a", target: "b" }],
	]);
});

test("words that the runtime lacks are recorded, not thrown", async () => {
	const found = await collected(() => {
		dp.createAutoCdcFlow({ target: "t" });
		dp.createSink("s");
	});
	expect(found.flatMap((d) => d.entries)).toMatchObject([
		{ record: "notYet", feature: "createAutoCdcFlow" },
		{ record: "notYet", feature: "createSink" },
	]);
});

test("a decorator on a class or field, and a wrong call, are recorded as misuse", async () => {
	const found = await collected(() => {
		const table = dp.table as unknown as (...args: unknown[]) => unknown;
		class Wrong {}
		(table() as (...args: unknown[]) => void)(Wrong, {
			kind: "class",
			name: "Wrong",
			addInitializer: () => undefined,
		});
		(table() as (...args: unknown[]) => void)(undefined, {
			kind: "field",
			name: "x",
			addInitializer: () => undefined,
		});
		table({}, () => frame, 3);
		table("orders");
	});
	const entries = found.flatMap((d) => d.entries).filter((e) => e.record !== "factory");
	expect(entries).toMatchObject([
		{ record: "misuse", kind: "target", found: "the class Wrong" },
		{ record: "misuse", kind: "target", found: "the field x" },
		{ record: "misuse", kind: "call" },
		{ record: "misuse", kind: "call" },
	]);
});

test("defaults sit on the class", () => {
	class Raw {}
	dp.defaults({ tags: ["raw"] })(Raw);
	expect(Object.getOwnPropertySymbols(Raw).map((s) => s.description)).toContain("aqueduck.defaults");
	expect(definitionOf(Raw)).toBeUndefined();
});
