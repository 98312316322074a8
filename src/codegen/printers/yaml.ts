import { Document, Scalar, visit } from "yaml";

/**
 * Texts that one of the readers takes for something else than text: numbers, dates and times of YAML 1.1 (PyYAML) and 1.2 (Go),
 * words for true, false and null, and `=` and `<<`, which PyYAML has no value for.
 */
const NOT_TEXT =
	/^(?:[-+]?[.\d][\d_.]*(?:e[-+]?\d*)?|[-+]?0[xob][\da-f_]*|[-+]?\d[\d_]*(?::\d+)+(?:\.[\d_]*)?|\d{4}-\d\d?-\d\d?(?:[t\s].*)?|[-+]?\.(?:inf|nan)|y|yes|n|no|on|off|true|false|null|~|=|<<)$/i;

/** What ends a line for Python's YAML besides a line feed, and what it refuses as it is. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
const ESCAPED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

const MERGE = "tag:yaml.org,2002:merge";

/**
 * A document in which every text, of keys too, reads back as that text: by YAML 1.1 (Python), where `on` is a boolean and
 * `2024-01-01` a date, and by what Go and JavaScript make of YAML 1.2.
 * @example writtenYaml(yamlDocument({ since: "2024-01-01" })) // "since: \"2024-01-01\"\n"
 */
export function yamlDocument(value: unknown): Document {
	const doc = new Document(value, {
		version: "1.1",
		aliasDuplicateObjects: false,
		// It would write `<<` as it is.
		customTags: (tags) =>
			tags.filter((tag) => tag !== "merge" && !(typeof tag === "object" && tag.tag === MERGE)),
	});
	visit(doc, {
		Scalar(_key, node) {
			if (typeof node.value !== "string") return;
			if (NOT_TEXT.test(node.value) || ESCAPED.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
		},
	});
	return doc;
}

/** The text of a document that `yamlDocument` made; `lineWidth` 0: no text is folded. */
export function writtenYaml(doc: Document, lineWidth = 100): string {
	return doc
		.toString({ lineWidth, directives: false, defaultStringType: "PLAIN" })
		.replace(UNPRINTABLE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * YAML that people read, and that Python, Go and JavaScript read alike: no anchors, long text as blocks, keys in the order given.
 * @example yamlText({ name: "on" }) // "name: \"on\"\n"
 */
export function yamlText(value: unknown, comment?: string): string {
	const body = writtenYaml(yamlDocument(value));
	const head = comment === undefined ? "" : comment.replace(/^/gm, "# ").replace(/ +$/gm, "");
	return head === "" ? body : `${head}\n${body}`;
}
