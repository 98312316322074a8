import { Node, Project, type SourceFile, SyntaxKind } from "ts-morph";
import { sqlTokens } from "./sqlTokens.js";

export const USE_KINDS = [
	"column",
	"table",
	"function",
	"type",
	"format",
	"reader option",
	"decorator option",
	"method option",
	"reference",
	"join type",
] as const;
export type UseKind = (typeof USE_KINDS)[number];

/** A name that is used (and could be misspelt), or one that stands for itself and is left out. */
export interface Name {
	readonly kind: UseKind | LeftOut;
	/** Offsets in the file. */
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

export const LEFT_OUT = [
	"alias or new column",
	"schema field",
	"rule name",
	"path",
	"data value",
	"comment",
	"defined name",
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export const isUse = (name: Name): boolean => (USE_KINDS as readonly string[]).includes(name.kind);

/** Every name of a pipeline module, in the order of the text. */
export function namesOf(text: string): Name[] {
	const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { allowJs: true } });
	return new Finder(project.createSourceFile("pipeline.ts", text)).find();
}

/** What the texts among a call's arguments are; the last one holds for those that follow too. */
type Role = UseKind | LeftOut | "sql expression" | "sql query" | "ddl" | "options";

const columns: readonly Role[] = ["column"];
const METHODS: Readonly<Record<string, readonly Role[]>> = {
	alias: ["alias or new column"],
	withColumn: ["alias or new column", "column"],
	cast: ["type"],
	schema: ["ddl"],
	format: ["format"],
	option: ["reader option", "data value"],
	load: ["path"],
	csv: ["path"],
	json: ["path"],
	parquet: ["path"],
	filter: ["sql expression"],
	where: ["sql expression"],
	join: ["table", "column", "join type"],
	read: ["table"],
	readStream: ["table"],
	sql: ["sql query"],
	selectExpr: ["sql expression"],
	expr: ["sql expression"],
	withColumnRenamed: ["column", "alias or new column"],
	expect: ["rule name", "sql expression"],
	expectOrDrop: ["rule name", "sql expression"],
	expectOrFail: ["rule name", "sql expression"],
	lit: ["data value"],
	toDate: ["column", "data value"],
	toTimestamp: ["column", "data value"],
	dateFormat: ["column", "data value"],
	dateTrunc: ["data value", "column"],
	otherwise: ["data value"],
	when: ["data value"],
	eq: ["data value"],
};
const RULE_OPTIONS = new Set(["expect", "expectOrDrop", "expectOrFail", "expectOrQuarantine"]);
const OUTPUTS = new Set(["table", "streamingTable", "materializedView", "temporaryView"]);
const DECLARING = new Set([...OUTPUTS, "createStreamingTable", "appendFlow"]);
const READERS = new Set(["options", "csv", "json", "parquet", "load"]);
/** What the texts of an option are. */
const OPTION_TEXTS: Readonly<Record<string, Role>> = {
	name: "defined name",
	source: "table",
	target: "table",
	targetColumns: "column",
	partitionCols: "column",
	subset: "column",
};

class Finder {
	readonly #source: SourceFile;
	readonly #names: Name[] = [];

	constructor(source: SourceFile) {
		this.#source = source;
	}

