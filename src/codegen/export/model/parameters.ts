import type { Expr, ParamExpr } from "../../../plan/expr.js";
import type { ExportProject } from "../project.js";
import { reportDeployment, reportSchedule } from "./deployment.js";
import { nodesOf, type PlanNode } from "./pieces.js";

/** The parameters of the plans and rules, with the default that the code gives. */
export function parametersOf({ graph }: ExportProject): Map<string, string | undefined> {
	const found = new Map<string, string | undefined>();
	const add = (param: ParamExpr): unknown => found.set(param.name, found.get(param.name) ?? param.default);
	const conditions = graph.datasets.flatMap((d) => d.expectations.map((rule) => rule.condition));
	for (const node of nodesOf([...graph.flows.map((flow) => flow.relation), ...conditions]))
		for (const part of [node, ...nodesOf(settingsOf(node))]) if (part.kind === "param") add(part);
	return found;
}

/** Parameters in paths, options and names, which are no expressions of the query. */
export function settingsOf(node: PlanNode): readonly Expr[] {
	if (node.kind !== "table" && node.kind !== "read") return [];
	const name = node.kind === "table" && "kind" in node.name ? [node.name] : [];
	const paths = node.kind === "read" ? node.paths : [];
	return [...name, ...paths, ...Object.values(node.options ?? {})].filter(
		(s): s is Exclude<typeof s, string> => typeof s !== "string",
	);
}

/** Of modules alone: what of the config belongs in the configuration of the pipeline that they are put into. */
export function reportConfiguration(project: ExportProject): void {
	const { report, settings } = project;
	const there = "set it in the pipeline's configuration";
	reportDeployment(project);
	reportSchedule(project);
	if (settings.timeZone !== "UTC")
		report.passedOver({}, `the time zone ${settings.timeZone}`, `${there}: spark.sql.session.timeZone`);
	for (const [name, fallback] of parametersOf(project)) {
		const value = settings.parameters[name];
		if (value === undefined ? fallback !== undefined : String(value) === fallback) continue;
		const shown = value === undefined ? "" : `: ${value}`;
		report.passedOver({}, `the value of the parameter ${name}`, `${there}${shown}`);
	}
}
