import { relative } from "node:path";
import { type Diagnostic, diagnostic } from "../core/errors/index.js";
import { nearest, qualify, sameName, tableKey } from "../core/names.js";
import type { Dataset, Graph } from "./graph.js";

export interface SelectionOptions {
	/** What `file:` globs are relative to. */
	readonly projectDir: string;
}

export interface Selection {
	/** Keys of data sets. */
	readonly keys: ReadonlySet<string>;
	/** One GRAPH_BAD_SELECTION for each selector that means nothing. */
	readonly diagnostics: readonly Diagnostic[];
}

const METHODS = ["tag", "kind", "file"] as const;
type Method = (typeof METHODS)[number];

/** Kinds as people write them. */
const KINDS: Readonly<Record<string, Dataset["kind"]>> = {
	streaming: "streaming_table",
	streaming_table: "streaming_table",
	streamingtable: "streaming_table",
	view: "temporary_view",
	temporary_view: "temporary_view",
	temporaryview: "temporary_view",
	materialized_view: "materialized_view",
	materializedview: "materialized_view",
};

const syntax = /^(?:(\d*)(\+))?(.+?)(?:(\+)(\d*))?$/s;

/**
 * The data sets that selectors name: `orders`, `sales.orders`, `silver_*`, `tag:gold`, `kind:streaming`,
 * `file:src/gold/**`; with `+` before (what is upstream) or after (what is downstream), and a number of steps outside
 * of the plus: `2+orders`, `orders+1`.
 * @example select(graph, ["+gold_delays", "tag:daily"], { projectDir }).keys
 */
export function select(graph: Graph, selectors: readonly string[], options: SelectionOptions): Selection {
	const keys = new Set<string>();
	const diagnostics: Diagnostic[] = [];
	for (const selector of selectors) {
		const [, before, up, body = "", down, after] = syntax.exec(selector.trim()) ?? [];
		const found = matching(graph, body, options);
		if ("problem" in found) {
			const { problem, candidates } = found;
			diagnostics.push(
				diagnostic("GRAPH_BAD_SELECTION", { selector, problem }, candidates.length > 0 ? { candidates } : {}),
			);
			continue;
		}
		for (const dataset of found.datasets) keys.add(dataset.key);
		const start = found.datasets.map((d) => d.key);
		if (up) for (const key of reach(start, upstream(graph), before)) keys.add(key);
		if (down) for (const key of reach(start, downstream(graph), after)) keys.add(key);
	}
	return { keys, diagnostics };
}

type Match =
	| { readonly datasets: readonly Dataset[] }
	| { readonly problem: string; readonly candidates: readonly string[] };

function matching(graph: Graph, body: string, options: SelectionOptions): Match {
	const colon = body.indexOf(":");
	if (colon > 0 && !body.startsWith("`")) {
		const method = body.slice(0, colon);
		if (!METHODS.includes(method as Method))
			return {
				problem: `there is no selector ${method}:`,
				candidates: nearest(method, METHODS).map((m) => `${m}:`),
			};
		return methods[method as Method](graph, body.slice(colon + 1), options);
	}
	return byName(graph, body);
}

