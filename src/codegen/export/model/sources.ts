import { createRequire } from "node:module";
import type { ts as TypeScript } from "ts-morph";
import { offsetAt, type Position, type StackFrame } from "../../../core/location.js";
import { sourceText } from "../../../core/userCode.js";
import { commentsOf, looseComments, remarksOf } from "./comments.js";
import { type Constant, type ConstantValue, literalValue, ModuleConstants } from "./moduleConstants.js";
import {
	type Annotated,
	type Comment,
	type LooseRemarks,
	NO_REMARKS,
	type Remarks,
	type TextComments,
} from "./remarks.js";
import { SqlComments } from "./sqlComments.js";
import { nodeAt, type Span } from "./syntax.js";

export type { Constant, ConstantValue } from "./moduleConstants.js";
export type { Remarks } from "./remarks.js";

type Ts = typeof TypeScript;

/** A function of the user's that makes pieces of plans, by where its source begins. */
export interface HelperFunction {
	readonly file: string;
	readonly start: number;
	readonly name: string;
	readonly params: readonly string[];
	/** The names that parameters default to, by index. */
	readonly defaults: readonly (string | undefined)[];
	readonly remarks: Remarks;
	/** The class, function or variable that it stands in. */
	readonly owner?: string;
}

/** An argument of a call, as its text has it. */
export interface Argument {
	/** Where what is given is made: the argument itself, or what a variable was set to. */
	readonly spans: readonly { readonly start: number; readonly end: number }[];
	/** The variable, when the argument is one. */
	readonly identifier?: string;
	/** A literal, or the value of a constant. */
	readonly value?: ConstantValue;
}

/**
 * The user's TypeScript as text: what a plan does not hold. Files are parsed one by one, without types, when they are asked
 * for; the compiler is loaded with the first exporter that needs it.
 */
export class Sources {
	readonly #ts: Ts;
	readonly #modules = new Map<string, SourceModule | undefined>();
	readonly #sqlFiles = new Map<string, SqlComments | undefined>();

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

	/** What a file says to people; undefined where no file is. */
	annotated(file: string): Annotated | undefined {
		if (!file.toLowerCase().endsWith(".sql")) return this.module(file);
		if (!this.#sqlFiles.has(file)) {
			const text = sourceText(file);
			this.#sqlFiles.set(file, text === undefined ? undefined : new SqlComments(text));
		}
		return this.#sqlFiles.get(file);
	}
}

/** One parsed file. */
export class SourceModule implements Annotated {
	readonly file: string;
	readonly #ts: Ts;
	readonly #text: string;
	readonly #root: TypeScript.SourceFile;
	/** The constants that it has and gives. */
	readonly values: ModuleConstants;
	readonly #functions = new Map<TypeScript.Node, HelperFunction>();
	#comments: TextComments | undefined;
	#mayHaveHelpers: boolean | undefined;

	constructor(ts: Ts, file: string, text: string, other: (file: string) => SourceModule | undefined) {
		this.file = file;
		this.#ts = ts;
		this.#text = text;
		this.#root = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
		this.values = new ModuleConstants({
			ts,
			file,
			root: this.#root,
			remarks: (declaration) => this.#remarksOf(declaration),
			other: (path) => other(path)?.values,
		});
	}

	offset(position: Position): number {
		return offsetAt(this.#text, position);
	}

	get #said(): TextComments {
		this.#comments ??= commentsOf(this.#ts, this.#root);
		return this.#comments;
	}

	/** The JSDoc that opens the file, or that of its only class: what the module is about. */
	get about(): string | undefined {
		return this.#about?.lines.join("\n");
	}

	get #about(): Comment | undefined {
		const { ts } = this;
		const [first] = this.#root.statements;
		const start = first && ts.isImportDeclaration(first) ? first.getStart(this.#root) : 0;
		const opening = this.#said.within(0, start).findLast((comment) => comment.isDoc);
		if (opening) return opening;
		const [only, ...others] = this.#root.statements.filter(ts.isClassDeclaration);
		if (!only || others.length > 0) return undefined;
		return this.#said.above(only.getStart(this.#root)).findLast((comment) => comment.isDoc);
	}

	get ts(): Ts {
		return this.#ts;
	}

