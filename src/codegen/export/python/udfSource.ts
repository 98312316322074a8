import { formatPython } from "../../printers/python/format.js";
import { BUILTINS } from "./builtins.js";

/** The Python of a UDF: an expression, or statements of which one makes the function. */
export interface UdfSource {
	readonly text: string;
	/** What the statements name at their top, each with the statement that names it; undefined for an expression. */
	readonly names: ReadonlyMap<string, string> | undefined;
	/** The name of the function among the statements. */
	readonly function?: string;
	/** Builtins that it may use. */
	readonly builtins: readonly string[];
}

const NAME = "[\\p{ID_Start}_][\\p{ID_Continue}]*";
const DEF = new RegExp(`^(?:async\\s+)?def\\s+(${NAME})`, "u");
const CLASS = new RegExp(`^class\\s+(${NAME})`, "u");
const ASSIGN = new RegExp(`^(${NAME})\\s*(?::[^=]*)?=(?!=)`, "u");
const IMPORT = /^(?:from\s+\S+\s+)?import\s+(.+)$/u;

/**
 * Reads what a UDF's author gave. Of several functions it is the one with the UDF's name, else the last, which can use all that
 * stands above it.
 */
export function readUdfSource(python: string, wanted: string): UdfSource {
	const text = dedented(python);
	const names = new Map<string, string>();
	const functions: string[] = [];
	for (const line of text.split("\n")) {
		const def = DEF.exec(line)?.[1];
		const assigned = ASSIGN.exec(line)?.[1];
		const given = def ?? assigned ?? CLASS.exec(line)?.[1];
		const imported = IMPORT.exec(line)?.[1];
		if (def !== undefined || assigned !== undefined) functions.push(given as string);
		if (given !== undefined) names.set(given, text);
		for (const name of imported === undefined ? [] : importedNames(imported)) names.set(name, line.trim());
	}
	const builtins = [...new Set(text.match(/[A-Za-z_]\w*/g))].filter((word) => BUILTINS.has(word));
	if (names.size === 0) return { text, names: undefined, builtins };
	const defs = functions.filter((name) => new RegExp(`^(?:async\\s+)?def\\s+${name}\\b`, "mu").test(text));
	const made = functions.includes(wanted) ? wanted : (defs.at(-1) ?? functions.at(-1));
	return { text, names, builtins, ...(made === undefined ? {} : { function: made }) };
}

/** Whether Python can read it. */
export function isPython({ text, names }: UdfSource): boolean {
	try {
		formatPython(names ? text : `value = (\n${text}\n)\n`);
		return true;
	} catch {
		return false;
	}
}

/** `a.b` gives `a`, `a as b` gives `b`. */
const importedNames = (text: string): string[] =>
	text
		.replace(/#.*$/, "")
		.replace(/[()]/g, "")
		.split(",")
		.map((one) => /\bas\s+(\S+)/.exec(one)?.[1] ?? one.trim().split(".")[0] ?? "")
		.filter((name) => name !== "" && name !== "*");

/** Without the indentation that all lines have: the source may stand indented in the author's file. */
function dedented(python: string): string {
	const lines = python
		.replaceAll("\r\n", "\n")
		.replace(/^(?:[ \t]*\n)+/, "")
		.trimEnd()
		.split("\n");
	const [first = "", ...rest] = lines
		.filter((line) => line.trim() !== "")
		.map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
	const common = rest.reduce((shared, own) => {
		let length = 0;
		while (length < shared.length && shared[length] === own[length]) length++;
		return shared.slice(0, length);
	}, first);
	return lines
		.map((line) => (line.startsWith(common) ? line.slice(common.length) : line.trimStart()))
		.join("\n")
		.trim();
}
