import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import type { ts as TypeScript } from "ts-morph";
import { offsetAt, type Position, type StackFrame } from "../../../core/location.js";
import { sourceText } from "../../../core/userCode.js";

type Ts = typeof TypeScript;

/** A function of the user's that makes pieces of plans, by where its source begins. */
export interface HelperFunction {
	readonly file: string;
	readonly start: number;
	readonly name: string;
	readonly params: readonly string[];
	/** The first paragraph of its JSDoc. */
	readonly doc?: string;
}

/** What stands above a definition or inside it, for people. */
export interface Remarks {
	/** The JSDoc's text, all paragraphs. */
	readonly doc?: string;
	/** Line comments directly above, one per line. */
	readonly above: readonly string[];
	/** Comments in the body, in their order. */
	readonly inside: readonly string[];
}

/** A value that a module's constant holds. */
export type ConstantValue = string | number | bigint | boolean | readonly ConstantValue[];

/** An argument of a call, as its text has it. */
export interface Argument {
	/** Where what is given is made: the argument itself, or what a variable was set to. */
	readonly spans: readonly { readonly start: number; readonly end: number }[];
	/** The variable, when the argument is one. */
	readonly identifier?: string;
	/** A literal, or the value of a constant. */
	readonly value?: ConstantValue;
}

export interface Constant {
	readonly name: string;
	readonly value: ConstantValue;
	readonly above: readonly string[];
}

/**
 * The user's TypeScript as text: what a plan does not hold. Files are parsed one by one, without types, when they are asked
 * for; the compiler is loaded with the first exporter that needs it.
 */
export class Sources {
	readonly #ts: Ts;
	readonly #modules = new Map<string, SourceModule | undefined>();

	private constructor(ts: Ts) {
		this.#ts = ts;
	}

	/** The compiler is required: to import a CommonJS package Node first searches the 9 MB of its text for names. */
	static open(): Sources {
		const { ts } = createRequire(import.meta.url)("ts-morph") as { ts: Ts };
		return new Sources(ts);
	}

	/** Undefined for a file that cannot be read, or that is no TypeScript (a pipeline's SQL file). */
	module(file: string): SourceModule | undefined {
		if (!this.#modules.has(file)) {
			const text = /\.[cm]?[jt]sx?$/.test(file) ? sourceText(file) : undefined;
			this.#modules.set(
				file,
				text === undefined ? undefined : new SourceModule(this.#ts, file, text, (path) => this.module(path)),
			);
		}
		return this.#modules.get(file);
	}
}

/** One parsed file. */
export class SourceModule {
	readonly file: string;
	readonly #ts: Ts;
	readonly #text: string;
	readonly #root: TypeScript.SourceFile;
	readonly #other: (file: string) => SourceModule | undefined;
	#constants: ReadonlyMap<string, Constant> | undefined;
	#mayHaveHelpers: boolean | undefined;

