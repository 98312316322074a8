import { type Cursor, MAX_CHAIN, NONE, node } from "./cursor.js";
import { expression, sortItem } from "./expressions.js";
import { isName, startsExpression, startsQuery } from "./lookahead.js";
import { pipe } from "./pipes.js";
import { refuse, unsupported } from "./problem.js";
import type { Cte, Organization, Query, QueryBody, SetOperationBody } from "./querySyntax.js";
import { tableReference, values } from "./relations.js";
import { fromFirst, select } from "./selects.js";
import type { SortItem, SqlExpr } from "./syntax.js";
import { windowClause } from "./windows.js";

/** `[WITH …] body [ORDER BY …] [LIMIT …]`. */
export function query(p: Cursor): Query {
	return p.nested((c) => {
		const start = c.tok.start;
		const isWith = c.is("WITH") && isName(c.peek());
		if (!isWith)
			return finish(c, setOperations(c, operand(c), start, 1), { recursive: false, ctes: NONE }, start);
		c.advanceKeyword();
		const recursive = c.is("RECURSIVE") && isName(c.peek()) && c.take("RECURSIVE");
		const ctes = c.list(cte);
		const seen = new Set<string>();
		for (const { name } of ctes) {
			const key = name.name.toLowerCase();
			if (seen.has(key)) refuse(name.at, name.name, `WITH defines ${name.name} twice`);
			seen.add(key);
		}
		const bodyStart = c.tok.start;
		return finish(c, setOperations(c, operand(c), bodyStart, 1), { recursive, ctes }, start);
	});
}

/** Goes on with a query whose first operand, in parentheses, was read already. */
export function queryFrom(p: Cursor, first: QueryBody, start: number): Query {
	return finish(p, setOperations(p, first, start, 1), { recursive: false, ctes: NONE }, start);
}

const CONTINUES = new Set(["UNION", "INTERSECT", "EXCEPT", "MINUS", "|>"]);
const ORGANIZES = new Set(["ORDER", "CLUSTER", "DISTRIBUTE", "SORT"]);

/** Whether what follows a parenthesized query belongs to a query around it. */
export function continuesQuery(p: Cursor): boolean {
	if (p.isOneOf(CONTINUES)) return true;
	if (p.isOneOf(ORGANIZES)) return p.peek().text === "BY";
	return (p.is("LIMIT") || p.is("OFFSET")) && startsExpression(p, 1);
}

function cte(p: Cursor): Cte {
	const start = p.tok.start;
	const name = p.ident("a name for the query");
	const columns = p.is("(") && !startsQuery(p, 1) ? p.parenthesized((c) => c.ident()) : NONE;
	let maxRecursion: number | undefined;
	if (p.takeAll("MAX", "RECURSION", "LEVEL")) {
		if (p.tok.type !== "number" || p.tok.form !== "integer") p.fail("a whole number");
		maxRecursion = Number(p.next().value);
	}
	if (p.is("AS")) p.take("AS");
	p.expect("(");
	const inner = query(p);
	p.expect(")");
	return node({ kind: "cte", name, columns, maxRecursion, query: inner, at: p.span(start) });
}

/** INTERSECT binds tighter than UNION, EXCEPT and MINUS; a pipe is over all that stands before it. */
function setOperations(p: Cursor, first: QueryBody, start: number, min: number): QueryBody {
	let left = first;
	for (let count = 0; ; count++) {
		if (count > MAX_CHAIN) p.tooDeep();
		if (p.is("|>") && min === 1) {
			left = pipe(p, left, start);
			continue;
		}
		const op = SET_OPERATIONS[p.tok.text];
		const power = op === "intersect" ? 2 : 1;
		if (!op || power < min) return left;
		p.advanceKeyword();
		const all = p.take("ALL");
		if (!all) p.take("DISTINCT");
		const at = p.tok.start;
		const right = setOperations(p, operand(p), at, power + 1);
		left = node({ kind: "setOperation", op, all, left, right, at: p.span(start) });
	}
}

export const SET_OPERATIONS: Readonly<Record<string, SetOperationBody["op"]>> = {
	UNION: "union",
	INTERSECT: "intersect",
	EXCEPT: "except",
	MINUS: "except",
};

/** A member of a set operation. */
export function operand(p: Cursor): QueryBody {
	const start = p.tok.start;
	switch (p.tok.text) {
		case "SELECT":
			return select(p);
		case "FROM":
			return fromFirst(p);
		case "VALUES":
			return values(p);
		case "TABLE":
			p.advanceKeyword();
			return node({ kind: "table", table: tableReference(p), at: p.span(start) });
		case "(": {
			p.next();
			const inner = query(p);
			p.expect(")");
			return node({ kind: "nested", query: inner, at: p.span(start) });
		}
		case "MAP":
		case "REDUCE":
			return unsupported(p.span(p.next().start), "A script transformation (MAP, REDUCE)");
		default:
			return p.fail("SELECT", "FROM", "VALUES", "TABLE", "(");
	}
}

function finish(p: Cursor, body: QueryBody, head: Pick<Query, "recursive" | "ctes">, start: number): Query {
	const clauses = organization(p, start);
	return node({ kind: "query", ...head, body, ...clauses, at: p.span(start) });
}

/** `[ORDER BY …] [CLUSTER BY …] [DISTRIBUTE BY …] [SORT BY …] [WINDOW …] [LIMIT …] [OFFSET …]` of what began at `start`. */
export function organization(p: Cursor, start: number): Organization {
	const clauses: string[] = [];
	const by = (word: string): boolean => {
		if (!p.takeAll(word, "BY")) return false;
		clauses.push(`${word} BY`);
		return true;
	};
	const orderBy: readonly SortItem[] = by("ORDER") ? p.list(sortItem) : NONE;
	const clusterBy: readonly SqlExpr[] = by("CLUSTER") ? p.list(expression) : NONE;
	const distributeBy: readonly SqlExpr[] = by("DISTRIBUTE") ? p.list(expression) : NONE;
	const sortBy: readonly SortItem[] = by("SORT") ? p.list(sortItem) : NONE;
	const windows = windowClause(p);
	let limit: SqlExpr | undefined;
	if (p.take("LIMIT")) {
		if (p.is("ALL") && !startsExpression(p, 1)) p.take("ALL");
		else limit = expression(p);
	}
	const offset = p.take("OFFSET") ? expression(p) : undefined;
	const at = p.span(start);
	if (clauses.length > 1 && clauses.join() !== "DISTRIBUTE BY,SORT BY") {
		refuse(at, clauses[1] as string, `${clauses.join(" and ")} cannot be in one query`);
	}
	return node({ orderBy, sortBy, clusterBy, distributeBy, windows, limit, offset });
}
