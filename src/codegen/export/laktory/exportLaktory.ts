import type { Dataset, Flow } from "../../../graph/graph.js";
import type { ExportedFile } from "../contract.js";
import { reportDeployment } from "../model/deployment.js";
import { refuseDatabricksFunctions, refuseForOpenSource } from "../model/openSource.js";
import { nodesOf } from "../model/pieces.js";
import type { ExportProject } from "../project.js";
import { identifier } from "../python/names.js";
import type { LaktoryNode, LaktoryPipeline, LaktorySink } from "./document.js";
import { warnings } from "./expectations.js";
import { laidOut, laktoryYaml } from "./layout.js";
import { nodeNames } from "./names.js";
import {
	makesTables,
	orchestratedSink,
	orchestratorOf,
	passOverRunning,
	supportingFiles,
} from "./orchestrator.js";
import { lowerParameters } from "./parameters.js";
import { polarsQuery } from "./polarsNodes.js";
import { runnerFile } from "./runner.js";
import { sinkOf } from "./sinks.js";
import { sparkQuery } from "./sparkNodes.js";

/**
 * A pipeline for Laktory: a node for each data set, temporary views too. On PySpark its queries are SQL, on Polars methods of
 * frames, because Polars' SQL gives other rows than Spark's.
 */
export function exportLaktory(project: ExportProject): ExportedFile[] {
	const { graph, request } = project;
	const refuseUnknown = request.backend === "pyspark" ? refuseForOpenSource : refuseDatabricksFunctions;
	refuseUnknown(project, (...what) => project.report.refuse(...what));
	const names = nodeNames(graph.datasets);
	if (request.backend === "pyspark")
		project.report.passedOver(
			{},
			`the time zone ${project.settings.timeZone}`,
			"Laktory takes the session's: set spark.sql.session.timeZone there",
		);
	passOverRunning(project);
	reportDeployment(project);
	lowerParameters(project);
	for (const dataset of graph.datasets) {
		const node = names.get(dataset.key) as string;
		if (node !== dataset.display)
			project.report.lowered({ dataset }, `the name ${dataset.display}`, `the node ${node}`);
	}
	const nodes = graph.datasets.map((dataset) =>
		nodeOf(
			dataset,
			graph.flows.filter((f) => f.target === dataset.key),
			names,
			project,
		),
	);
	const orchestrator = orchestratorOf(project);
	const pipeline: LaktoryPipeline = {
		name: identifier(graph.name),
		dataframe_backend: request.backend === "polars" ? "POLARS" : "PYSPARK",
		dataframe_api: "NATIVE",
		...(orchestrator ? { orchestrator } : {}),
		nodes,
	};
	const document = laidOut(pipeline) as object;
	const sinks = nodes.flatMap((n) => n.sinks ?? []).filter((s) => "path" in s);
	return [
		{ path: "pipeline.yaml", text: laktoryYaml(document) },
		// What makes tables itself does not run here.
		...(sinks.length > 0 || !orchestrator
			? [{ path: "run_pipeline.py", text: runnerFile(pipeline.name, sinks) }]
			: []),
		...supportingFiles(pipeline.name, document, project),
	];
}

function nodeOf(
	dataset: Dataset,
	flows: readonly Flow[],
	names: ReadonlyMap<string, string>,
	project: ExportProject,
): LaktoryNode {
	const { report, request } = project;
	checkFlows(dataset, flows, project);
	passOverOptions(dataset, project);
	const write = request.backend === "polars" ? polarsQuery : sparkQuery;
	const query = write(dataset, flows, names, project);
	if (!query) report.refuse({ dataset }, `${dataset.display} without a query`, "a node has rows to compute");
	const { comment, tags, primaryKey } = dataset.options;
	const name = names.get(dataset.key) as string;
	const file = (): LaktorySink | undefined =>
		dataset.kind === "temporary_view" ? undefined : sinkOf(dataset, name, project);
	const sink = orchestratedSink(dataset, name, project) ?? file();
	const expectations = warnings(dataset, project);
	const about = comment && textOf(comment);
	if (comment !== about)
		report.passedOver({ dataset }, "a comment with ${", "Laktory reads a variable there");
	return {
		name,
		...(about === undefined ? {} : { comment: about }),
		...(tags && tags.length > 0 ? { tags } : {}),
		...(primaryKey && primaryKey.length > 0 ? { primary_keys: primaryKey } : {}),
		...(query && query.sources.length > 0 ? { sources: query.sources } : {}),
		...(query && query.steps.length > 0 ? { transformer: { nodes: query.steps } } : {}),
		...(expectations.length > 0 ? { expectations } : {}),
		...(sink ? { sinks: [sink] } : {}),
	};
}

const textOf = (comment: string): string | undefined => (comment.includes("${") ? undefined : comment);

/** Laktory on files has no streams: everything is computed again from all that is there. */
function checkFlows(dataset: Dataset, flows: readonly Flow[], { report }: ExportProject): void {
	for (const flow of flows) {
		const at = { place: flow.place, dataset };
		for (const option of ["comment", "sparkConf"] as const)
			if (flow[option] !== undefined)
				report.passedOver(at, `the option ${option} of the flow ${flow.name}`, "a node has one query");
		for (const node of nodesOf([flow.relation]))
			for (const option of node.kind === "table" ? Object.keys(node.options ?? {}) : [])
				report.passedOver(
					{ ...at, node },
					`the option ${option} of a read`,
					"every run reads all that is there",
				);
		if (flow.kind === "once")
			report.refuse(at, `The flow ${flow.name} that runs once`, "every run computes the table again");
	}
	if (flows.some((f) => f.kind === "append") && dataset.kind !== "temporary_view")
		report.lowered(
			{ dataset },
			`the stream into ${dataset.display}`,
			"a query over everything that is there, computed again with each run",
		);
	if (flows.length > 1)
		report.lowered(
			{ dataset },
			`${flows.length} flows into ${dataset.display}`,
			"one query, the union of theirs",
		);
}

/** Options of tables that Laktory's nodes have no place for; none changes a row. */
function passOverOptions(dataset: Dataset, project: ExportProject): void {
	const { report } = project;
	const { options } = dataset;
	const isTable = makesTables(project) && dataset.kind !== "temporary_view";
	const reason = isTable ? "Laktory's tables have none" : "a node that writes a file has none";
	for (const option of [
		"partitionCols",
		"clusterBy",
		"clusterByAuto",
		"tableProperties",
		"sparkConf",
		"refreshPolicy",
		"private",
		"temporary",
		"engine",
	] as const)
		if (options[option] !== undefined && !(isTable && option === "tableProperties"))
			report.passedOver({ dataset }, `the option ${option}`, reason);
	if (dataset.declaredSchema)
		report.passedOver({ dataset }, "the option schema", "the query gives these columns");
	if (options.rowFilter !== undefined)
		report.refuse({ dataset }, "The option rowFilter", "a file shows all of its rows");
}
