import { flowsByTarget } from "../../../graph/flowsByTarget.js";
import type { Dataset, Flow } from "../../../graph/graph.js";
import { call, dotted } from "../../printers/python/build.js";
import { formatPython } from "../../printers/python/format.js";
import type { PyModule, PySection, PyStatement } from "../../printers/python/nodes.js";
import { printModule } from "../../printers/python/print.js";
import type { ExportedFile, ExportFormat } from "../contract.js";
import { type ModuleModel, modelOf } from "../model/model.js";
import { Sources } from "../model/sources.js";
import type { ExportProject } from "../project.js";
import { assignConstant } from "./constants.js";
import type { PythonDialect } from "./dialect.js";
import { HelperSet } from "./helperSet.js";
import { ModuleUnit } from "./moduleUnit.js";
import { notebookFile } from "./notebooks.js";
import { ItemWriter, type WrittenItem } from "./writeItems.js";

/** Writes a pipeline's modules in one dialect, under `folder`, in the format that is asked for. */
export function exportPython(project: ExportProject, dialect: PythonDialect, folder: string): ExportedFile[] {
	const sources = Sources.open();
	const { graph, settings, request } = project;
	const flows = flowsByTarget(graph);
	const helpers = dialect.hasManyFlows
		? new HelperSet(graph.flows, sources)
		: new HelperSet(graph.flows, sources, (flow) => flows.get(flow.target) ?? [flow]);
	const draft = new ModuleUnit(project, dialect, sources, helpers, { isDraft: true });
	helpers.settle((flow, piece) => draft.redraft().helper(flow, piece)?.fn);
	const flowsOf = (dataset: Dataset): readonly Flow[] => flows.get(dataset.key) ?? [];
	const files: ExportedFile[] = [];
	for (const model of modelOf(graph, settings.projectDir, sources)) {
		const module = writeModule(model, new ModuleUnit(project, dialect, sources, helpers), flowsOf);
		if (!module) continue;
		if (request.format === "py") {
			const text = formatPython(printModule(module));
			files.push({ path: `${folder}/${model.path}.py`, text });
		} else files.push(notebookFile(module, `${folder}/${model.path}`, request.format));
	}
	return files;
}

/** A module's statements; undefined when nothing of it is left in the target. */
function writeModule(
	model: ModuleModel,
	unit: ModuleUnit,
	flowsOf: (dataset: Dataset) => readonly Flow[],
): PyModule | undefined {
	const writer = new ItemWriter(unit, flowsOf);
	writer.keepNames(model.items);
	const written: WrittenItem[] = [];
	let before: readonly string[] = [];
	for (const item of model.items) {
		before = [...before, ...item.before];
		const made = writer.write(item);
		if (!made) continue;
		written.push({ ...made, before });
		before = [];
	}
	if (written.length === 0) return undefined;
	const head: PyStatement[] = [];
	if (unit.dialect.takesSession) {
		unit.imports({ module: "pyspark.sql", name: "SparkSession" });
		head.push({ kind: "assign", name: "spark", value: call(dotted("SparkSession.active")) });
	}
	head.push(...unit.constants.flatMap(assignConstant));
	const sections: PySection[] = [
		...(head.length > 0 ? [{ kind: "code", body: head } as const] : []),
		...(unit.udfs.length > 0 ? [{ kind: "code", body: unit.udfs } as const] : []),
		...unit.functions.map((fn): PySection => ({ kind: "code", body: [fn] })),
		...written.flatMap((item) => sectionsOf(item, unit.project.request.format)),
		...[...before, ...model.after].map((text): PySection => ({ kind: "markdown", text })),
	];
	return {
		header: model.header,
		...(model.about === undefined ? {} : { docstring: model.about }),
		imports: unit.wantedImports,
		sections,
	};
}

/** In a plain file the docstring says it; a notebook has a cell for it, and titles. */
function sectionsOf(item: WrittenItem, format: ExportFormat): PySection[] {
	const before = (item.before ?? []).map((text): PySection => ({ kind: "markdown", text }));
	if (format === "py") return [...before, { kind: "code", body: item.body }];
	return [
		...before,
		...(item.doc === undefined ? [] : [{ kind: "markdown", text: item.doc } as const]),
		{ kind: "code", title: item.title, body: item.body.map(withoutDocstring) },
	];
}

function withoutDocstring(statement: PyStatement): PyStatement {
	if (statement.kind !== "function") return statement;
	const { docstring: _, ...rest } = statement;
	return rest;
}
