import { stringify } from "yaml";

/** YAML that people read: no anchors, long text as blocks, keys in the order given. */
export function yamlText(value: unknown, comment?: string): string {
	const body = stringify(value, { lineWidth: 100, aliasDuplicateObjects: false, defaultStringType: "PLAIN" });
	const head = comment === undefined ? "" : comment.replace(/^/gm, "# ").replace(/ +$/gm, "");
	return head === "" ? body : `${head}\n${body}`;
}
