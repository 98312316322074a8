import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
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
	const sdk = (await import(
		/* @vite-ignore */ pathToFileURL(join(ROOT, "dist/index.js")).href
	)) as typeof import("../../src/index.js");
	return [...Object.keys(sdk), ...Object.keys(sdk.F)];
}

/** A pipeline that has what the examples have not: SQL in templates and constants, option objects, helpers, callbacks. */
function copyForms() {
	const dir = realpathSync(mkdtempSync(join(tmpdir(), "aqueduck-forms-")));
	cpSync(join(import.meta.dirname, "forms"), dir, { recursive: true });
	return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

test.each([
	["the examples", ["flights", "stocks", "movies"], 500],
	["other forms of code", ["forms"], 150],
])(
	"%s: every misspelt use gives an error at the name, with the right one among its candidates",
	async (_, pipelines, least) => {
		const known = await knownNames();
		const verdicts: Verdict[] = [];
		const lines: string[] = [];
		const leftOut = new Map<string, number>();
		for (const pipeline of pipelines) {
			const { dir, remove } = pipeline === "forms" ? copyForms() : copyExample(pipeline);
			try {
				const text = readFileSync(join(dir, "pipeline.ts"), "utf8");
				const found = mutantsOf(text, known);
				for (const { kind } of found.leftOut) leftOut.set(kind, (leftOut.get(kind) ?? 0) + 1);
				for (const mutant of found.mutants) {
					const verdict = await judge(mutant, dir);
					verdicts.push(verdict);
					if (!verdict.placed) lines.push(`no place    ${pipeline}:${describeVerdict(verdict, text)}`);
					else if (!verdict.suggested)
						lines.push(`no name     ${pipeline}:${describeVerdict(verdict, text)}`);
					else if (!verdict.first) lines.push(`not first   ${pipeline}:${describeVerdict(verdict, text)}`);
				}
			} finally {
				remove();
			}
		}
		lines.push(...summary(verdicts));
		lines.push(`left out: ${LEFT_OUT.map((kind) => `${leftOut.get(kind) ?? 0} ${kind}`).join(", ")}`);
		console.log(lines.join("\n"));
		const placeless = verdicts.flatMap((v) => v.errors.filter((e) => !e.file || !e.range));
		expect(placeless.map((e) => `${e.code} ${e.message}`)).toEqual([]);
		expect(verdicts.length).toBeGreaterThan(least);
		expect(share(verdicts, (v) => v.placed)).toBeGreaterThanOrEqual(PLACED_AT_LEAST);
		expect(share(verdicts, (v) => v.suggested)).toBeGreaterThanOrEqual(SUGGESTED_AT_LEAST);
	},
	300_000,
);

const share = (of: readonly Verdict[], part: (v: Verdict) => boolean): number =>
	of.filter(part).length / of.length;

function summary(verdicts: readonly Verdict[]): string[] {
	const line = (name: string, of: readonly Verdict[]): string => {
		const percent = (part: (v: Verdict) => boolean) => `${(100 * share(of, part)).toFixed(1)} %`;
		const counts = `${name.padEnd(17)} ${String(of.length).padStart(3)} uses`;
		return `${counts}  placed ${percent((v) => v.placed)}  suggested ${percent((v) => v.suggested)}  first ${percent((v) => v.first)}`;
	};
	const kinds = USE_KINDS.map((kind) => [kind, verdicts.filter((v) => v.mutant.name.kind === kind)] as const);
	return [
		...kinds.filter(([, of]) => of.length > 0).map(([kind, of]) => line(kind, of)),
		line("all", verdicts),
	];
}
