import type { Expr } from "../../../plan/expr.js";
import { dict, listOf, number } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { asLiteral, columnOf, literalValue, nameOrColumn } from "./expressions.js";
import { lambdaOf } from "./lambdas.js";
import type { Scope, Writer } from "./writer.js";

/** How one parameter of a Python function takes its argument: the letters of signatures.generated.ts. */
export interface Parameter {
	readonly letters: string;
	readonly isOptional: boolean;
	readonly isRest: boolean;
}

export function parametersOf(signature: string): readonly Parameter[] {
	return signature
		.split(" ")
		.filter((part) => part !== "" && !part.startsWith("@"))
		.map((part) => ({
			letters: part.replace(/[?*]$/, ""),
			isOptional: part.endsWith("?"),
			isRest: part.endsWith("*"),
		}));
}

/** The release of PySpark that brought a function, when it is later than 4.1. */
export function sinceOf(signature: string): string | undefined {
	return /@(\S+)/.exec(signature)?.[1];
}

/** All arguments as the function takes them; undefined when one does not fit. */
export function fittingArguments(
	args: readonly Expr[],
	parameters: readonly Parameter[],
	writer: Writer,
	scope: Scope,
): readonly PyExpr[] | undefined {
	const last = parameters.at(-1);
	if (args.length < parameters.filter((p) => !p.isOptional && !p.isRest).length) return undefined;
	const written: PyExpr[] = [];
	for (const [i, arg] of args.entries()) {
		const parameter = parameters[i] ?? (last?.isRest ? last : undefined);
		const one = parameter && argument(arg, parameter.letters, writer, scope);
		if (!one) return undefined;
		written.push(one);
	}
	return written;
}

/** The types of literals that each letter takes as plain values. */
const PLAIN: Readonly<Record<string, readonly string[]>> = {
	s: ["string"],
	y: ["binary"],
	i: ["int"],
	f: ["int", "double"],
	b: ["boolean"],
	a: ["string", "int", "double", "boolean"],
};

function argument(arg: Expr, letters: string, writer: Writer, scope: Scope): PyExpr | undefined {
	if (letters === "x") return arg.kind === "lambda" ? lambdaOf(arg, writer, scope) : undefined;
	if (letters === "m") return optionsOf(arg, writer);
	if (arg.kind === "lambda" || arg.kind === "namedArgument") return undefined;
	const literal = asLiteral(arg);
	if (literal && literal.value !== null) {
		const kind = literal.type.kind;
		if ([...letters].some((letter) => PLAIN[letter]?.includes(kind))) return literalValue(literal, writer);
		// A share is a double to the function, however exact it was written.
		if (kind === "decimal" && (letters === "f" || letters.includes("l"))) return number(literal.value);
	}
	if (letters.includes("l")) {
		const list = numbersOf(arg);
		if (list) return list;
	}
	if (letters.includes("n")) return nameOrColumn(arg, writer, scope);
	return letters.includes("c") || letters.includes("a") ? columnOf(arg, writer, scope) : undefined;
}

/** `array(0.1, 0.5)` as a list. */
function numbersOf(arg: Expr): PyExpr | undefined {
	if (arg.kind !== "call" || arg.fn !== "array") return undefined;
	const texts = arg.args.map((item) =>
		item.kind === "literal" && (item.type.kind === "double" || item.type.kind === "decimal")
			? item.value
			: null,
	);
	if (texts.length === 0 || texts.some((text) => text === null || !/^[\d.]+$/.test(text))) return undefined;
	return listOf(texts.map((text) => number((text as string).includes(".") ? (text as string) : `${text}.0`)));
}

/** `map('key', 'value', …)` of constants as a dict. */
function optionsOf(arg: Expr, writer: Writer): PyExpr | undefined {
	if (arg.kind !== "call" || arg.fn !== "map") return undefined;
	const entries: Record<string, PyExpr> = {};
	for (let i = 0; i < arg.args.length; i += 2) {
		const [key, value] = [arg.args[i], arg.args[i + 1]];
		if (key?.kind !== "literal" || value?.kind !== "literal" || key.value === null) return undefined;
		const plain = value.type.kind === "string" ? literalValue(value, writer) : undefined;
		if (!plain) return undefined;
		entries[key.value] = plain;
	}
	return dict(entries);
}