const methods: { readonly [M in Method]: (graph: Graph, value: string, options: SelectionOptions) => Match } =
	{
		tag(graph, value) {
			const tags = new Set(graph.datasets.flatMap((d) => d.options.tags ?? []));
			const datasets = graph.datasets.filter((d) => d.options.tags?.some((tag) => tag === value));
			return some(
				datasets,
				`no data set has the tag ${value}`,
				nearest(value, tags).map((t) => `tag:${t}`),
			);
		},
		kind(graph, value) {
			const wanted = value.toLowerCase();
			const kind = KINDS[wanted];
			if (!kind && wanted !== "table")
				return {
					problem: `there is no kind ${value}`,
					candidates: ["table", "streaming", "materialized_view", "view"].map((k) => `kind:${k}`),
				};
			const datasets = graph.datasets.filter((d) => (kind ? d.kind === kind : d.declaredAs === "table"));
			return some(datasets, `no data set is a ${value}`, []);
		},
		file(graph, value, { projectDir }) {
			const pattern = globPattern(value);
			const path = (d: Dataset): string | undefined =>
				d.place && relative(projectDir, d.place.file).replaceAll("\\", "/");
			const datasets = graph.datasets.filter((d) => {
				const file = path(d);
				return file !== undefined && pattern.test(file);
			});
			const files = new Set(graph.datasets.flatMap((d) => path(d) ?? []));
			return some(
				datasets,
				`no file with data sets matches ${value}`,
				nearest(value, files).map((f) => `file:${f}`),
			);
		},
	};

function some(datasets: readonly Dataset[], problem: string, candidates: readonly string[]): Match {
	return datasets.length > 0 ? { datasets } : { problem, candidates };
}

function byName(graph: Graph, text: string): Match {
	if (text.includes("*") && !text.includes("`")) {
		const pattern = new RegExp(`^${text.split("*").map(escapePattern).join(".*")}$`, "is");
		return some(
			graph.datasets.filter((d) => pattern.test(d.display)),
			`no data set's name matches ${text}`,
			[],
		);
	}
	const name = qualify(nameParts(text), graph.defaults);
	const key = name && tableKey(name);
	const datasets = graph.datasets.filter((d) => d.key === key || sameName(d.display, text));
	return some(
		datasets,
		`no data set is named ${text}`,
		nearest(
			text,
			graph.datasets.map((d) => d.display),
		),
	);
}

/** Splits a name at dots outside of backticks. */
function nameParts(text: string): readonly string[] {
	const parts = text.match(/`(?:[^`]|``)*`|[^.`]+/gs) ?? [];
	return parts.map((p) => (p.startsWith("`") ? p.slice(1, -1).replaceAll("``", "`") : p));
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** `*` within a folder, `**` across folders, `?` one character, `{a,b}` either. */
function globPattern(glob: string): RegExp {
	const source = glob.replace(/^\.\//, "").replace(/\*\*\/?|\*|\?|\{[^{}]*\}|[^*?{]+|\{/g, (part) => {
		if (part === "**/") return "(?:.*/)?";
		if (part === "**") return ".*";
		if (part === "*") return "[^/]*";
		if (part === "?") return "[^/]";
		if (part.startsWith("{") && part.endsWith("}"))
			return `(?:${part.slice(1, -1).split(",").map(escapePattern).join("|")})`;
		return escapePattern(part);
	});
	return new RegExp(`^${source}$`, "s");
}

function upstream(graph: Graph): ReadonlyMap<string, readonly string[]> {
	const edges = new Map<string, string[]>();
	for (const flow of graph.flows)
		for (const read of flow.reads)
			if (read.inside && read.key !== flow.target)
				edges.set(flow.target, [...(edges.get(flow.target) ?? []), read.key]);
	return edges;
}

function downstream(graph: Graph): ReadonlyMap<string, readonly string[]> {
	const edges = new Map<string, string[]>();
	for (const [reader, keys] of upstream(graph))
		for (const key of keys) edges.set(key, [...(edges.get(key) ?? []), reader]);
	return edges;
}

/** Everything within so many steps along the edges; no number: all the way. */
function reach(
	start: readonly string[],
	edges: ReadonlyMap<string, readonly string[]>,
	steps: string | undefined,
): ReadonlySet<string> {
	const found = new Set(start);
	let front = start;
	for (let left = steps ? Number(steps) : Number.POSITIVE_INFINITY; left > 0 && front.length > 0; left--) {
		front = [...new Set(front.flatMap((key) => edges.get(key) ?? []))].filter((key) => !found.has(key));
		for (const key of front) found.add(key);
	}
	return found;
}
