import type { LambdaExpr } from "../../../plan/expr.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { identifier } from "../python/names.js";
import { columnOf } from "./expressions.js";
import type { Scope, Writer } from "./writer.js";

/** Parameters that the DSL named: one level of lambdas has other letters than the one around it. */
const GENERATED = /^([xyz])(?:_\d+)?$/;
const LETTERS = ["xyz", "uvw", "pqr", "abc", "ijk"];

/** `lambda x: …` over Columns. */
export function lambdaOf(expr: LambdaExpr, writer: Writer, scope: Scope): PyExpr {
	const taken = new Set(scope.lambdas.values());
	const letters = LETTERS[scope.depth % LETTERS.length] as string;
	const params = expr.params.map((param) => {
		const generated = GENERATED.exec(param)?.[1];
		const wanted = generated === undefined ? identifier(param) : letters["xyz".indexOf(generated)];
		return taken.has(wanted as string) && generated !== undefined ? `${wanted}_inner` : (wanted as string);
	});
	const lambdas = new Map(scope.lambdas);
	for (const [i, param] of expr.params.entries()) lambdas.set(param.toLowerCase(), params[i] as string);
	const body = columnOf(expr.body, writer, { ...scope, lambdas, depth: scope.depth + 1 });
	return { kind: "lambda", params, body };
}
