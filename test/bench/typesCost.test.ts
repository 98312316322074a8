import { afterAll, beforeAll, expect, test } from "vitest";
import { Compiler } from "../types/lib/compiler.js";
import { costFiles } from "../types/lib/costFiles.js";

/* The compiler's CPU over typed tables against the same files with `any` rows, in alternating runs. */

const ROUNDS = 5;
let compiler: Compiler;
beforeAll(() => {
	compiler = new Compiler();
});
afterAll(() => compiler.remove());

test.skipIf(process.platform !== "linux").each([
	["byReference", 3],
	["byDdl", 5],
] as const)("%s costs at most %d times the CPU of any", (workload, most) => {
	compiler.project(`${workload}Typed`, costFiles(workload, "typed"));
	compiler.project(`${workload}Any`, costFiles(workload, "any"));
	const typed: number[] = [];
	const any: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const runs = [compiler.run(`${workload}Typed`), compiler.run(`${workload}Any`)] as const;
		for (const run of runs) expect(run.output).toBe("");
		typed.push(runs[0].cpu);
		any.push(runs[1].cpu);
	}
	const ratio = Math.min(...typed) / Math.min(...any);
	console.log(`${workload}: ${ratio.toFixed(2)} × (${Math.min(...typed)} and ${Math.min(...any)} ticks)`);
	expect(ratio).toBeLessThanOrEqual(most);
});
