import { parseXml, type XmlNode } from "../../../../../plan/xml/parseXml.js";

/** A node as XPath sees it: with its parent and its place in the document. */
export interface TreeNode {
	readonly kind: "document" | "element" | "attribute" | "text" | "comment" | "instruction";
	readonly name: string;
	/** The text of what is neither element nor document. */
	readonly value: string;
	readonly parent: TreeNode | undefined;
	readonly children: TreeNode[];
	readonly attributes: TreeNode[];
	/** Counts up in document order. */
	readonly order: number;
}

/** The document of a text; `MalformedXml` when it is none. */
export function treeOf(text: string): TreeNode {
	let order = 0;
	const node = (
		kind: TreeNode["kind"],
		name: string,
		value: string,
		parent: TreeNode | undefined,
	): TreeNode => ({ kind, name, value, parent, children: [], attributes: [], order: order++ });
	const root = node("document", "", "", undefined);
	const pending: { readonly source: XmlNode; readonly parent: TreeNode }[] = [...parseXml(text).nodes]
		.reverse()
		.map((source) => ({ source, parent: root }));
	for (let next = pending.pop(); next; next = pending.pop()) {
		const { source, parent } = next;
		switch (source.kind) {
			case "element": {
				const element = node("element", source.name, "", parent);
				parent.children.push(element);
				for (const [name, value] of source.attributes)
					element.attributes.push(node("attribute", name, value, element));
				for (const child of [...source.children].reverse()) pending.push({ source: child, parent: element });
				break;
			}
			case "text":
			case "cdata":
				parent.children.push(node("text", "", source.text, parent));
				break;
			case "comment":
				parent.children.push(node("comment", "", source.text, parent));
				break;
			case "instruction":
				parent.children.push(node("instruction", source.name, source.text, parent));
				break;
		}
	}
	return root;
}

/** The text of a node and of all below it. */
export function stringValue(node: TreeNode): string {
	if (node.kind !== "document" && node.kind !== "element") return node.value;
	return node.children
		.map((child) => (child.kind === "element" || child.kind === "text" ? stringValue(child) : ""))
		.join("");
}

/** What stands behind the prefix: documents are read without namespaces. */
export const localName = (name: string): string => name.slice(name.indexOf(":") + 1);
