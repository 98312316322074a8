import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Compiler } from "./lib/compiler.js";
import { costFiles } from "./lib/costFiles.js";

/* What the types cost in instantiations. The limits of CPU are ratios, and test/bench/typesCost.test.ts holds them. */

let compiler: Compiler;
beforeAll(() => {
	compiler = new Compiler();
});
afterAll(() => compiler.remove());

describe("200 tables of 30 columns", () => {
	// Measured: 198,000 and 427,000 (TypeScript 7.0.2). The product promises 400,000 and 950,000.
	test.each([
		["byReference", 215_000],
		["byDdl", 460_000],
	] as const)("%s stays under its count", (workload, most) => {
		compiler.project(workload, costFiles(workload, "typed"));
		const instantiations = compiler.instantiations(workload);
		expect(instantiations).toBeGreaterThan(100_000);
		expect(instantiations).toBeLessThan(most);
	});
});