	remarks(at: Position): Remarks {
		if (this.#said.all.length === 0) return NO_REMARKS;
		const declaration = this.#definitionAt(this.offset(at));
		return declaration ? this.#remarksOf(declaration) : NO_REMARKS;
	}

	loose(at: readonly Position[]): LooseRemarks {
		const said = this.#said;
		if (said.all.length === 0) return { header: [], between: [] };
		const spans = new Map<TypeScript.Node, Span>();
		for (const position of at) {
			const declaration = this.#definitionAt(this.offset(position));
			if (declaration) spans.set(declaration, this.#spanOf(declaration));
		}
		const loose = looseComments(this.ts, this.#root, said, [...spans.values()], this.#about);
		return said.loose(loose, this.#root.statements[0]?.getStart(this.#root) ?? this.#text.length);
	}

	#remarksOf(declaration: TypeScript.Node): Remarks {
		return remarksOf(this.ts, this.#said, declaration, this.#spanOf(declaration));
	}

	/** Of several variables of a statement, each has its own part; what stands above the statement is the first one's. */
	#spanOf(node: TypeScript.Node): Span {
		const { ts } = this;
		const span = (from: TypeScript.Node, to: TypeScript.Node): Span => ({
			start: from.getStart(this.#root),
			end: to.end,
		});
		const list = node.parent;
		if (!ts.isVariableDeclarationList(list) || !ts.isVariableStatement(list.parent)) return span(node, node);
		const statement = list.parent;
		const [first, ...others] = list.declarations;
		return span(first === node ? statement : node, others.length > 0 ? node : statement);
	}

	/** Whether a frame lies in the definition that stands at a place. */
	isWithinDefinition(at: Position, frame: StackFrame): boolean {
		const declaration = this.#definitionAt(this.offset(at));
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
		for (let node: TypeScript.Node | undefined = nodeAt(this.#root, offset); node; node = node.parent) {
			if (!ts.isCallExpression(node)) continue;
			const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
			return name.getStart(this.#root) === offset ? node : undefined;
		}
		return undefined;
	}

	/** The innermost named function, not a callback, around a frame. */
	functionAt(frame: StackFrame): HelperFunction | undefined {
		const { ts } = this;
		for (
			let node: TypeScript.Node | undefined = nodeAt(this.#root, this.offset(frame));
			node;
			node = node.parent
		) {
			const found = this.#namedFunction(node);
			if (!found) continue;
			const known = this.#functions.get(found.fn);
			if (known) return known;
			const helper = {
				file: this.file,
				start: found.fn.getStart(this.#root),
				name: found.name,
				params: found.fn.parameters.map((p) => (ts.isIdentifier(p.name) ? p.name.text : "")),
				defaults: found.fn.parameters.map(({ initializer }) =>
					initializer && ts.isIdentifier(initializer) ? initializer.text : undefined,
				),
				remarks: this.#remarksOf(found.declaration),
				...this.#ownerOf(found.declaration),
			};
			this.#functions.set(found.fn, helper);
			return helper;
		}
		return undefined;
	}

	#ownerOf(declaration: TypeScript.Node): { readonly owner?: string } {
		const { ts } = this;
		for (let node = declaration.parent; node && node !== this.#root; node = node.parent)
			if (
				(ts.isClassDeclaration(node) ||
					ts.isFunctionDeclaration(node) ||
					ts.isMethodDeclaration(node) ||
					ts.isVariableDeclaration(node)) &&
				node.name &&
				ts.isIdentifier(node.name)
			)
				return { owner: node.name.text };
		return {};
	}

	/** A definition is no helper, also where it is called. */
	#namedFunction(
		node: TypeScript.Node,
	): { fn: TypeScript.SignatureDeclaration; name: string; declaration: TypeScript.Node } | undefined {
		const { ts } = this;
		if (ts.isFunctionDeclaration(node) && node.name)
			return { fn: node, name: node.name.text, declaration: node };
		if (
			ts.isMethodDeclaration(node) &&
			ts.isIdentifier(node.name) &&
			(ts.getDecorators(node) ?? []).length === 0
		)
			return { fn: node, name: node.name.text, declaration: node };
		if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return undefined;
		const holder = node.parent;
		return ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)
			? { fn: node, name: holder.name.text, declaration: holder }
			: undefined;
	}

	/** Constants at the top of the module, its own and those it imports from the project by their names here. */
	get constants(): ReadonlyMap<string, Constant> {
		return this.values.all;
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

	/** The smallest part of the file that is one definition and no other. */
	#definitionAt(offset: number): TypeScript.Node | undefined {
		const { ts } = this;
		for (let node: TypeScript.Node | undefined = nodeAt(this.#root, offset); node; node = node.parent)
			if (
				ts.isMethodDeclaration(node) ||
				ts.isPropertyDeclaration(node) ||
				ts.isPropertyAssignment(node) ||
				ts.isVariableDeclaration(node) ||
				ts.isExpressionStatement(node) ||
				ts.isExportAssignment(node) ||
				ts.isReturnStatement(node) ||
				(node.parent && ts.isArrayLiteralExpression(node.parent))
			)
				return node;
		return undefined;
	}
}
