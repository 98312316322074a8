import { type Cursor, MAX_CHAIN, NONE, node } from "./cursor.js";
import { expression } from "./expressions.js";
import { pivots } from "./pivots.js";
import { unsupported } from "./problem.js";
import type { Relation, SqlJoinType } from "./querySyntax.js";
import { relationPrimary, takeLateral } from "./relations.js";
import type { Ident, SqlExpr } from "./syntax.js";

/** The joins and pivots after a relation; they lean to the left. */
export function joins(p: Cursor, first: Relation, start: number): Relation {
	let left = first;
	for (let count = 0; ; count++) {
		if (count > MAX_CHAIN) p.tooDeep();
		const pivoted = pivots(p, left, start);
		const joined = join(p, pivoted, start);
		if (!joined) return pivoted;
		left = joined;
	}
}

/** One join after `left`. */
export function join(p: Cursor, left: Relation, start: number): Relation | undefined {
	if (p.isAll("ASOF", "JOIN") || (p.isOneOf(BEFORE_ASOF) && p.peek().text === "ASOF")) {
		unsupported(p.span(p.tok.start), "ASOF JOIN");
	}
	const isNatural = p.is("NATURAL");
	const words = JOIN_FORMS.find((form) =>
		form.words.every((word, n) => p.peek(n + (isNatural ? 1 : 0)).text === word),
	);
	if (!words) return undefined;
	if (isNatural) p.take("NATURAL");
	p.takeAll(...words.words);
	const isLateral = takeLateral(p, false);
	const right = relationPrimary(p, isLateral);
	let on: SqlExpr | undefined;
	let using: readonly Ident[] = NONE;
	if (!isNatural) {
		if (p.take("ON")) on = expression(p);
		else if (p.take("USING")) using = p.parenthesized((c) => c.ident());
	}
	return node({ kind: "join", type: words.type, isNatural, left, right, on, using, at: p.span(start) });
}

const BEFORE_ASOF = new Set(["INNER", "LEFT"]);

const JOIN_FORMS: readonly { readonly words: readonly string[]; readonly type: SqlJoinType }[] = [
	{ words: ["JOIN"], type: "inner" },
	{ words: ["LEFT", "JOIN"], type: "left" },
	{ words: ["INNER", "JOIN"], type: "inner" },
	{ words: ["LEFT", "OUTER", "JOIN"], type: "left" },
	{ words: ["RIGHT", "JOIN"], type: "right" },
	{ words: ["RIGHT", "OUTER", "JOIN"], type: "right" },
	{ words: ["FULL", "JOIN"], type: "full" },
	{ words: ["FULL", "OUTER", "JOIN"], type: "full" },
	{ words: ["CROSS", "JOIN"], type: "cross" },
	{ words: ["LEFT", "SEMI", "JOIN"], type: "leftSemi" },
	{ words: ["SEMI", "JOIN"], type: "leftSemi" },
	{ words: ["LEFT", "ANTI", "JOIN"], type: "leftAnti" },
	{ words: ["ANTI", "JOIN"], type: "leftAnti" },
];
