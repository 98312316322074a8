import type { BoundExpr } from "../../../plan/bound.js";
import { walkBoundExpr } from "../../../plan/boundWalk.js";
import { FUNCTIONS, type FunctionName } from "../../../plan/functions.js";
import { mayRaise } from "./shortCircuit.js";
import type { DuckDbFunction } from "./types.js";

type Sql = Extract<DuckDbFunction, { readonly sql: unknown }>["sql"];

/**
 * Some of Spark's try_ functions are the plain one within TryEval: NULL whatever happens, in their operands too (the others
 * forgive what they do themselves). DuckDB's TRY takes no error(), which it calls volatile: ours fails another way there.
 * Within a lambda, as DuckDB computes parts that occur several times in a query before it comes to the TRY.
 */
export const tryEval =
	(own: Sql): Sql =>
	(args, call, context) => {
		const sql = own(args, call, context);
		if (!call.args.some(mayRaise) || !call.args.every(standsInTry)) return sql;
		const failing = sql.replace(ERRORS, (part) => (part === "error(" ? "aq_fail(" : part));
		return `list_transform([0], lambda ${context.freshName()}: TRY(${failing}))[1]`;
	};

/** Texts and names are passed over. */
const ERRORS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\berror\(/g;

/** Its macro raises by error(). */
const RAISING_MACRO: ReadonlySet<FunctionName> = new Set<FunctionName>(["sequence"]);
const APART: ReadonlySet<BoundExpr["kind"]> = new Set<BoundExpr["kind"]>([
	"subquery",
	"udf",
	"window",
	"aggregateCall",
]);

/**
 * DuckDB refuses subqueries and what is volatile within TRY, and aggregates are not computed there. Nor may a lambda refer
 * to columns of a query and of the one around it.
 */
function standsInTry(expr: BoundExpr): boolean {
	return walkBoundExpr(expr).every((part) => {
		if (part.kind === "attribute") return part.outer !== true;
		if (part.kind !== "call") return !APART.has(part.kind);
		return FUNCTIONS[part.fn].deterministic !== false && !RAISING_MACRO.has(part.fn);
	});
}
