import { callback, node } from "./calls.js";
import { column } from "./column.js";
import { childrenOf, type Expr, type LambdaExpr } from "./expr.js";
import { badArgument, describeValue, onlyColumn } from "./operands.js";

const LETTERS = ["x", "y", "z"];

// How many lambdas are being built around this one: each level has names of its own.
let depth = 0;

/**
 * Calls the user's function with one column per parameter and keeps what it returns as a lambda. Inside, a parameter is
 * a column of one part, so its name must not be that of a column which the body means.
 */
export function lambdaOf(work: unknown, where: string): LambdaExpr {
	if (typeof work !== "function")
		throw badArgument(where, `needs a function of columns, got ${describeValue(work)}`);
	const arity = Math.max(1, Math.min(work.length, LETTERS.length));
	depth++;
	try {
		for (let attempt = 0; ; attempt++) {
			const suffix = depth === 1 && attempt === 0 ? "" : `_${depth - 1 + attempt * 10}`;
			const params = LETTERS.slice(0, arity).map((letter) => `${letter}${suffix}`);
			const variables = params.map((name): Expr => node({ kind: "column", name: Object.freeze([name]) }));
			const result = callback(() => work(...variables.map((variable) => column(variable))));
			const body = onlyColumn(result, `the function given to ${where}`);
			if (!namesAnother(body, new Set(params), new Set(variables)))
				return node({ kind: "lambda", params: Object.freeze(params), body });
		}
	} finally {
		depth--;
	}
}

/** Whether the body has a column of one of these names that is not one of these variables. */
function namesAnother(body: Expr, params: ReadonlySet<string>, variables: ReadonlySet<Expr>): boolean {
	if (variables.has(body)) return false;
	if (body.kind === "column" && body.of === undefined && params.has(body.name[0]?.toLowerCase() ?? ""))
		return true;
	return childrenOf(body).some((child) => namesAnother(child, params, variables));
}
