import type { Diagnostic } from "../core/errors/index.js";
import type { PipelineDraft } from "./draft.js";

/**
 * Orders what was found: each fault once, errors before warnings before notes, those of a data set before those of
 * what reads it, else in the order of the sources; a fault of a data set names what is downstream of it.
 */
export function groupDiagnostics(found: readonly Diagnostic[], draft: PipelineDraft): readonly Diagnostic[] {
	if (found.length === 0) return [];
	const unique = [...new Map(found.map((d) => [fingerprint(d), d])).values()];
	const readers = readersOf(draft);
	const cycles = new Map(draft.flows.map((f) => [f.target.display, f.analysis?.cycle ?? [f.target.display]]));
	const all = unique.map((d) => {
		const starts =
			d.severity === "error" && d.object !== undefined ? (cycles.get(d.object) ?? [d.object]) : [];
		const blocks = downstream(starts, readers);
		return blocks.length === 0 ? d : { ...d, blocks };
	});
	const errors = all.filter((d) => d.severity === "error");
	return [
		...causesFirst(errors),
		...all.filter((d) => d.severity !== "error").sort((a, b) => rank(a) - rank(b)),
	];
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
			if (from === undefined) continue;
			const known = readers.get(from);
			if (known) known.push(flow.target.display);
			else readers.set(from, [flow.target.display]);
		}
	return readers;
}

/** Errors of a data set before those of what is downstream of it, else as they come; a cycle is broken at its first. */
function causesFirst(errors: readonly Diagnostic[]): Diagnostic[] {
	const byObject = new Map<string, Diagnostic[]>();
	for (const d of errors) byObject.set(d.object ?? "", [...(byObject.get(d.object ?? "") ?? []), d]);
	const blockers = new Map([...byObject.keys()].map((name) => [name, new Set<string>()]));
	for (const [name, [first]] of byObject)
		for (const blocked of first?.blocks ?? []) if (blocked !== name) blockers.get(blocked)?.add(name);
	const ordered: Diagnostic[] = [];
	while (blockers.size > 0) {
		const names = [...blockers.keys()];
		const next = names.find((name) => blockers.get(name)?.size === 0) ?? (names[0] as string);
		blockers.delete(next);
		for (const blocked of byObject.get(next)?.[0]?.blocks ?? []) blockers.get(blocked)?.delete(next);
		ordered.push(...(byObject.get(next) ?? []));
	}
	return ordered;
}

function downstream(starts: readonly string[], readers: ReadonlyMap<string, readonly string[]>): string[] {
	const seen = new Set<string>();
	const queue = starts.flatMap((start) => readers.get(start) ?? []);
	for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
		if (seen.has(next) || starts.includes(next)) continue;
		seen.add(next);
		queue.push(...(readers.get(next) ?? []));
	}
	return [...seen];
}
