import type { Diagnostic } from "../core/errors/index.js";
import type { PipelineDraft } from "./draft.js";

/**
 * Orders what was found: each fault once, errors before warnings before notes, in the order of the sources; a fault
 * of a data set names what is downstream of it.
 */
export function groupDiagnostics(found: readonly Diagnostic[], draft: PipelineDraft): readonly Diagnostic[] {
	const unique = [...new Map(found.map((d) => [fingerprint(d), d])).values()];
	const readers = readersOf(draft);
	return unique
		.map((d) => {
			const blocks = d.severity === "error" && d.object !== undefined ? downstream(d.object, readers) : [];
			return blocks.length === 0 ? d : { ...d, blocks };
		})
		.sort((a, b) => rank(a) - rank(b));
}

const rank = (d: Diagnostic): number => ({ error: 0, warning: 1, note: 2 })[d.severity];

function fingerprint(d: Diagnostic): string {
	return JSON.stringify([d.code, d.message, d.file, d.range, d.file === undefined ? d.object : undefined]);
}

/** Data set → those that read it, by display name. */
function readersOf(draft: PipelineDraft): Map<string, string[]> {
	const readers = new Map<string, string[]>();
	for (const flow of draft.flows)
		for (const read of flow.analysis?.reads ?? []) {
			const from = draft.byKey.get(read.key)?.[0]?.display;
			if (from !== undefined) readers.set(from, [...(readers.get(from) ?? []), flow.target.display]);
		}
	return readers;
}

function downstream(start: string, readers: ReadonlyMap<string, readonly string[]>): string[] {
	const seen = new Set<string>();
	const queue = [...(readers.get(start) ?? [])];
	for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
		if (seen.has(next) || next === start) continue;
		seen.add(next);
		queue.push(...(readers.get(next) ?? []));
	}
	return [...seen];
}
