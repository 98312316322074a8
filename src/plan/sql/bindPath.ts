import type { AliasExpr, Expr } from "../expr.js";
import { showAs } from "../shownAs.js";
import { bindExpr } from "./bindExpressions.js";
import { textAt } from "./bindLiterals.js";
import { callAt, made, type SqlScope } from "./bindScope.js";
import type { PathExpr, PathStep } from "./syntax.js";

/** `v:a.b[0]`: variant_get(v, '$.a.b[0]'), named after its last key. */
export function bindPath(e: PathExpr, scope: SqlScope): Expr {
	const path = textAt(scope, e.at, `$${e.steps.map(stepText).join("")}`);
	const get = (): Expr => callAt(scope, e.at, "variant_get", [bindExpr(e.base, scope), path]);
	const name = e.steps.findLast((step) => step.kind === "key");
	if (name?.kind !== "key") return get();
	return showAs(get(), made<AliasExpr>(scope, e.at, { kind: "alias", input: get(), names: [name.key] }));
}

function stepText(step: PathStep): string {
	if (step.kind === "index") return `[${step.index}]`;
	if (!/[.[\]'"]/.test(step.key)) return `.${step.key}`;
	return step.key.includes("'") ? `["${step.key}"]` : `['${step.key}']`;
}
