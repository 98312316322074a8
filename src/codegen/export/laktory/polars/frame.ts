import { attribute, call, FALSE, keyword, name } from "../../../printers/python/build.js";
import type { PyExpr, PyKeyword } from "../../../printers/python/nodes.js";

/** What a chain of methods starts from: another node of the pipeline, or a source of this one. */
export interface Base {
	readonly kind: "nodes" | "sources";
	readonly name: string;
}

/** One method of a frame. */
export interface Step {
	readonly method: string;
	readonly args: readonly StepArgument[];
	readonly kwargs: readonly PyKeyword[];
}
/** A value, or another frame. */
export type StepArgument = PyExpr | { readonly frame: Frame };

/** A query for Polars: methods, one after the other. */
export interface Frame {
	readonly base: Base;
	readonly steps: readonly Step[];
}

export const isFrame = (argument: StepArgument): argument is { readonly frame: Frame } => "frame" in argument;

export const step = (
	method: string,
	args: readonly StepArgument[],
	kwargs: readonly PyKeyword[] = [],
): Step => ({ method, args, kwargs });

export const chained = (frame: Frame, ...steps: readonly Step[]): Frame => ({
	...frame,
	steps: [...frame.steps, ...steps],
});

/** Rows of one frame after those of another; it is a function of Polars and no method. */
export const CONCAT = "concat";

/**
 * What is asked for later is not computed before what stands here: Polars would put later filters before a check that ends the run,
 * but looks into no function of Python.
 */
export const BARRIER = step(
	"map_batches",
	[{ kind: "lambda", params: ["df"], body: name("df") }],
	[keyword("predicate_pushdown", FALSE), keyword("slice_pushdown", FALSE)],
);

/** A whole frame as one expression. `nameOf` says what its bases are called in Python. */
export function frameExpression(frame: Frame, nameOf: (base: Base) => string): PyExpr {
	return frame.steps.reduce<PyExpr>(
		(before, one) => stepExpression(before, one, nameOf),
		name(nameOf(frame.base)),
	);
}

export function stepExpression(before: PyExpr, one: Step, nameOf: (base: Base) => string): PyExpr {
	const args = one.args.map((a) => (isFrame(a) ? frameExpression(a.frame, nameOf) : a));
	if (one.method === CONCAT)
		return call(attribute(name("pl"), CONCAT), [{ kind: "list", items: [before, ...args] }]);
	return call(attribute(before, one.method), args, one.kwargs);
}

/** Every base of a step's other frames, each once. */
export function basesOf(one: Step): Base[] {
	const found = new Map<string, Base>();
	const visit = (frame: Frame): void => {
		found.set(`${frame.base.kind}.${frame.base.name}`, frame.base);
		for (const inner of frame.steps) for (const a of inner.args) if (isFrame(a)) visit(a.frame);
	};
	for (const a of one.args) if (isFrame(a)) visit(a.frame);
	return [...found.values()];
}
