import { posix } from "node:path";
import { flowsByTarget } from "../../../graph/flowsByTarget.js";
import type { ExportedFile } from "../contract.js";
import { reportDeployment, reportSchedule } from "../model/deployment.js";
import { modelOf, united } from "../model/model.js";
import { refuseForOpenSource } from "../model/openSource.js";
import { parametersOf } from "../model/parameters.js";
import { relativePaths } from "../model/paths.js";
import { Sources } from "../model/sources.js";
import type { ExportProject, Reporter } from "../project.js";
import { checkDatasets, specText } from "../spark/spec.js";
import type { SqlDialect } from "../sparkSql/index.js";
import { commentLines, statementsOf } from "./statements.js";
import { type Remarker, SqlUnit } from "./unit.js";
import { variableValue } from "./variables.js";

const NAMES: Readonly<Record<SqlDialect, string>> = { databricks: "Databricks", spark: "open source Spark" };

/**
 * A pipeline as pipeline SQL, a file for each module: in Databricks' spelling under `databricks/`, in that of open source
 * Spark under `spark/`. A folder is written when its whole pipeline has a form there; what is missing is told as a note
 * as long as the other one is written, else as an error.
 */
export function exportSql(project: ExportProject): ExportedFile[] {
	const sources = Sources.open();
	const [databricks, spark] = (["databricks", "spark"] as const).map((d) => written(project, d, sources)) as [
		Written,
		Written,
	];
	reportDeployment(project);
	reportSchedule(project);
	const isWritten = [databricks, spark].some((w) => w.refusals.length === 0);
	for (const w of [databricks, spark])
		for (const [at, construct, reason] of w.refusals) {
			const name = NAMES[w.dialect];
			if (isWritten)
				project.report.passedOver(
					at,
					construct,
					`no SQL of ${name} for it (${reason}): ${w.dialect}/ is not written`,
				);
			else project.report.refuse(at, construct, `${name}: ${reason}`);
		}
	return [databricks, spark].flatMap((w) => (w.refusals.length === 0 ? w.files : []));
}

interface Written {
	readonly dialect: SqlDialect;
	readonly files: readonly ExportedFile[];
	readonly refusals: readonly Parameters<Reporter["refuse"]>[];
}

function written(project: ExportProject, dialect: SqlDialect, sources: Sources): Written {
	const { graph, settings, report } = project;
	const refusals: Parameters<Reporter["refuse"]>[] = [];
	const told: (() => void)[] = [];
	const remarks: Remarker = {
		refuse: (...what) => void refusals.push(what),
		lowered: (...what) => void told.push(() => report.lowered(...what)),
		passedOver: (...what) => void told.push(() => report.passedOver(...what)),
	};
	const unit = new SqlUnit(project, dialect, remarks);
	if (dialect === "spark") {
		refuseForOpenSource(project, remarks.refuse);
		checkDatasets(graph, remarks.refuse);
	}
	const flows = flowsByTarget(graph);
	const files = modelOf(graph, settings.projectDir, sources).flatMap((model): ExportedFile[] => {
		let isEmpty = true;
		const statements = model.items.flatMap((item) => {
			const fed = flows.get(item.dataset.key) ?? [];
			const isOne = dialect === "spark" && item.kind === "dataset";
			const made = statementsOf(isOne ? { ...item, remarks: united(item, fed, sources) } : item, fed, unit);
			if (made.length > 0) isEmpty = false;
			return [...paragraphs(item.before), ...made];
		});
		if (isEmpty) return [];
		const about = model.about === undefined ? [] : [model.about];
		const parts = [...paragraphs([...model.header, ...about]), ...statements, ...paragraphs(model.after)];
		return [{ path: `${dialect}/${model.path}.sql`, text: `${parts.join("\n\n")}\n` }];
	});
	if (refusals.length === 0) for (const tell of told) tell();
	return { dialect, files: [...specOf(project, dialect, files), ...files], refusals };
}

const paragraphs = (texts: readonly string[]): string[] => texts.map((text) => commentLines([text]));

/** What `spark-pipelines` starts from, where the config says where checkpoints lie. */
function specOf(project: ExportProject, dialect: SqlDialect, files: readonly ExportedFile[]): ExportedFile[] {
	if (dialect !== "spark" || project.settings.spark.storage === undefined) return [];
	const given = [...parametersOf(project)].flatMap(([name, fallback]) => {
		const value = project.settings.parameters[name] ?? fallback;
		return value === undefined ? [] : [[name, variableValue(value)]];
	});
	const text = specText(project, {
		paths: relativePaths(project.graph.flows.map((flow) => flow.relation)),
		includes: files.map((file) => posix.relative(dialect, file.path)),
		parameters: Object.fromEntries(given),
	});
	return [{ path: `${dialect}/spark-pipeline.yml`, text }];
}
