import { fault } from "../../core/errors/index.js";
import type { BoundAttribute, BoundVariable } from "../../plan/bound.js";

/** The SQL of everything that an expression may refer to; `outer` is the query around a subquery or lateral side. */
export interface Scope {
	readonly columns: ReadonlyMap<number, string>;
	/** Parameters of the lambdas around, by id, and columns that a lambda holds under names of its own. */
	readonly held?: ReadonlyMap<number, string>;
	readonly outer?: Scope;
}

export function columnSql(scope: Scope, attribute: BoundAttribute): string {
	const held = scope.held?.get(attribute.id);
	if (held !== undefined) return held;
	for (let at = attribute.outer ? scope.outer : scope; at; at = at.outer) {
		const text = at.columns.get(attribute.id);
		if (text !== undefined) return text;
	}
	throw missing(`column ${attribute.name} (${attribute.id})`);
}

export function variableSql(scope: Scope, variable: BoundVariable): string {
	const text = scope.held?.get(variable.id);
	if (text === undefined) throw missing(`lambda parameter ${variable.name}`);
	return text;
}

function missing(what: string): Error {
	return fault("RUN_INTERNAL", { message: `the plan refers to the ${what}, which is not there` });
}
