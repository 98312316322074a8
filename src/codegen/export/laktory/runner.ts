import { posix } from "node:path";
import { call, dotted, keyword, method, name, string, TRUE } from "../../printers/python/build.js";
import { formatPython } from "../../printers/python/format.js";
import type { PyExpr, PyStatement } from "../../printers/python/nodes.js";
import { printModule } from "../../printers/python/print.js";
import type { FileSink } from "./document.js";

/** Laktory's command runs pipelines on Databricks alone, and it makes no folders. */
export function runnerFile(pipeline: string, sinks: readonly FileSink[]): string {
	const folders = [...new Set(sinks.map((s) => posix.dirname(s.path)))].filter((f) => f !== ".").sort();
	const path = (text: string): PyExpr => call(name("Path"), [string(text)]);
	const body: PyStatement[] = [
		...folders.map(
			(folder): PyStatement => ({
				kind: "expression",
				value: method(path(folder), "mkdir", [], [keyword("parents", TRUE), keyword("exist_ok", TRUE)]),
			}),
		),
		{
			kind: "assign",
			name: "file",
			value: method(call(name("Path"), [name("__file__")]), "with_name", [string("pipeline.yaml")]),
		},
		{
			kind: "assign",
			name: "pipeline",
			value: call(dotted("lk.models.Pipeline.model_validate_yaml"), [
				method(name("file"), "open", [], [keyword("encoding", string("utf-8"))]),
			]),
		},
		{ kind: "expression", value: call(dotted("pipeline.execute")) },
	];
	const text = printModule({
		docstring: `Runs ${pipeline} on Laktory. Relative paths start in the folder that this is run in.`,
		imports: [
			{ module: "pathlib", name: "Path" },
			{ module: "laktory", alias: "lk" },
		],
		sections: [{ kind: "code", body }],
	});
	return formatPython(text);
}
