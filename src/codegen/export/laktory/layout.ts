import { isScalar, Scalar, visit } from "yaml";
import { formatPython } from "../../printers/python/format.js";
import { writtenYaml, yamlDocument } from "../../printers/yaml.js";

/** Python that Laktory evaluates, in a value of the document. */
export class PythonText {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

/** Longer than this and Python is laid out over several lines. */
const LINE = 90;

/** A document's values with every Python text laid out. */
export function laidOut(value: unknown): unknown {
	if (value instanceof PythonText) {
		if (value.text.length <= LINE) return value.text;
		return formatPython(value.text).trimEnd();
	}
	if (Array.isArray(value)) return value.map(laidOut);
	if (value === null || typeof value !== "object") return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, laidOut(item)]));
}

/** Where line breaks and blank lines between them do not matter: SQL and Python. */
const CODE = new Set(["expr", "func_args", "func_kwargs"]);

/**
 * YAML as Laktory reads it. Its loader doubles every line break before it parses, so only code goes over several lines, and no line
 * is folded; it is YAML 1.1, where `on` is a boolean and `2024-01-01` a date.
 */
export function laktoryYaml(value: unknown): string {
	const doc = yamlDocument(value);
	visit(doc, {
		Scalar(key, node, path) {
			if (key === "key" || typeof node.value !== "string") return;
			const isCode = path.some((p) => "key" in p && isScalar(p.key) && CODE.has(String(p.key.value)));
			if (node.type === Scalar.QUOTE_DOUBLE) return;
			if (node.value.includes("\n")) node.type = isCode ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
		},
	});
	return writtenYaml(doc, 0);
}
