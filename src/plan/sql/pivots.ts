import { optionalAlias } from "./aliases.js";
import { type Cursor, node } from "./cursor.js";
import { expression, namedExpression } from "./expressions.js";
import { multipart } from "./primary.js";
import { unsupported } from "./problem.js";
import type { PivotRelation, Relation, UnpivotRelation, UnpivotSet } from "./querySyntax.js";
import type { Ident } from "./syntax.js";

/** The PIVOT and UNPIVOT clauses after a relation. */
export function pivots(p: Cursor, source: Relation, start: number, most = Number.MAX_SAFE_INTEGER): Relation {
	let result = source;
	for (let count = 0; ; count++) {
		if (count === most) return result;
		if (p.isAll("PIVOT", "(")) result = pivot(p, result, start);
		else if (p.is("UNPIVOT") && (p.peek().text === "(" || p.peek(2).text === "NULLS")) {
			result = unpivot(p, result, start);
		} else if (p.isAll("BIN", "BY", "(")) unsupported(p.span(p.tok.start), "BIN BY");
		else return result;
	}
}

function pivot(p: Cursor, source: Relation, start: number): PivotRelation {
	p.expect("PIVOT", "(");
	const aggregates = p.list(namedExpression);
	p.expect("FOR");
	const columns: readonly Ident[] = p.is("(")
		? p.parenthesized((c) => c.ident())
		: Object.freeze([p.ident("a column")]);
	p.expect("IN");
	const values = p.parenthesized((c) => {
		const at = c.tok.start;
		const value = expression(c);
		return node({ kind: "pivotValue", value, alias: optionalAlias(c), at: c.span(at) } as const);
	});
	p.expect(")");
	return node({
		kind: "pivot",
		source,
		aggregates,
		columns,
		values,
		alias: clauseAlias(p),
		at: p.span(start),
	});
}

function unpivot(p: Cursor, source: Relation, start: number): UnpivotRelation {
	p.expect("UNPIVOT");
	let includeNulls = false;
	if (p.isAll("INCLUDE", "NULLS") || p.isAll("EXCLUDE", "NULLS")) {
		includeNulls = p.advanceKeyword().text === "INCLUDE";
		p.expect("NULLS");
	}
	p.expect("(");
	const isMulti = p.is("(");
	const valueColumns: readonly Ident[] = isMulti
		? p.parenthesized((c) => c.ident())
		: Object.freeze([p.ident("a name for the values")]);
	p.expect("FOR");
	const nameColumn = p.ident("a name for the names");
	p.expect("IN");
	const sets = p.parenthesized((c) => unpivotSet(c, isMulti));
	p.expect(")");
	const alias = clauseAlias(p);
	return node({
		kind: "unpivot",
		source,
		includeNulls,
		valueColumns,
		nameColumn,
		sets,
		alias,
		at: p.span(start),
	});
}

function unpivotSet(p: Cursor, isMulti: boolean): UnpivotSet {
	const start = p.tok.start;
	const columns = isMulti ? p.parenthesized(multipart) : Object.freeze([multipart(p)]);
	return node({ kind: "unpivotSet", columns, alias: optionalAlias(p), at: p.span(start) });
}

/** The alias after the clause. A join's words may not be one, or `PIVOT (…) LEFT JOIN b` would lose its LEFT. */
function clauseAlias(p: Cursor): Ident | undefined {
	return JOIN_STARTS.has(p.tok.text) && p.tok.text !== "" ? undefined : optionalAlias(p);
}

const JOIN_STARTS = new Set([
	"JOIN",
	"INNER",
	"CROSS",
	"LEFT",
	"RIGHT",
	"FULL",
	"SEMI",
	"ANTI",
	"NATURAL",
	"ASOF",
	"ON",
	"USING",
]);
