import { node } from "./calls.js";
import { nextId, type ReferenceRelation, type Relation } from "./relation.js";

/** A function that defines a data set. */
export type DefinitionFunction = (...args: never[]) => unknown;

// Beside the plan: a node is plain data. Under a Symbol.for key, so that a second copy of the SDK finds them too.
const key = Symbol.for("aqueduck.references");
const holder = globalThis as { [key]?: WeakMap<object, DefinitionFunction> };
const functions = (holder[key] ??= new WeakMap());

/** `dp.read(fn)`: the graph puts the data set's name in its place. */
export function referenceTo(fn: DefinitionFunction, streaming: boolean): ReferenceRelation {
	const reference = node<Relation>({
		kind: "reference",
		id: nextId(),
		label: fn.name,
		streaming,
	}) as ReferenceRelation;
	functions.set(reference, fn);
	return reference;
}

/** The function that a reference stands for, for the graph. */
export function referencedFunction(reference: ReferenceRelation): DefinitionFunction | undefined {
	return functions.get(reference);
}
