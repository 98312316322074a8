import { expect, test } from "vitest";
import { definitionOf } from "../../../src/definitions/collector.js";
import * as dp from "../../../src/definitions/index.js";
import type { DataFrame } from "../../../src/plan/frameTypes.js";
import { recorded } from "./shared.js";

const frame = {} as DataFrame;

class Shop {
	@dp.table
	static bare() {
		return frame;
	}

	@dp.table()
	static called() {
		return frame;
	}

	@dp.streamingTable({ comment: "raw" })
	@dp.expect("known", "id IS NOT NULL")
	@dp.expectAllOrDrop({ positive: "id > 0", small: "id < 10" })
	static rulesBelow() {
		return frame;
	}

	@dp.expectOrFail("known", "id IS NOT NULL")
	@dp.materializedView({ name: "renamed" })
	static rulesAbove() {
		return frame;
	}

	@dp.view
	instance() {
		return frame;
	}

	@dp.appendFlow({ target: "all" })
	static flow() {
		return frame;
	}
}

test("a bare, a called and an optioned decorator record the same kind of thing", () => {
	expect(recorded(Shop.bare)).toEqual([{ record: "output", kind: "table", word: "table", options: {} }]);
	expect(recorded(Shop.called)).toEqual([{ record: "output", kind: "table", word: "table", options: {} }]);
});

test("rules attach above and below the data set decorator", () => {
	expect(recorded(Shop.rulesBelow)).toEqual(
		expect.arrayContaining([
			{ record: "output", kind: "streamingTable", word: "streamingTable", options: { comment: "raw" } },
			{ record: "expectation", word: "expect", name: "known", condition: "id IS NOT NULL", action: "warn" },
			{
				record: "expectation",
				word: "expectAllOrDrop",
				name: "positive",
				condition: "id > 0",
				action: "drop",
			},
			{ record: "expectation", word: "expectAllOrDrop", name: "small", condition: "id < 10", action: "drop" },
		]),
	);
	expect(recorded(Shop.rulesAbove)).toHaveLength(2);
});

test("the method is untouched: it can be called without a pipeline", () => {
	expect(Shop.bare()).toBe(frame);
	expect(new Shop().instance()).toBe(frame);
	expect(Shop.flow.name).toBe("flow");
});

test("members know their name, their class and whether they are static", () => {
	expect(definitionOf(Shop.bare)?.member).toMatchObject({ name: "bare", isStatic: true });
	expect(definitionOf(Shop.bare)?.member?.owner?.()).toBe(Shop);
	expect(definitionOf(Shop.prototype.instance)?.member).toMatchObject({ name: "instance", isStatic: false });
});

test("a flow is recorded with its options", () => {
	expect(recorded(Shop.flow)).toEqual([{ record: "flow", word: "appendFlow", options: { target: "all" } }]);
});
