import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { ROOT } from "../e2e/lib/dist.js";
import { copyExample } from "../examples/lib.js";
import { describe as describeVerdict, judge, mutantsOf, type Verdict } from "./mutants.js";
import { LEFT_OUT, USE_KINDS } from "./uses.js";

const PLACED_AT_LEAST = 0.98;
const SUGGESTED_AT_LEAST = 0.9;

/** Names that a misspelling may not happen to be. */
async function knownNames(): Promise<string[]> {
	const sdk = (await import(/* @vite-ignore */ pathToFileURL(join(ROOT, "dist/index.js")).href)) as typeof import("../../src/index.js");
	return [...Object.keys(sdk), ...Object.keys(sdk.F)];
}

test("every misspelt use in the examples gives an error at the name, with the right one among its candidates", async () => {
	const known = await knownNames();
	const verdicts: Verdict[] = [];
	const lines: string[] = [];
	const leftOut = new Map<string, number>();
	for (const example of ["flights", "stocks", "movies"]) {
		const { dir, remove } = copyExample(example);
		try {
			const text = readFileSync(join(dir, "pipeline.ts"), "utf8");
			const found = mutantsOf(text, known);
			for (const { kind } of found.leftOut) leftOut.set(kind, (leftOut.get(kind) ?? 0) + 1);
			for (const mutant of found.mutants) {
				const verdict = await judge(mutant, dir);
				verdicts.push(verdict);
				if (!verdict.placed) lines.push(`no place    ${example}:${describeVerdict(verdict, text)}`);
				else if (!verdict.suggested) lines.push(`no name     ${example}:${describeVerdict(verdict, text)}`);
				else if (!verdict.first) lines.push(`not first   ${example}:${describeVerdict(verdict, text)}`);
			}
		} finally {
			remove();
		}
	}
	const share = (part: (v: Verdict) => boolean, of = verdicts) => of.filter(part).length / of.length;
	const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
	for (const kind of USE_KINDS) {
		const own = verdicts.filter((v) => v.mutant.name.kind === kind);
		lines.push(
			`${kind.padEnd(17)} ${String(own.length).padStart(3)} uses  placed ${percent(share((v) => v.placed, own))}  suggested ${percent(share((v) => v.suggested, own))}`,
		);
	}
	lines.push(
		`all               ${verdicts.length} uses  placed ${percent(share((v) => v.placed))}  suggested ${percent(share((v) => v.suggested))}  first ${percent(share((v) => v.first))}`,
		`left out: ${LEFT_OUT.map((kind) => `${leftOut.get(kind) ?? 0} ${kind}`).join(", ")}`,
	);
	console.log(lines.join("\n"));
	expect(verdicts.length).toBeGreaterThan(250);
	expect(share((v) => v.placed)).toBeGreaterThanOrEqual(PLACED_AT_LEAST);
	expect(share((v) => v.suggested)).toBeGreaterThanOrEqual(SUGGESTED_AT_LEAST);
}, 300_000);
