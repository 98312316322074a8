import type { BoundCall, BoundCase, BoundExpr } from "../../../../plan/bound.js";
import { string } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { type Branch, column, isTrue, not, nullOf, when, within } from "./build.js";
import { castTo } from "./casts.js";
import { type At, inBranch, refused } from "./context.js";
import { FUNCTIONS } from "./functions.js";
import { literal } from "./literals.js";
import { windowExpression } from "./windows.js";

type Handlers = {
	readonly [K in BoundExpr["kind"]]: (e: Extract<BoundExpr, { kind: K }>, at: At) => PyExpr;
};

/**
 * An analysed expression as one of Polars. What has no form there is told to the target.
 * @example expression(bound, at) // pl.col("qty") > 5
 */
// TypeScript cannot correlate the key with the handler's parameter; the mapped type above guarantees it.
export const expression = (e: BoundExpr, at: At): PyExpr =>
	(HANDLERS[e.kind] as (e: BoundExpr, at: At) => PyExpr)(e, at);

const HANDLERS: Handlers = {
	literal,
	attribute: (e, at) =>
		e.outer
			? refused(at, "A subquery that looks at the query around it")
			: column(at.columns.get(e.id) ?? e.name),
	call: callExpression,
	aggregateCall: (e, at) => refused(at, `${e.fn} outside of a group`),
	cast: (e, at) => castTo(expression(e.input, at), e.input.type, e.type, e.mode, at),
	case: caseExpression,
	field: (e, at) => within(expression(e.input, at), "struct", "field", string(e.name)),
	lambda: (_, at) => refused(at, "A lambda"),
	variable: (_, at) => refused(at, "A lambda"),
	window: (e, at) => windowExpression(e, at, expression),
	subquery: (_, at) => refused(at, "A subquery in an expression", "Polars joins instead"),
	udf: (e, at) => refused(at, `The function ${e.definition.name} of your own`, "its code is not Polars'"),
	currentTime: (e, at) => refused(at, e.fn, "every table that is computed would have a time of its own"),
};

function callExpression(e: BoundCall, at: At): PyExpr {
	const handler = FUNCTIONS[e.fn];
	if (!handler) return refused(at, `The function ${e.fn}`);
	return handler({ e, at, arg: (i, inner = at) => expression(e.args[i] as BoundExpr, inner) });
}

/** The rows of a branch are those that no branch before has taken. */
function caseExpression(e: BoundCase, at: At): PyExpr {
	let rest = at;
	const branches = e.branches.map((b): Branch => {
		const condition = expression(b.when, rest);
		const then = expression(b.then, inBranch(rest, isTrue(condition)));
		rest = inBranch(rest, not(isTrue(condition)));
		return { when: condition, then };
	});
	return when(branches, e.otherwise ? expression(e.otherwise, rest) : nullOf(e.type));
}
