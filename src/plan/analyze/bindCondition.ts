import type { StructType } from "../../core/dataTypes.js";
import type { Diagnostic } from "../../core/errors/index.js";
import type { Attribute, BoundExpr } from "../bound.js";
import type { Expr } from "../expr.js";
import type { Relation } from "../relation.js";
import { Analysis } from "./analysis.js";
import { NOTHING } from "./boundNodes.js";
import type { AnalysisCatalog } from "./catalog.js";
import { type Env, makeEnv } from "./env.js";
import { bind, nullableCondition as bindBoolean } from "./expressions/bind.js";
import { analyseRelation } from "./relations/index.js";
import type { Analysed } from "./scope.js";

export interface BindOptions {
	/** What messages call the relation, e.g. the table's name. */
	readonly relationName?: string;
	/** For parameters and subqueries; without one neither is known. */
	readonly catalog?: AnalysisCatalog;
}

/**
 * Binds a condition to the columns of a relation (an expectation to its table): names, types, a boolean result.
 * `expr` is absent when there are errors.
 */
export function bindCondition(
	condition: Expr,
	columns: readonly Attribute[],
	options: BindOptions = {},
): { readonly expr?: BoundExpr; readonly diagnostics: readonly Diagnostic[] } {
	const { analysis, env } = over(columns, options, "a condition");
	const expr = bindBoolean(condition, env, "the condition");
	const { diagnostics } = analysis;
	return analysis.hasErrors ? { diagnostics } : { expr, diagnostics };
}

/** Binds expressions to given columns. `exprs` is absent when there are errors. */
export function bindExpressions(
	exprs: readonly Expr[],
	columns: readonly Attribute[],
	options: BindOptions = {},
): { readonly exprs?: readonly BoundExpr[]; readonly diagnostics: readonly Diagnostic[] } {
	const { analysis, env } = over(columns, options, "an expression");
	const bound = exprs.map((e) => bind(e, env));
	return { ...(analysis.hasErrors ? {} : { exprs: bound }), diagnostics: analysis.diagnostics };
}

const EMPTY: AnalysisCatalog = Object.freeze({
	table: () => undefined,
	tableNames: () => [],
	files: (): { readonly schema: StructType; readonly partitions: StructType } | undefined => undefined,
	parameter: () => undefined,
	timeZone: "UTC",
});

function over(
	columns: readonly Attribute[],
	options: BindOptions,
	clause: string,
): { analysis: Analysis; env: Env } {
	const analysis = new Analysis({
		catalog: options.catalog ?? EMPTY,
		analyse: analyseRelation,
		usesMetadata: false,
		usesInputFile: false,
	});
	const { scope, lastId } = scopeOf(columns, options.relationName);
	analysis.reserve(lastId);
	return { analysis, env: makeEnv(analysis, [scope], clause) };
}

interface Scope {
	readonly columns: readonly Attribute[];
	readonly name: string | undefined;
	readonly scope: Analysed;
	/** The greatest id of the columns. */
	readonly lastId: number;
}

// A table's rules all see the same columns.
let lastScope: Scope | undefined;

function scopeOf(columns: readonly Attribute[], name: string | undefined): Scope {
	if (lastScope?.columns === columns && lastScope.name === name) return lastScope;
	const node: Relation = { kind: "values", id: "columns", rows: [], names: columns.map((c) => c.name) };
	const qualifier = name === undefined ? [] : [name.split(".").at(-1) as string];
	const scope: Analysed = {
		node,
		bound: { ...NOTHING, output: columns },
		columns: columns.map((attribute) => ({ attribute, qualifier })),
		hidden: [],
		open: false,
		...(name === undefined ? {} : { label: name }),
		inputs: [],
	};
	lastScope = { columns, name, scope, lastId: columns.reduce((last, { id }) => Math.max(last, id), 0) };
	return lastScope;
}
