import type { PyExpr } from "../../../printers/python/nodes.js";
import { printExpr } from "../../../printers/python/print.js";
import { Names } from "../../python/names.js";
import type { TransformerStep } from "../document.js";
import { PythonText } from "../layout.js";
import { type Base, basesOf, CONCAT, type Frame, isFrame, type Step, stepExpression } from "./frame.js";

/** Methods of a frame as steps of a Laktory transformer. */
export function transformerSteps(frame: Frame): TransformerStep[] {
	const steps: TransformerStep[] = [];
	for (let i = 0; i < frame.steps.length; i++) {
		const one = frame.steps[i] as Step;
		const next = frame.steps[i + 1];
		// Groups are no frame: Laktory goes on with frames alone.
		if (one.method === "group_by" && next) {
			steps.push(piped([one, next]));
			i++;
		} else steps.push(isPlain(one) ? methodStep(one) : piped([one]));
	}
	return steps;
}

const isPlain = (one: Step): boolean =>
	one.method !== CONCAT && one.args.every((a) => !isFrame(a) || a.frame.steps.length === 0);

function methodStep(one: Step): TransformerStep {
	const args = one.args.map((a) => (isFrame(a) ? reference(a.frame.base) : argument(a)));
	const kwargs = one.kwargs.map((k) => [k.name, argument(k.value)] as const);
	return {
		func_name: one.method,
		...(args.length > 0 ? { func_args: args } : {}),
		...(kwargs.length > 0 ? { func_kwargs: Object.fromEntries(kwargs) } : {}),
	};
}

const reference = (base: Base): string => `{${base.kind}.${base.name}}`;

/** What is no single method of a frame, as a function of all frames that it needs. */
function piped(steps: readonly Step[]): TransformerStep {
	const bases = new Map<string, Base>();
	for (const one of steps) for (const base of basesOf(one)) bases.set(reference(base), base);
	const params = parameters([...bases.values()]);
	const called = (base: Base): string => params.get(reference(base)) as string;
	const body = steps.reduce<PyExpr>((before, one) => stepExpression(before, one, called), {
		kind: "name",
		name: "df",
	});
	// Laktory evaluates the text where `pl` is a local name, which a lambda's body does not see.
	const lambda: PyExpr = {
		kind: "lambda",
		params: ["df", ...params.values(), "pl=pl"],
		body,
	};
	return { func_name: "pipe", func_args: [python(lambda), ...bases.keys()] };
}

/** What the function calls its frames. A source may be called as a node is. */
function parameters(bases: readonly Base[]): ReadonlyMap<string, string> {
	const names = new Names(["df", "pl", ...bases.filter((b) => b.kind === "nodes").map((b) => b.name)]);
	return new Map(
		bases.map((b) => [reference(b), b.kind === "nodes" ? b.name : names.take(`${b.name}_files`)]),
	);
}

/**
 * Laktory evaluates every text with a parenthesis as Python. `${` would be a variable of its own: it is written with an escape, and
 * stands in texts alone.
 */
function python(expr: PyExpr): PythonText {
	const text = printExpr(expr).replaceAll("${", "\\x24{");
	return new PythonText(text.includes("(") ? text : `(${text})`);
}

/** A value in YAML's own form where Laktory leaves it as it is, else as Python. */
function argument(expr: PyExpr): unknown {
	switch (expr.kind) {
		case "string":
			return /[({]|\$\{/.test(expr.value) ? python(expr) : expr.value;
		case "constant":
			return expr.value === "None" ? python(expr) : expr.value === "True";
		case "number":
			return Number.isSafeInteger(Number(expr.text)) ? Number(expr.text) : python(expr);
		case "list": {
			const items = expr.items.map((item) =>
				item.kind === "string" && !item.value.includes("${")
					? item.value
					: item.kind === "constant" && item.value !== "None"
						? item.value === "True"
						: undefined,
			);
			return items.includes(undefined) ? python(expr) : items;
		}
		default:
			return python(expr);
	}
}
