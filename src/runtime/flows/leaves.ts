import { tableKey } from "../../core/names.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import type { BoundScan, FileScan } from "../../plan/bound.js";
import { collectScans } from "../../plan/rewrite/index.js";
import type { Project } from "../context.js";

/** Something that a flow reads, behind temporary views too. */
export interface Leaf {
	/** The scan's id in the expanded plan: `scan1`, or `<view's key>/scan1`. */
	readonly id: string;
	readonly scan: BoundScan;
	/** What it is, independent of the rest of the query: what a checkpoint is kept under. */
	readonly identity: string;
	/** For people. */
	readonly label: string;
	/** True when the flow takes only what is new in it. */
	readonly streaming: boolean;
}

/** How a temporary view reaches its readers (README, "Temporary views"). */
export type ViewUse = "inline" | "ruled" | "stored";

export function viewUse(project: Project, view: Dataset): ViewUse {
	// A single reader evaluates it once anyway: storing it first would write each row a second time.
	if (!view.streaming && project.readersOf(view.key).length > 1) return "stored";
	return view.expectations.length > 0 ? "ruled" : "inline";
}

export const leafId = (view: string | undefined, scan: string): string =>
	view === undefined ? scan : `${view}/${scan}`;

/**
 * What a flow reads, in order of traversal. Temporary views are looked through, once each: a view that is read twice
 * by one flow has one checkpoint in it. `stored` views (computed once for all readers) are leaves when asked for.
 */
export function leavesOf(project: Project, flow: Flow, through: "all" | "unstored" = "all"): readonly Leaf[] {
	const leaves: Leaf[] = [];
	const seen = new Set<string>();
	const visit = (of: Flow, view: string | undefined): void => {
		for (const scan of collectScans(of.plan.root)) {
			if (scan.source.kind === "view") {
				const key = tableKey(scan.source.name);
				const dataset = project.datasets.get(key);
				if (!dataset || seen.has(key)) continue;
				seen.add(key);
				if (through === "unstored" && viewUse(project, dataset) === "stored") continue;
				for (const inner of project.flowsOf(key)) visit(inner, key);
				continue;
			}
			const what = sourceIdentity(scan);
			if (what === undefined) continue;
			leaves.push({
				id: leafId(view, scan.id),
				scan,
				identity: what,
				label: sourceLabel(project, scan),
				streaming: scan.streaming,
			});
		}
	};
	visit(flow, undefined);
	return toldApart(toldApart(leaves, optionsText), nth);
}

/**
 * Names what is read more than once: by its options, so that two readers of a folder may change places, and what is
 * left by number.
 */
function toldApart(leaves: readonly Leaf[], by: (leaf: Leaf, before: number) => string): readonly Leaf[] {
	const times = new Map<string, number>();
	for (const { identity } of leaves) times.set(identity, (times.get(identity) ?? 0) + 1);
	const met = new Map<string, number>();
	return leaves.map((leaf) => {
		if (times.get(leaf.identity) === 1) return leaf;
		const before = met.get(leaf.identity) ?? 0;
		met.set(leaf.identity, before + 1);
		return { ...leaf, identity: `${leaf.identity}${by(leaf, before)}` };
	});
}

function optionsText({ scan: { source } }: Leaf): string {
	const options = "options" in source ? Object.entries(source.options) : [];
	const named = options.map(([name, value]) => `${name.toLowerCase()}=${value}`).sort();
	return named.length === 0 ? "" : ` (${named.join(", ")})`;
}

const nth = (_leaf: Leaf, before: number): string => (before === 0 ? "" : ` #${before + 1}`);

/** The stored views that a flow needs. */
export function storedViewsOf(project: Project, flow: Flow, found = new Set<string>()): ReadonlySet<string> {
	for (const scan of collectScans(flow.plan.root)) {
		if (scan.source.kind !== "view") continue;
		const key = tableKey(scan.source.name);
		const view = project.datasets.get(key);
		if (!view || found.has(key)) continue;
		if (viewUse(project, view) === "stored") found.add(key);
		else for (const inner of project.flowsOf(key)) storedViewsOf(project, inner, found);
	}
	return found;
}

function sourceIdentity(scan: BoundScan): string | undefined {
	const { source } = scan;
	if (source.kind === "table") return `table ${tableKey(source.name)}`;
	if (source.kind === "files") return `files ${source.paths.join(", ")}`;
	return undefined;
}

function sourceLabel(project: Project, scan: BoundScan): string {
	const { source } = scan;
	if (source.kind === "table") return project.display(source.name);
	if (source.kind === "files") return source.paths.join(", ");
	return scan.id;
}

/** An option of a file reader by any of its names, without regard to case. */
export function fileOption(scan: FileScan, ...names: string[]): string | undefined {
	const wanted = new Set(names.map((n) => n.toLowerCase()));
	for (const [name, value] of Object.entries(scan.options)) if (wanted.has(name.toLowerCase())) return value;
	return undefined;
}
