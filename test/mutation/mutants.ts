import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../src/core/errors/index.js";
import { offsetAt } from "../../src/core/location.js";
import { AqueduckError, loadPipeline } from "../e2e/lib/dist.js";
import { misspell } from "./misspell.js";
import { isUse, type Name, namesOf } from "./uses.js";

/** A pipeline with one name misspelt. */
export interface Mutant {
	readonly name: Name;
	readonly written: string;
	readonly text: string;
}

/** What validate said of a mutant. */
export interface Verdict {
	readonly mutant: Mutant;
	/** An error lies on the misspelt name: at least on all of it, at most with the quotes around it. */
	readonly placed: boolean;
	/** The right name is among that error's candidates. */
	readonly suggested: boolean;
	/** That error is the first one. */
	readonly first: boolean;
	readonly errors: readonly Diagnostic[];
}

export function mutantsOf(
	text: string,
	known: Iterable<string>,
): { readonly mutants: readonly Mutant[]; readonly leftOut: readonly Name[] } {
	const names = namesOf(text);
	const valid = new Set([...known, ...names.map((n) => n.text)].map((n) => n.toLowerCase()));
	const mutants = names.filter(isUse).map((name, turn) => {
		const written = misspell(name.text, turn, valid);
		return { name, written, text: text.slice(0, name.start) + written + text.slice(name.end) };
	});
	return { mutants, leftOut: names.filter((n) => !isUse(n)) };
}

/** Validates the project in `dir` with the mutant as its pipeline. */
export async function judge(mutant: Mutant, dir: string): Promise<Verdict> {
	const file = join(dir, "pipeline.ts");
	writeFileSync(file, mutant.text);
	const errors = (await diagnosticsOf(dir)).filter((d) => d.severity === "error");
	const { start } = mutant.name;
	const end = start + mutant.written.length;
	const hits = errors.filter((d) => {
		if (d.file !== file || !d.range) return false;
		const from = offsetAt(mutant.text, d.range.start);
		const to = offsetAt(mutant.text, d.range.end);
		return from <= start && to >= end && from >= start - 1 && to <= end + 1;
	});
	const right = mutant.name.text.toLowerCase();
	return {
		mutant,
		placed: hits.length > 0,
		suggested: hits.some((d) => d.candidates?.some((c) => c.toLowerCase() === right)),
		first: errors[0] !== undefined && hits.includes(errors[0]),
		errors,
	};
}

async function diagnosticsOf(dir: string): Promise<readonly Diagnostic[]> {
	try {
		const pipeline = await loadPipeline(undefined, { cwd: dir, environment: {} });
		return (await pipeline.validate()).diagnostics;
	} catch (error) {
		if (!(error instanceof AqueduckError)) throw error;
		return [error.diagnostic, ...error.others];
	}
}

/** A verdict in one line. */
export function describe(verdict: Verdict, text: string): string {
	const { name, written } = verdict.mutant;
	const line = text.slice(0, name.start).split("\n").length;
	const [error] = verdict.errors;
	const said = error
		? `${error.code} ${error.range ? `${error.range.start.line}:${error.range.start.col}-${error.range.end.line}:${error.range.end.col}` : "(no place)"} ${error.message.slice(0, 110)} [${error.candidates?.join(", ") ?? ""}]`
		: "no error";
	return `${line}: ${name.kind} ${name.text} → ${written}: ${said}`;
}
