import { type Dataset, type Graph, type LineageSource, planLineage } from "../../run/api.js";
import { kindLabel } from "./report.js";
import type { Style } from "./style.js";

interface Source {
	/** A data set as the pipeline calls it, else a table's full name or the path of files. */
	readonly source: string;
	readonly column: string;
}

interface DatasetColumns {
	readonly dataset: Dataset;
	readonly columns: readonly { readonly name: string; readonly from: readonly Source[] }[];
	/** What decides which rows there are, without being a value of every column. */
	readonly conditions: readonly Source[];
}

/** Which columns the columns of each data set are computed from: `aq graph --columns`. */
export function columnsText(graph: Graph, all: Graph, asJson: boolean, style: Style): string[] {
	const found = lineageOfGraph(graph, all);
	return asJson ? [json(found)] : found.flatMap((one, i) => [...(i > 0 ? [""] : []), ...text(one, style)]);
}

/** `all` has the data sets that were not selected too: their names stand among the sources. */
function lineageOfGraph(graph: Graph, all: Graph): DatasetColumns[] {
	const names = new Map<string, string>(
		all.datasets.map((d) => [`${d.name.catalog}.${d.name.schema}.${d.name.table}`, d.display] as const),
	);
	const named = ({ source, column }: LineageSource): Source => ({
		source: names.get(source) ?? source,
		column,
	});
	return graph.datasets.map((dataset) => {
		const flows = all.flows
			.filter((flow) => flow.target === dataset.key)
			.map((flow) => planLineage(flow.plan));
		const columns = dataset.schema.fields.map(({ name }) => {
			const own = flows.flatMap((flow) =>
				flow.columns.filter((c) => c.name.toLowerCase() === name.toLowerCase()),
			);
			return { name, from: distinct(own.flatMap((c) => c.from.map(named))) };
		});
		return { dataset, columns, conditions: distinct(flows.flatMap((flow) => flow.conditions.map(named))) };
	});
}

function distinct(sources: readonly Source[]): Source[] {
	return [...new Map(sources.map((s) => [JSON.stringify([s.source, s.column]), s])).values()];
}

/** Under a line without a column's name: what the rows depend on. */
function text({ dataset, columns, conditions }: DatasetColumns, style: Style): string[] {
	const width = Math.max(...columns.map((c) => c.name.length), 0);
	const list = (sources: readonly Source[]): string =>
		sources.map((s) => `${s.source}.${s.column}`).join(", ");
	return [
		`${style.bold(dataset.display)} ${style.dim(`(${kindLabel(dataset.kind)})`)}`,
		...columns.map((c) =>
			c.from.length > 0
				? `  ${c.name.padEnd(width)} ← ${list(c.from)}`
				: `  ${c.name.padEnd(width)} ${style.dim("(no column)")}`,
		),
		...(conditions.length > 0 ? [`  ${style.dim("rows by")} ${list(conditions)}`] : []),
	];
}

function json(found: readonly DatasetColumns[]): string {
	return JSON.stringify(
		found.map(({ dataset, columns, conditions }) => ({ name: dataset.display, columns, conditions })),
		null,
		2,
	);
}
