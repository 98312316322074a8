import type { DataType } from "../../../core/dataTypes.js";
import type { BoundAttribute, BoundLambda, BoundVariable } from "../../../plan/bound.js";
import { visitBoundExpr } from "../../../plan/boundWalk.js";
import { duckType } from "../types.js";
import type { EmitContext } from "./types.js";

/** What goes through a list from left to right. */
interface Reduction {
	readonly list: string;
	readonly state: DataType;
	/** The state before the first element. */
	readonly start: string;
	/** The user's function; `body` is its SQL with these texts in the place of its parameters. */
	readonly fn: BoundLambda;
	next(body: (...params: readonly string[]) => string, state: string, element: string): string;
}

/**
 * The state after the last element. DuckDB's reduce wants one type, so state and element travel in a struct. What the
 * function refers to outside of itself travels there too: in the second round and those after it, list_reduce (1.5.5)
 * reads columns of other rows, those of the first lists, however short these are.
 */
export function reduceSql({ list, state, start, fn, next }: Reduction, context: EmitContext): string {
	const [s, e, x] = [context.freshName(), context.freshName(), context.freshName()];
	const outside = referredTo(fn);
	const held = new Map(outside.map(({ id }, i) => [id, `${s}.c${i}`]));
	const more = (value: (of: (typeof outside)[number], i: number) => string): string =>
		outside.map((of, i) => `, 'c${i}': ${value(of, i)}`).join("");
	const typedNull = ({ type }: { readonly type: DataType }): string => `CAST(NULL AS ${duckType(type)})`;
	const items = `list_transform(${list}, lambda ${x}: {'s': ${typedNull({ type: state })}, 'x': ${x}${more(typedNull)}})`;
	const first = `{'s': CAST(${start} AS ${duckType(state)}), 'x': NULL${more((of) => context.emit(of))}}`;
	const step = next((...params) => context.lambdaBody(fn, params, held), `${s}.s`, `${e}.x`);
	const row = `{'s': ${step}, 'x': ${e}.x${more((_, i) => `${s}.c${i}`)}}`;
	return `struct_extract(list_reduce(${items}, lambda ${s}, ${e}: ${row}, ${first}), 's')`;
}

/** Columns, and parameters of the lambdas around it. */
function referredTo(fn: BoundLambda): readonly (BoundAttribute | BoundVariable)[] {
	const own = new Set<number>();
	const found = new Map<number, BoundAttribute | BoundVariable>();
	visitBoundExpr(fn, (part) => {
		if (part.kind === "lambda") for (const { id } of part.params) own.add(id);
		if (part.kind === "attribute" || part.kind === "variable") found.set(part.id, part);
	});
	return [...found.values()].filter(({ id }) => !own.has(id));
}
