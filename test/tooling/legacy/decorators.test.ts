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

test("a folder with its own tsconfig.json gets experimentalDecorators: class, name and descriptor", () => {
	expect(Tables.orders()).toBe(1);
	expect(seen).toHaveLength(1);
	expect(seen[0]![0]).toBe(Tables);
	expect(seen[0]![1]).toBe("orders");
	expect(seen[0]![2]).toMatchObject({ value: Tables.orders });
});
