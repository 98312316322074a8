import { childrenOf, type Expr, type LambdaExpr } from "../../../plan/expr.js";
import type { Scope } from "./scope.js";

/** What the DSL calls the parameters of a lambda inside of another: `x_1`. */
const NUMBERED = /^([xyz])_\d+$/;

/** Names of a lambda's parameters in the text: those of the plan, letters in place of numbered ones. */
export function lambdaNames(lambda: LambdaExpr, scope: Scope): readonly string[] {
	if (!lambda.params.some((name) => NUMBERED.test(name))) return lambda.params;
	const taken = new Set([...scope.variables.values(), ...namesIn(lambda.body)].map((n) => n.toLowerCase()));
	return lambda.params.map((name) => {
		if (!NUMBERED.test(name)) return name;
		const letter = [..."xyzuvwabcdefghijklmnopqrst"].find((c) => !taken.has(c)) ?? `${name}_`;
		taken.add(letter);
		return letter;
	});
}

function namesIn(expr: Expr): readonly string[] {
	const own = expr.kind === "column" ? [expr.name[0] as string] : [];
	return [...own, ...childrenOf(expr).flatMap(namesIn)];
}
