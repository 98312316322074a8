import { type Cursor, NONE, node } from "./cursor.js";
import { expression, namedExpression } from "./expressions.js";
import { join } from "./joins.js";
import { startsExpression } from "./lookahead.js";
import { pivots } from "./pivots.js";
import { multipart } from "./primary.js";
import { refuse } from "./problem.js";
import { operand, organization, SET_OPERATIONS } from "./queries.js";
import type { PipeBody, PipeStep, QueryBody, Relation } from "./querySyntax.js";
import { sample } from "./samples.js";
import { pipedSelect } from "./selects.js";
import { windowClause } from "./windows.js";

/** One `|> OPERATOR …` after what `input` says. */
export function pipe(p: Cursor, input: QueryBody, start: number): PipeBody {
	p.expect("|>");
	const step = pipeStep(p, input, start);
	return node({ kind: "pipe", input, step, at: p.span(start) });
}

const OPERATORS = [
	"SELECT",
	"EXTEND",
	"SET",
	"DROP",
	"AS",
	"WHERE",
	"AGGREGATE",
	"JOIN",
	"ORDER BY",
	"LIMIT",
];

function pipeStep(p: Cursor, input: QueryBody, inputStart: number): PipeStep {
	const start = p.tok.start;
	switch (p.tok.text) {
		case "SELECT": {
			const body = pipedSelect(p);
			return node({ kind: "select", body, at: p.span(start) });
		}
		case "EXTEND":
			p.advanceKeyword();
			return node({ kind: "extend", items: p.list(namedExpression), at: p.span(start) });
		case "SET":
			p.advanceKeyword();
			return node({ kind: "set", assignments: p.list(assignment), at: p.span(start) });
		case "DROP":
			p.advanceKeyword();
			return node({ kind: "drop", columns: p.list(multipart), at: p.span(start) });
		case "AS":
			p.advanceKeyword();
			return node({ kind: "as", name: p.ident("an alias"), at: p.span(start) });
		case "WHERE": {
			p.advanceKeyword();
			const condition = expression(p);
			if (windowClause(p).length > 0)
				refuse(
					p.span(start),
					'"WINDOW"',
					"WINDOW cannot follow |> WHERE",
					"NOT_ALLOWED_IN_PIPE_OPERATOR_WHERE",
				);
			return node({ kind: "where", condition, at: p.span(start) });
		}
		case "AGGREGATE":
			return aggregate(p);
		case "TABLESAMPLE": {
			const amount = sample(p);
			if (amount) return node({ kind: "sample", sample: amount, at: p.span(start) });
			break;
		}
		case "PIVOT":
		case "UNPIVOT": {
			const relation = pivots(p, piped(input), inputStart, 1);
			if (p.is("PIVOT") || p.is("UNPIVOT"))
				refuse(p.here, `"${p.tok.text}"`, "Begin another |> for the next PIVOT or UNPIVOT");
			return node({ kind: "relation", relation, at: p.span(start) });
		}
	}
	const op = SET_OPERATIONS[p.tok.text];
	if (op) {
		p.advanceKeyword();
		const all = p.take("ALL");
		if (!all) p.take("DISTINCT");
		return node({ kind: "setOperation", op, all, right: operand(p), at: p.span(start) });
	}
	const joined = join(p, piped(input), inputStart);
	return joined ? node({ kind: "relation", relation: joined, at: p.span(start) }) : organize(p);
}

/** ORDER BY, LIMIT … by themselves; nothing at all is a step too, as in Spark. */
function organize(p: Cursor): PipeStep {
	const start = p.tok.start;
	const clauses = organization(p, start);
	const at = p.span(start);
	if (clauses.windows.length > 0) refuse(at, '"WINDOW"', "WINDOW needs a |> SELECT before it");
	const isOrdered = [clauses.orderBy, clauses.sortBy, clauses.clusterBy, clauses.distributeBy].some(
		(list) => list.length > 0,
	);
	const isLimited = clauses.limit !== undefined || clauses.offset !== undefined;
	if (isOrdered && isLimited)
		refuse(
			at,
			"LIMIT",
			"ORDER BY and LIMIT are operators of their own: |> ORDER BY … |> LIMIT …",
			"MULTIPLE_QUERY_RESULT_CLAUSES_WITH_PIPE_OPERATORS",
		);
	if (!isOrdered && !isLimited && p.tok.start === start && !ENDS_STEP.has(p.tok.text) && p.tok.type !== "end")
		p.fail(...OPERATORS);
	return node({ kind: "organize", clauses, at });
}

const ENDS_STEP = new Set([")", ";", "|>"]);

/** The input of the operator as the left side of a join or the source of a pivot. */
function piped(body: QueryBody): Relation {
	return node({ kind: "pipedRelation", body, at: body.at });
}

function assignment(p: Cursor) {
	const start = p.tok.start;
	const name = p.ident("a column");
	if (p.is(".")) refuse(p.span(start), '"."', "SET assigns to a column's plain name, without its table");
	p.expect("=");
	return node({ kind: "assignment", name, value: expression(p), at: p.span(start) } as const);
}

function aggregate(p: Cursor): PipeStep {
	const start = p.advanceKeyword().start;
	const items = p.isAll("GROUP", "BY") || !startsExpression(p, 0) ? NONE : p.list(namedExpression);
	const isGrouped = p.takeAll("GROUP", "BY");
	if (items.length === 0 && !isGrouped)
		refuse(p.span(start), '"AGGREGATE"', "AGGREGATE needs expressions or GROUP BY");
	const keysStart = p.tok.start;
	const keys = isGrouped
		? p.list((c) => {
				const isSets = (c.is("ROLLUP") || c.is("CUBE")) && c.peek().text === "(" && c.peek(2).text !== ")";
				if (isSets || c.isAll("GROUPING", "SETS", "(")) refuseSets(c, keysStart);
				return namedExpression(c);
			})
		: NONE;
	if (p.is("WITH") || p.isAll("GROUPING", "SETS")) refuseSets(p, keysStart);
	const [only] = keys;
	if (keys.length === 1 && only?.aliases.length === 0 && only.value.kind === "column") {
		const [part] = only.value.parts;
		if (only.value.parts.length === 1 && part && !part.quoted && part.name.toUpperCase() === "ALL")
			refuseSets(p, keysStart);
	}
	return node({ kind: "aggregate", items, keys, at: p.span(start) });
}

const refuseSets = (p: Cursor, start: number): never =>
	refuse(
		p.span(start),
		"GROUP BY",
		"AGGREGATE groups by expressions alone; for ROLLUP, CUBE, GROUPING SETS and ALL write |> SELECT … GROUP BY …",
		"UNSUPPORTED_FEATURE.PIPE_OPERATOR_AGGREGATE_UNSUPPORTED_CASE",
	);
