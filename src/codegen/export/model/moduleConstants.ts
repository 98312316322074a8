import { dirname, resolve } from "node:path";
import type { ts as TypeScript } from "ts-morph";
import { NO_REMARKS, type Remarks } from "./remarks.js";

type Ts = typeof TypeScript;

/** A value that a module's constant holds. */
export type ConstantValue = string | number | bigint | boolean | readonly ConstantValue[];

export interface Constant {
	readonly name: string;
	readonly value: ConstantValue;
	readonly remarks: Remarks;
}

/** What the constants of a module are read from. */
interface Module {
	readonly ts: Ts;
	readonly file: string;
	readonly root: TypeScript.SourceFile;
	readonly remarks: (declaration: TypeScript.VariableDeclaration) => Remarks;
	/** Another file of the project; undefined when there is none. */
	readonly other: (file: string) => ModuleConstants | undefined;
}

/** Constants at the top of a module: its own, those that it imports, and what it gives to others, through files between too. */
export class ModuleConstants {
	readonly #module: Module;
	#own: ReadonlyMap<string, Constant> | undefined;
	#all: ReadonlyMap<string, Constant> | undefined;

	constructor(module: Module) {
		this.#module = module;
	}

	/** By the names that they have here. */
	get all(): ReadonlyMap<string, Constant> {
		if (this.#all) return this.#all;
		const found = new Map(this.#ownOnes);
		const { ts, root } = this.#module;
		for (const statement of root.statements)
			if (ts.isImportDeclaration(statement))
				for (const [name, wanted] of importedNames(ts, statement)) {
					const constant = this.#from(statement.moduleSpecifier, wanted, new Set());
					if (constant) found.set(name, { ...constant, name });
				}
		this.#all = found;
		return found;
	}

	/** What an import of a name from here gets. Files may import each other in circles. */
	exported(name: string, asked: Set<string>): Constant | undefined {
		const key = `${this.#module.file} ${name}`;
		if (asked.has(key)) return undefined;
		asked.add(key);
		const { ts, root } = this.#module;
		const everything: TypeScript.Expression[] = [];
		for (const statement of root.statements) {
			if (ts.isExportAssignment(statement)) {
				if (name !== "default") continue;
				const { expression } = statement;
				if (ts.isIdentifier(expression)) return this.#local(expression.text, asked);
				const value = literalValue(ts, expression);
				return value === undefined ? undefined : { name, value, remarks: NO_REMARKS };
			}
			if (!ts.isExportDeclaration(statement)) continue;
			const { exportClause, moduleSpecifier } = statement;
			if (!exportClause && moduleSpecifier) everything.push(moduleSpecifier);
			if (!exportClause || !ts.isNamedExports(exportClause)) continue;
			const element = exportClause.elements.find((e) => e.name.text === name);
			if (!element) continue;
			const wanted = (element.propertyName ?? element.name).text;
			return moduleSpecifier ? this.#from(moduleSpecifier, wanted, asked) : this.#local(wanted, asked);
		}
		const own = this.#ownOnes.get(name);
		if (own || name === "default") return own;
		for (const specifier of everything) {
			const found = this.#from(specifier, name, asked);
			if (found) return found;
		}
		return undefined;
	}

	get #ownOnes(): ReadonlyMap<string, Constant> {
		this.#own ??= this.#readOwn();
		return this.#own;
	}

	#readOwn(): ReadonlyMap<string, Constant> {
		const { ts, root, remarks } = this.#module;
		const found = new Map<string, Constant>();
		for (const statement of root.statements) {
			if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const))
				continue;
			for (const declaration of statement.declarationList.declarations) {
				const { name, initializer } = declaration;
				const value = initializer && literalValue(ts, initializer);
				if (!ts.isIdentifier(name) || value === undefined) continue;
				found.set(name.text, { name: name.text, value, remarks: remarks(declaration) });
			}
		}
		return found;
	}

	/** What a name means in the file: a constant of its own or one that it imports. */
	#local(name: string, asked: Set<string>): Constant | undefined {
		const own = this.#ownOnes.get(name);
		if (own) return own;
		const { ts, root } = this.#module;
		for (const statement of root.statements) {
			if (!ts.isImportDeclaration(statement)) continue;
			const found = importedNames(ts, statement).find(([here]) => here === name);
			if (found) return this.#from(statement.moduleSpecifier, found[1], asked);
		}
		return undefined;
	}

	#from(specifier: TypeScript.Expression, name: string, asked: Set<string>): Constant | undefined {
		const { ts, file, other } = this.#module;
		if (!ts.isStringLiteral(specifier) || !specifier.text.startsWith(".")) return undefined;
		const path = resolve(dirname(file), specifier.text);
		for (const candidate of filesOf(path)) {
			const module = other(candidate);
			if (module) return module.exported(name, asked);
		}
		return undefined;
	}
}

/** Pairs of a name here and the name there. */
function importedNames(ts: Ts, { importClause }: TypeScript.ImportDeclaration): [string, string][] {
	const found: [string, string][] = importClause?.name ? [[importClause.name.text, "default"]] : [];
	const bindings = importClause?.namedBindings;
	if (!bindings || !ts.isNamedImports(bindings)) return found;
	return found.concat(
		bindings.elements.map(({ name, propertyName }) => [name.text, (propertyName ?? name).text]),
	);
}

/** The files that an import may mean, the likeliest first: TypeScript is imported as what it becomes. */
function filesOf(path: string): readonly string[] {
	const script = /\.([cm]?)jsx?$/.exec(path);
	if (script) {
		const stem = path.slice(0, script.index);
		return [`${stem}.${script[1]}ts`, ...(script[1] ? [] : [`${stem}.tsx`]), path];
	}
	if (/\.[cm]?tsx?$/.test(path)) return [path];
	const endings = [".ts", ".tsx", ".js", ".mjs", ".mts"];
	return [...endings.map((end) => path + end), ...endings.map((end) => `${path}/index${end}`)];
}

/** The value of a literal. */
export function literalValue(ts: Ts, node: TypeScript.Node): ConstantValue | undefined {
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
