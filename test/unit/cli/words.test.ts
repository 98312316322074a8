import { describe, expect, it } from "vitest";
import { readCommandLine } from "../../../src/cli/commandLine.js";
import type { Io } from "../../../src/cli/io.js";
import { type Act, plainWords, type Words } from "../../../src/cli/words.js";

const io = { out: () => undefined, err: () => undefined, columns: 80 } as unknown as Io;

/** What commander makes of a line. */
async function read(line: readonly string[]): Promise<Omit<Words, "verb"> & { readonly verb: string }> {
	let found: (Omit<Words, "verb"> & { readonly verb: string }) | undefined;
	const act: Act = async (verb, args, options, globals) => {
		found = { verb: verb.name, args, options, globals };
	};
	await readCommandLine(line, io, act);
	if (!found) throw new Error(`commander ran nothing for ${line.join(" ")}`);
	return found;
}

const PLAIN = [
	"run",
	"run pipeline.ts orders+ --fail-fast --refresh a,b",
	"validate --quiet --cwd somewhere",
	"validate pipeline.ts --strict --json --no-color",
	"validate --var a=1 --var b=2 -e prod --no-input -y",
	"plan x --full-refresh a",
	"graph --format json --stages",
	"graph",
	"show orders -n 5 --where x>1 --format csv",
	"sql select 1",
	"explain PLAN_CAST",
	"export --target pyspark --check",
];

describe("a plain command line", () => {
	it.each(PLAIN)("is read as commander reads it: %s", async (line) => {
		const words = plainWords(line.split(" "));
		expect(words && { ...words, verb: words.verb.name }).toEqual(await read(line.split(" ")));
	});

	it.each([
		"",
		"--help",
		"-V",
		"valdate",
		"--quiet validate",
		"validate --help",
		"validate --nope",
		"validate --cwd",
		"validate --cwd --quiet",
		"validate --cwd=x",
		"graph --format nope",
		"show",
		"show orders -n many",
		"explain A B",
		"explain",
	])("leaves everything else to commander: %s", (line) => {
		expect(plainWords(line === "" ? [] : line.split(" "))).toBeUndefined();
	});
});
