import type { JsonTree } from "../jsonTree.js";
import { encodeVariant } from "./binary.js";
import { parseVariant } from "./parse.js";
import { VARIANT_NULL, type Variant } from "./value.js";

/** What from_json puts into a variant field, as JSON text that holds its bytes. */
export function variantField(tree: JsonTree): string {
	return JSON.stringify(Buffer.from(encodeVariant(variantOfTree(tree))).toString("base64"));
}

function variantOfTree(tree: JsonTree): Variant {
	switch (tree.kind) {
		case "null":
			return VARIANT_NULL;
		case "true":
		case "false":
			return { kind: "boolean", value: tree.kind === "true" };
		case "string":
			return { kind: "string", value: tree.text };
		case "number":
			return /\d/.test(tree.text) ? parseVariant(tree.text) : { kind: "double", value: special(tree.text) };
		case "array":
			return { kind: "array", items: tree.items.map(variantOfTree) };
		case "object":
			return {
				kind: "object",
				entries: tree.entries.map(([key, value]) => [key, variantOfTree(value)] as const),
			};
	}
}

/** NaN, Infinity, INF and -INF. */
function special(text: string): number {
	if (text === "NaN") return Number.NaN;
	return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
