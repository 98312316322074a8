import type { Diagnostic } from "../core/errors/index.js";
import type { PipelineDraft } from "./draft.js";

/**
 * Orders what was found: each fault once, errors before warnings before notes, those of a data set before those of
 * what reads it, else in the order of the sources; a fault of a data set names what is downstream of it.
 */
export function groupDiagnostics(found: readonly Diagnostic[], draft: PipelineDraft): readonly Diagnostic[] {
	const unique = [...new Map(found.map((d) => [fingerprint(d), d])).values()];
	const readers = readersOf(draft);
	const depths = depthsOf(readers);
	return unique
		.map((d) => {
			const blocks = d.severity === "error" && d.object !== undefined ? downstream(d.object, readers) : [];
			return blocks.length === 0 ? d : { ...d, blocks };
		})
		.sort((a, b) => rank(a) - rank(b) || (a.severity === "error" ? depth(a, depths) - depth(b, depths) : 0));
}

const depth = (d: Diagnostic, depths: ReadonlyMap<string, number>): number => depths.get(d.object ?? "") ?? 0;

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

/** Data set → the length of the longest way to it from one that reads nothing; in a cycle, some number. */
function depthsOf(readers: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
	const depths = new Map<string, number>();
	const limit = readers.size + 1;
	let front = [...readers.keys()];
	for (let round = 0; front.length > 0 && round < limit; round++) {
		const next = new Set<string>();
		for (const from of front)
			for (const to of readers.get(from) ?? [])
				if ((depths.get(to) ?? 0) <= (depths.get(from) ?? 0)) {
					depths.set(to, (depths.get(from) ?? 0) + 1);
					next.add(to);
				}
		front = [...next];
	}
	return depths;
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
