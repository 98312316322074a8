import type { LambdaExpr } from "../../../plan/expr.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { mark, named, namesIn, wantedName } from "../python/marks.js";
import { identifier, Names } from "../python/names.js";
import { columnOf } from "./expressions.js";
import type { Scope, Writer } from "./writer.js";

/** Parameters that the DSL named: one level of lambdas has other letters than the one around it. */
const GENERATED = /^([xyz])(?:_\d+)?$/;
const LETTERS = ["xyz", "uvw", "pqr", "abc", "ijk"];

/** `lambda x: …` over Columns. Its parameters hide no name that its body uses. */
export function lambdaOf(expr: LambdaExpr, writer: Writer, scope: Scope): PyExpr {
	const wanted = expr.params.map((param) => wantedNames(param, scope.depth));
	const marks = wanted.map(([first], i) => mark(`${scope.depth}.${i}`, first as string));
	const lambdas = new Map(scope.lambdas);
	for (const [i, param] of expr.params.entries()) lambdas.set(param.toLowerCase(), marks[i] as string);
	const body = columnOf(expr.body, writer, { ...scope, lambdas, depth: scope.depth + 1 });
	const taken = new Names([...namesIn(body, new Set(marks)), ...[...scope.lambdas.values()].map(wantedName)]);
	const params = wanted.map((names) => taken.takeOneOf(names));
	return {
		kind: "lambda",
		params,
		body: named(body, new Map(marks.map((m, i) => [m, params[i] as string]))),
	};
}

/** What a parameter may be called, the best first. */
function wantedNames(param: string, depth: number): readonly string[] {
	const generated = GENERATED.exec(param)?.[1];
	if (generated === undefined) return [identifier(param), `${identifier(param)}_inner`];
	const letters = LETTERS.map((_, i) => LETTERS[(depth + i) % LETTERS.length] as string);
	const index = "xyz".indexOf(generated);
	return [...letters.map((level) => level[index] as string), `${letters[0]?.[index]}_inner`];
}
