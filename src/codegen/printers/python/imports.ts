import type { PyImport } from "./nodes.js";

/** Modules of Python's standard library that exports may use: they stand first. */
const STANDARD: ReadonlySet<string> = new Set([
	"collections",
	"dataclasses",
	"datetime",
	"decimal",
	"functools",
	"importlib",
	"itertools",
	"json",
	"math",
	"os",
	"pathlib",
	"re",
	"subprocess",
	"sys",
	"time",
	"typing",
	"uuid",
]);

/**
 * Import statements as isort orders them: the standard library, then the rest; `import x` before `from x import y`; one
 * line per module, but a line of its own for each name that is renamed.
 */
export function printImports(imports: readonly PyImport[]): string {
	const groups = [true, false].map((isStandard) =>
		imports.filter((one) => STANDARD.has(one.module.split(".")[0] as string) === isStandard),
	);
	return groups
		.map(printGroup)
		.filter((text) => text !== "")
		.join("\n");
}

function printGroup(imports: readonly PyImport[]): string {
	const whole = imports
		.filter((one) => one.name === undefined)
		.map((one) => `import ${one.module}${one.alias === undefined ? "" : ` as ${one.alias}`}`);
	const named = imports.filter((one) => one.name !== undefined);
	const modules = [...new Set(named.map((one) => one.module))].sort(byCode);
	const lines = modules.flatMap((module) => linesOf(module, named));
	return [...unique(whole).sort(byCode), ...lines].map((line) => `${line}\n`).join("");
}

function linesOf(module: string, imports: readonly PyImport[]): string[] {
	const own = imports.filter((one) => one.module === module);
	const plain = unique(own.flatMap((one) => (one.alias === undefined ? [one.name as string] : [])));
	const renamed = unique(
		own.flatMap((one) => (one.alias === undefined ? [] : [`${one.name} as ${one.alias}`])),
	);
	return [
		...(plain.length > 0 ? [`from ${module} import ${plain.sort(byKind).join(", ")}`] : []),
		...renamed.sort(byKind).map((name) => `from ${module} import ${name}`),
	];
}

const unique = (items: readonly string[]): string[] => [...new Set(items)];
const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** CONSTANTS, then Classes, then the rest. */
const byKind = (a: string, b: string): number => kindOf(a) - kindOf(b) || byCode(a, b);
const kindOf = (name: string): number => (/^[A-Z][A-Z0-9_]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2);
