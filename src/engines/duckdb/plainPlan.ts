import { AqueduckError, fault } from "../../core/errors/index.js";
import type { BoundExpr, BoundRelation } from "../../plan/bound.js";
import { eachBoundExpression, factsOf } from "../../plan/boundWalk.js";
import { Compilation, type SqlEnvironment } from "./compilation.js";
import { emitExpr } from "./expressions.js";
import { operandsOf } from "./functions/shortCircuit.js";
import { dataTable } from "./names.js";
import type { Scope } from "./scope.js";
import { duckType } from "./types.js";

/** For SQL that is never run. */
export const NOWHERE: SqlEnvironment = Object.freeze<SqlEnvironment>({
	timeZone: "UTC",
	now: 0n,
	inputs: new Map(),
	table: dataTable,
	files: () => "SELECT 1",
	udf: (definition) => definition.name,
});

/**
 * Whether a plan surely has SQL, because its relations have it whatever they hold and each of its expressions has it:
 * nearly every plan of a pipeline, and found in half the time that writing all of it takes. `false` says nothing; then it
 * has to be written to know.
 */
export function surelyHasSql(root: BoundRelation): boolean {
	const compilation = new Compilation(NOWHERE, new Set(), refuseQuery);
	const emit = (expr: BoundExpr): void => {
		if (expr.kind === "attribute" && !expr.outer) return;
		if (expr.kind === "call" && expr.fn === "and") operandsOf("and", expr).forEach(emitOne);
		else emitOne(expr);
	};
	const emitOne = (expr: BoundExpr): void => void emitExpr(expr, compilation, ANY_COLUMN);
	try {
		root.output.forEach(({ type }) => void duckType(type));
		return factsOf(root).relations.every((node) => {
			if (!isPlain(node)) return false;
			eachBoundExpression(node, emit);
			return true;
		});
	} catch (error) {
		if (error instanceof AqueduckError) return false;
		throw error;
	}
}

/** Its SQL is its parts put together. */
function isPlain(node: BoundRelation): boolean {
	switch (node.kind) {
		case "scan":
			return node.source.kind !== "view";
		case "project":
		case "filter":
		case "set":
		case "distinct":
		case "watermark":
			return true;
		case "join":
			return !node.lateral;
		case "aggregate":
			return node.sets === undefined;
		case "values":
		case "range":
		case "sort":
		case "limit":
		case "deduplicate":
		case "generate":
		case "sample":
		case "recursive":
		case "recursiveRead":
			return false;
	}
}

/** What a subquery's SQL needs is the query around it. */
function refuseQuery(): never {
	throw fault("RUN_INTERNAL", { message: "a subquery is written with the query around it" });
}

/** Every column, as the SQL of a query names one. */
class AnyColumn extends Map<number, string> {
	override get(): string {
		return 't1."c"';
	}
}
const ANY_COLUMN: Scope = { columns: new AnyColumn() };
