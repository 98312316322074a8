import { expect, test } from "vitest";

/** What a decorator was given, so that the test sees which of the two standards compiled this file. */
const seen: unknown[][] = [];
function probe(...args: unknown[]): void {
	seen.push(args);
}

class Tables {
	@probe
	static orders(): number {
		return 1;
	}
}

test("decorators follow TC39 in this folder: the function and its context", () => {
	expect(Tables.orders()).toBe(1);
	expect(seen).toHaveLength(1);
	expect(seen[0]![0]).toBe(Tables.orders);
	expect(seen[0]![1]).toMatchObject({ kind: "method", name: "orders", static: true });
});
