import { posix } from "node:path";
import type { Cell } from "../../printers/notebook/cells.js";
import { jupyterNotebook } from "../../printers/notebook/jupyter.js";
import { isMarker, sourceNotebook } from "../../printers/notebook/sourceNotebook.js";
import { formatPython } from "../../printers/python/format.js";
import { printImports } from "../../printers/python/imports.js";
import type { PyExpr, PyModule, PyStatement } from "../../printers/python/nodes.js";
import { printSection } from "../../printers/python/print.js";
import type { ExportedFile, ExportFormat } from "../contract.js";

/** A module as a notebook: what the file says about itself, imports, then a cell for each definition. */
export function notebookFile(
	module: PyModule,
	path: string,
	format: Exclude<ExportFormat, "py">,
): ExportedFile {
	const cells: Cell[] = [];
	for (const text of module.header ?? []) cells.push({ kind: "markdown", text });
	if (module.docstring !== undefined) cells.push({ kind: "markdown", text: module.docstring });
	const imports = printImports(module.imports);
	if (imports !== "") cells.push({ kind: "code", text: formatPython(imports) });
	for (const section of module.sections) {
		if (section.kind === "markdown") {
			cells.push(section);
			continue;
		}
		const body = section.body.map(withoutMarkers);
		const text = formatPython(printSection({ ...section, body }));
		cells.push({ kind: "code", text, ...(section.title === undefined ? {} : { title: section.title }) });
	}
	return format === "notebook"
		? { path: `${path}.py`, text: sourceNotebook(cells) }
		: { path: `${path}.ipynb`, text: jupyterNotebook(posix.basename(path), cells) };
}

/** Text that holds a line which marks a cell is written on one line, a comment that is one loses its shape. */
function withoutMarkers(statement: PyStatement): PyStatement {
	switch (statement.kind) {
		case "comment":
			return { ...statement, text: unmarked(statement.text) };
		case "source":
			return { ...statement, text: unmarked(statement.text) };
		case "assign":
		case "expression":
		case "return":
			return { ...statement, value: inOneLine(statement.value) };
		case "function":
			return {
				...statement,
				body: statement.body.map(withoutMarkers),
				...(statement.docstring === undefined ? {} : { docstring: unmarked(statement.docstring) }),
				...(statement.comments ? { comments: statement.comments.map(unmarked) } : {}),
			};
	}
}

const unmarked = (text: string): string =>
	text
		.split("\n")
		.map((line) => (isMarker(line) || isMarker(`# ${line}`) ? `(${line.trim()})` : line))
		.join("\n");

function inOneLine(value: PyExpr): PyExpr {
	if (value.kind === "string" && value.block && value.value.split("\n").some(isMarker))
		return { kind: "string", value: value.value };
	const rebuilt = Object.fromEntries(
		Object.entries(value).map(([key, part]) => [key, isNode(part) ? inOneLine(part) : mapNodes(part)]),
	);
	return rebuilt as unknown as PyExpr;
}

const isNode = (part: unknown): part is PyExpr => typeof part === "object" && part !== null && "kind" in part;

function mapNodes(part: unknown): unknown {
	if (Array.isArray(part)) return part.map((one) => (isNode(one) ? inOneLine(one) : mapNodes(one)));
	if (typeof part !== "object" || part === null) return part;
	return Object.fromEntries(
		Object.entries(part).map(([key, one]) => [key, isNode(one) ? inOneLine(one) : mapNodes(one)]),
	);
}
