import {
	type AqueduckError,
	type DiagnosticContext,
	type ErrorCode,
	type ErrorParams,
	fault,
} from "../../core/errors/index.js";
import { placeOf } from "../analyze/places.js";
import type { CallExpr, Expr } from "../expr.js";
import { notesOrigins, type Origin, setOrigin } from "../provenance.js";
import { nextId, type Relation } from "../relation.js";
import { sqlFault } from "./faults.js";
import { SqlSyntaxError } from "./problem.js";
import type { Span, WindowSpec } from "./syntax.js";

/** What a text may refer to, and where it stands. */
export interface BindOptions {
	/** Frames that `{name}` stands for, where a table does. */
	readonly frames?: Readonly<Record<string, Relation>>;
	/** Expressions that `{name}` stands for, where a value does. */
	readonly values?: Readonly<Record<string, Expr>>;
	/** The values of `:name` by name, or of `?` in order; what is not here is looked for in `values`. */
	readonly parameters?: Readonly<Record<string, Expr>> | readonly Expr[];
	/** What `${name}` stands for where a file sets it; other names are parameters of the pipeline. */
	readonly variables?: Readonly<Record<string, string>>;
	/** The call that the text was given to. */
	readonly origin?: Origin | undefined;
}

/** A query of a WITH clause; `recursive` while it is being bound itself. */
export type CteEntry =
	| { readonly kind: "query"; readonly relation: Relation }
	| {
			readonly kind: "recursive";
			readonly loop: string;
			readonly name: string;
			readonly columns: readonly string[];
			/** Called at each place that reads it. */
			readonly read: (at: Span) => void;
	  };

/** The text that is being bound, and what its names mean at some place in it. */
export interface SqlScope {
	readonly text: string;
	readonly options: BindOptions;
	/** By lower-case name. */
	readonly ctes: ReadonlyMap<string, CteEntry>;
	readonly windows: ReadonlyMap<string, WindowSpec>;
}

const NO_CTES: SqlScope["ctes"] = new Map();
const NO_WINDOWS: SqlScope["windows"] = new Map();

export function scopeOfText(text: string, options: BindOptions): SqlScope {
	return { text, options, ctes: NO_CTES, windows: NO_WINDOWS };
}

function originAt(scope: SqlScope, at: Span): Origin {
	const { text, options } = scope;
	const { start, end } = at;
	return options.origin
		? { kind: "sql", text, start, end, parent: options.origin }
		: { kind: "sql", text, start, end };
}

/** Freezes a node and notes which stretch of the text it is. */
export function made<T extends Expr | Relation>(scope: SqlScope, at: Span, node: T): T {
	Object.freeze(node);
	return notesOrigins() ? setOrigin(node, originAt(scope, at)) : node;
}

/** The same for a relation, which gets its id: the caller's own object becomes the node. */
export function relationAt<T extends Relation>(
	scope: SqlScope,
	at: Span,
	node: DistributiveOmit<T, "id">,
): T {
	(node as { id?: string }).id = nextId();
	return made(scope, at, node as unknown as T);
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A call; the caller's own list becomes the node's. */
export function callAt(scope: SqlScope, at: Span, fn: string, args: readonly Expr[]): CallExpr {
	return made<CallExpr>(scope, at, { kind: "call", fn, args: Object.freeze(args) });
}

function placeIn(scope: SqlScope, at: Span): DiagnosticContext {
	return placeOf(originAt(scope, at)) ?? {};
}

/** An error of the catalogue at a stretch of the text. */
export function faultAt<C extends ErrorCode>(
	scope: SqlScope,
	at: Span,
	code: C,
	params: ErrorParams<C>,
	candidates: readonly string[] = [],
): AqueduckError {
	return fault(code, params, { ...placeIn(scope, at), ...(candidates.length > 0 ? { candidates } : {}) });
}

/** Refuses what is Spark SQL but has no plan. */
export function refuseAt(scope: SqlScope, at: Span, construct: string, reason?: string): never {
	throw faultAt(scope, at, "SQL_UNSUPPORTED", { construct, ...(reason === undefined ? {} : { reason }) });
}

/** Refuses what Spark refuses too, in a sentence. */
export function rejectAt(scope: SqlScope, at: Span, detail: string, sparkCondition?: string): never {
	const found = scope.text.slice(at.start, at.end);
	const condition = sparkCondition === undefined ? {} : { sparkCondition };
	throw fault("SQL_SYNTAX", { found, expected: [], detail }, { ...placeIn(scope, at), ...condition });
}

/** Runs a parser of this folder on the scope's text: what it refuses becomes the catalogue's error with its place. */
export function parsedIn<T>(scope: SqlScope, parse: (text: string) => T): T {
	try {
		return parse(scope.text);
	} catch (error) {
		if (!(error instanceof SqlSyntaxError)) throw error;
		throw sqlFault(error.problem, { ...placeIn(scope, error.problem.at), cause: error });
	}
}