	constructor(ts: Ts, file: string, text: string, other: (file: string) => SourceModule | undefined) {
		this.file = file;
		this.#ts = ts;
		this.#text = text;
		this.#other = other;
		this.#root = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	}

	offset(position: Position): number {
		return offsetAt(this.#text, position);
	}

	/** The comment that opens the file, or the JSDoc of its only class: what the module is about. */
	get about(): string | undefined {
		const { ts } = this;
		const classes = this.#root.statements.filter(ts.isClassDeclaration);
		const [first] = this.#root.statements;
		const opening = first && !ts.isClassDeclaration(first) ? docAt(ts, first) : undefined;
		return opening && first && ts.isImportDeclaration(first)
			? opening
			: classes.length === 1
				? docAt(ts, classes[0] as TypeScript.ClassDeclaration)
				: undefined;
	}

	get ts(): Ts {
		return this.#ts;
	}

	/** The comments of the definition (method, exported constant, call) that stands at a place. */
	remarks(at: Position): Remarks {
		const declaration = this.#declarationAt(this.offset(at));
		if (!declaration) return { above: [], inside: [] };
		const doc = docAt(this.ts, declaration);
		return {
			...(doc === undefined ? {} : { doc }),
			above: this.#lineComments(declaration.getFullStart(), declaration.getStart(this.#root)),
			inside: this.#insideComments(declaration),
		};
	}

	/** Whether a frame lies in the definition that stands at a place. */
	isWithinDefinition(at: Position, frame: StackFrame): boolean {
		const declaration = this.#declarationAt(this.offset(at));
		const offset = this.offset(frame);
		return declaration !== undefined && declaration.pos <= offset && offset < declaration.end;
	}

	/** False when nothing in the file and nothing that it imports can be a helper function: there is nothing to look for. */
	get mayHaveHelpers(): boolean {
		this.#mayHaveHelpers ??= this.#findHelpers();
		return this.#mayHaveHelpers;
	}

	/** A function of its own, a method without a decorator, or an import from the project. */
	#findHelpers(): boolean {
		const { ts } = this;
		const isHelper = (node: TypeScript.Node): boolean => {
			if (ts.isFunctionDeclaration(node)) return true;
			if (ts.isImportDeclaration(node))
				return ts.isStringLiteral(node.moduleSpecifier) && node.moduleSpecifier.text.startsWith(".");
			if (ts.isClassDeclaration(node))
				return node.members.some(
					(m) => ts.isMethodDeclaration(m) && (ts.getDecorators(m) ?? []).length === 0,
				);
			if (!ts.isVariableStatement(node)) return false;
			return node.declarationList.declarations.some(
				({ initializer }) =>
					initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
			);
		};
		return this.#root.statements.some(isHelper);
	}

	/** The call whose name stands at a frame: `b` in `a.b(…)`. */
	callAt(frame: StackFrame): TypeScript.CallExpression | undefined {
		const { ts } = this;
		const offset = this.offset(frame);
		for (let node: TypeScript.Node | undefined = this.#nodeAt(offset); node; node = node.parent) {
			if (!ts.isCallExpression(node)) continue;
			const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
			return name.getStart(this.#root) === offset ? node : undefined;
		}
		return undefined;
	}

	/** The innermost named function, not a callback, around a frame. */
	functionAt(frame: StackFrame): HelperFunction | undefined {
		const { ts } = this;
		for (let node: TypeScript.Node | undefined = this.#nodeAt(this.offset(frame)); node; node = node.parent) {
			const found = this.#namedFunction(node);
			if (!found) continue;
			const params = found.fn.parameters.map((p) => (ts.isIdentifier(p.name) ? p.name.text : ""));
			const doc = docAt(ts, found.declaration);
			return {
				file: this.file,
				start: found.fn.getStart(this.#root),
				name: found.name,
				params,
				...(doc === undefined ? {} : { doc }),
			};
		}
		return undefined;
	}

	#namedFunction(
		node: TypeScript.Node,
	): { fn: TypeScript.SignatureDeclaration; name: string; declaration: TypeScript.Node } | undefined {
		const { ts } = this;
		if (ts.isFunctionDeclaration(node) && node.name)
			return { fn: node, name: node.name.text, declaration: node };
		if (ts.isMethodDeclaration(node) && ts.isIdentifier(node.name))
			return { fn: node, name: node.name.text, declaration: node };
		if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return undefined;
		const holder = node.parent;
		return ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)
			? { fn: node, name: holder.name.text, declaration: holder.parent.parent }
			: undefined;
	}

	/** Constants at the top of the module, its own and those it imports from the project by their names here. */
	get constants(): ReadonlyMap<string, Constant> {
		this.#constants ??= this.#readConstants();
		return this.#constants;
	}

	/** The arguments of the call at a frame: where each was made, and what it is where the text says so. */
	argumentsAt(frame: StackFrame): readonly Argument[] {
		const { ts } = this;
		return (this.callAt(frame)?.arguments ?? []).map((node) => {
			const spans = [{ start: node.getStart(this.#root), end: node.end }];
			const initializer = ts.isIdentifier(node) ? this.#localInitializer(node) : undefined;
			if (initializer) spans.push({ start: initializer.getStart(this.#root), end: initializer.end });
			const value = this.valueOf(node);
			return {
				spans,
				...(ts.isIdentifier(node) ? { identifier: node.text } : {}),
				...(value === undefined ? {} : { value }),
			};
		});
	}

	/** What a `const` of a function around was given, for a name that is used in it. */
	#localInitializer(name: TypeScript.Identifier): TypeScript.Expression | undefined {
		const { ts } = this;
		for (let block: TypeScript.Node = name.parent; block !== this.#root; block = block.parent) {
			if (!ts.isBlock(block)) continue;
			for (const statement of block.statements) {
				if (!ts.isVariableStatement(statement)) continue;
				const found = statement.declarationList.declarations.find(
					(d) => ts.isIdentifier(d.name) && d.name.text === name.text,
				);
				if (found) return found.initializer;
			}
		}
		return undefined;
	}

	/** Values that identifiers and literals of an argument list have, where that can be read off the text. */
	valueOf(node: TypeScript.Node): ConstantValue | undefined {
		const { ts } = this;
		if (ts.isIdentifier(node)) return this.constants.get(node.text)?.value;
		return literalValue(ts, node);
	}

	/** Every identifier among the arguments of a call and of the calls that it is chained to. */
	identifiersOf(call: TypeScript.CallExpression): readonly string[] {
		const { ts } = this;
		const found = new Set<string>();
		const visit = (node: TypeScript.Node): void => {
			if (ts.isIdentifier(node)) found.add(node.text);
			else if (ts.isPropertyAccessExpression(node)) visit(node.expression);
			else node.forEachChild(visit);
		};
		for (const argument of call.arguments) visit(argument);
		if (ts.isPropertyAccessExpression(call.expression)) visit(call.expression.expression);
		return [...found];
	}

	#readConstants(): ReadonlyMap<string, Constant> {
		const { ts } = this;
		const found = new Map<string, Constant>();
		for (const statement of this.#root.statements) {
			if (ts.isVariableStatement(statement) && statement.declarationList.flags & ts.NodeFlags.Const) {
				for (const { name, initializer } of statement.declarationList.declarations) {
					const value = initializer && literalValue(ts, initializer);
					if (!ts.isIdentifier(name) || value === undefined) continue;
					const above = this.#lineComments(statement.getFullStart(), statement.getStart(this.#root));
					found.set(name.text, { name: name.text, value, above });
				}
			} else if (ts.isImportDeclaration(statement)) this.#importedConstants(statement, found);
		}
		return found;
	}

	#importedConstants(statement: TypeScript.ImportDeclaration, found: Map<string, Constant>): void {
		const { ts } = this;
		const bindings = statement.importClause?.namedBindings;
		if (!ts.isStringLiteral(statement.moduleSpecifier) || !bindings || !ts.isNamedImports(bindings)) return;
		const path = statement.moduleSpecifier.text;
		if (!path.startsWith(".")) return;
		const target = this.#other(resolve(dirname(this.file), path.replace(/\.js$/, ".ts")));
		for (const { name, propertyName } of bindings.elements) {
			const constant = target?.constants.get((propertyName ?? name).text);
			if (constant) found.set(name.text, { ...constant, name: name.text });
		}
	}

	/** The statement or class member that a definition is. */
	#declarationAt(offset: number): TypeScript.Node | undefined {
		const { ts } = this;
		for (let node: TypeScript.Node | undefined = this.#nodeAt(offset); node; node = node.parent)
			if (
				ts.isMethodDeclaration(node) ||
				ts.isPropertyDeclaration(node) ||
				(ts.isVariableStatement(node) && node.parent === this.#root) ||
				ts.isExpressionStatement(node)
			)
				return node;
		return undefined;
	}

	#nodeAt(offset: number): TypeScript.Node | undefined {
		let found: TypeScript.Node = this.#root;
		for (;;) {
			const next: TypeScript.Node | undefined = found.forEachChild((child) =>
				child.getFullStart() <= offset && offset < child.end && child.getStart(this.#root) <= offset
					? child
					: undefined,
			);
			if (!next) return found;
			found = next;
		}
	}

	/** `//` comments between two offsets, the ones above a statement; a blank line ends what belongs to it. */
	#lineComments(from: number, to: number): string[] {
		const { ts } = this;
		const ranges = ts.getLeadingCommentRanges(this.#text, from) ?? [];
		const lines: string[] = [];
		for (const range of ranges) {
			if (range.end > to || range.kind !== ts.SyntaxKind.SingleLineCommentTrivia) continue;
			lines.push(commentText(this.#text.slice(range.pos, range.end)));
		}
		const last = ranges.at(-1);
		const gap = last ? this.#text.slice(last.end, to) : "";
		return /\n\s*\n/.test(gap) ? [] : lines.filter((line) => !isDirective(line));
	}

	#insideComments(declaration: TypeScript.Node): string[] {
		const { ts } = this;
		// To look between all the tokens of a project takes as long as to write a tenth of it.
		if (!this.#text.slice(declaration.pos, declaration.end).includes("//")) return [];
		const found = new Map<number, string>();
		const collect = (pos: number): void => {
			for (const range of [
				...(ts.getLeadingCommentRanges(this.#text, pos) ?? []),
				...(ts.getTrailingCommentRanges(this.#text, pos) ?? []),
			])
				if (range.kind === ts.SyntaxKind.SingleLineCommentTrivia)
					found.set(range.pos, commentText(this.#text.slice(range.pos, range.end)));
		};
		const first = declaration.getStart(this.#root);
		const visit = (node: TypeScript.Node): void => {
			collect(node.end);
			if (node.getStart(this.#root) > first) collect(node.getFullStart());
			if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) return;
			node.forEachChild(visit);
		};
		declaration.forEachChild(visit);
		return [...found]
			.filter(([pos, text]) => pos > first && pos < declaration.end && !isDirective(text))
			.sort(([a], [b]) => a - b)
			.map(([, text]) => text);
	}
}

/** For a linter or the compiler, not for readers. */
const isDirective = (comment: string): boolean =>
	/^(?:@ts-|biome-ignore|eslint-|prettier-|#region|#endregion)/.test(comment);

const commentText = (raw: string): string => raw.replace(/^\/\/\s?/, "").trimEnd();

function docAt(ts: Ts, node: TypeScript.Node): string | undefined {
	const docs = (node as { jsDoc?: readonly TypeScript.JSDoc[] }).jsDoc;
	const last = docs?.at(-1);
	const text = last && ts.getTextOfJSDocComment(last.comment)?.trim();
	return text === "" ? undefined : text;
}

function literalValue(ts: Ts, node: TypeScript.Node): ConstantValue | undefined {
	if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
		return literalValue(ts, node.expression);
	if (ts.isStringLiteralLike(node)) return node.text;
	if (ts.isNumericLiteral(node)) return Number(node.text);
	if (ts.isBigIntLiteral(node)) return BigInt(node.text.replace(/n$/, ""));
	if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
	if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
	if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
		const value = literalValue(ts, node.operand);
		return typeof value === "number" || typeof value === "bigint" ? -value : undefined;
	}
	if (ts.isArrayLiteralExpression(node)) {
		const items = node.elements.map((element) => literalValue(ts, element));
		return items.some((item) => item === undefined) ? undefined : (items as ConstantValue[]);
	}
	return undefined;
}