	find(): Name[] {
		this.#source.forEachDescendant((node) => {
			if (Node.isIdentifier(node)) this.#identifier(node);
			else if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) this.#text(node);
			else if (Node.isTemplateHead(node) || Node.isTemplateMiddle(node) || Node.isTemplateTail(node))
				this.#sql(
					node
						.getText()
						.replace(/^[`}]/, " ")
						.replace(/(?:`|\$\{)$/, ""),
					node.getStart(),
				);
		});
		return this.#names.sort((a, b) => a.start - b.start);
	}

	#add(kind: Name["kind"], start: number, text: string): void {
		this.#names.push({ kind, start, end: start + text.length, text });
	}

	#identifier(node: Node): void {
		const parent = node.getParentOrThrow();
		if (Node.isTypeReference(parent) || isTypeImport(parent)) return;
		const text = node.getText();
		this.#add(this.#identifierKind(node, parent), node.getStart(), text);
	}

	#identifierKind(node: Node, parent: Node): UseKind | LeftOut {
		if (Node.isPropertyAssignment(parent) && parent.getNameNode() === node) return this.#keyKind(parent);
		if (Node.isPropertyAccessExpression(parent) && parent.getNameNode() === node)
			return memberKind(parent.getExpression().getText());
		if (Node.isImportSpecifier(parent)) return "reference";
		const isName = "getNameNode" in parent && (parent.getNameNode as () => Node | undefined)() === node;
		return isName || Node.isNamespaceImport(parent) ? "defined name" : "reference";
	}

	/** Keys of an options object of a decorator, rule names in it, or names given to SQL text. */
	#keyKind(property: Node): UseKind | LeftOut {
		const { fn, path } = objectPath(property);
		if (fn !== undefined && DECLARING.has(fn)) return path.length === 0 ? "decorator option" : "rule name";
		if (fn !== undefined && READERS.has(fn)) return "reader option";
		if (fn === "dropna") return "method option";
		return fn?.startsWith("expect") ? "rule name" : "defined name";
	}

	#text(node: Node): void {
		const inner = node.getText().slice(1, -1);
		const start = node.getStart() + 1;
		const role = this.#role(node);
		if (role === "sql expression" || role === "sql query") this.#sql(inner, start);
		else if (role === "ddl") {
			for (const element of inner.matchAll(/<(\w+)>/g))
				this.#add("type", start + element.index + 1, element[1] as string);
			for (const field of inner.matchAll(/(\w+)(?:\s*:\s*|\s+)(\w+)/g)) {
				const [whole, name = "", type = ""] = field;
				this.#add("schema field", start + field.index, name);
				this.#add("type", start + field.index + whole.length - type.length, type);
			}
		} else if (role === "type") this.#add("type", start, /^\w+/.exec(inner)?.[0] ?? "");
		else if (role === "column" && inner.includes(".")) {
			const dot = inner.indexOf(".");
			this.#add(role, start, inner.slice(0, dot));
			this.#add(role, start + dot + 1, inner.slice(dot + 1));
		} else if (inner === "*") this.#add("data value", start, inner);
		else if (role !== "options") this.#add(role, start, inner);
	}

	#sql(text: string, start: number): void {
		for (const token of sqlTokens(text)) this.#add(token.kind, start + token.start, token.text);
	}

	#role(node: Node): Role {
		const parent = node.getParentOrThrow();
		if (Node.isVariableDeclaration(parent))
			return /^.\s*(?:SELECT|WITH)\b/i.test(node.getText()) ? "sql query" : "column";
		if (Node.isImportDeclaration(parent)) return "reference";
		if (Node.isArrayLiteralExpression(parent)) return this.#role(parent);
		if (Node.isPropertyAssignment(parent)) {
			const { fn, path } = objectPath(parent);
			if (fn?.startsWith("expect") || RULE_OPTIONS.has(path[0] ?? "")) return "sql expression";
			if (fn !== undefined && READERS.has(fn)) return "data value";
			return OPTION_TEXTS[parent.getName()] ?? "comment";
		}
		if (!Node.isCallExpression(parent))
			throw new Error(`a text in ${parent.getKindName()}: ${node.getText()}`);
		const roles = METHODS[calledName(parent)] ?? columns;
		const index = parent.getArguments().indexOf(node);
		return roles[Math.min(index, roles.length - 1)] as Role;
	}
}

const isTypeImport = (node: Node): boolean =>
	Node.isImportSpecifier(node) && node.getImportDeclaration().isTypeOnly();

/** What a member is: of a class of data sets, of a frame in a join's callback, of the types, else something of the SDK. */
function memberKind(of: string): UseKind {
	if (of === "T") return "type";
	if (/^[a-z]$/.test(of)) return "column";
	return isDataSetClass(of) ? "reference" : "function";
}

const isDataSetClass = (text: string): boolean => /^[A-Z]\w+$/.test(text) && text !== "Window";

function calledName(call: Node): string {
	const callee = call.asKindOrThrow(SyntaxKind.CallExpression).getExpression();
	return Node.isPropertyAccessExpression(callee) ? callee.getName() : callee.getText();
}

/** The call whose argument holds this property, and the keys on the way to it. */
function objectPath(property: Node): { fn: string | undefined; path: string[] } {
	const path: string[] = [];
	let at: Node | undefined = property.getParent()?.getParent();
	while (at && Node.isPropertyAssignment(at)) {
		path.unshift(at.getName());
		at = at.getParent()?.getParent();
	}
	return { fn: at && Node.isCallExpression(at) ? calledName(at) : undefined, path };
}
