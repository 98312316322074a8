import { sparkError } from "../jsFunction.js";
import { fieldNamed, type Variant } from "./value.js";

export type Step = { readonly key: string } | { readonly index: number };

const STEP = /\.([^.[]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/y;
const LARGEST_INDEX = 2_147_483_647;

const parsed = new Map<string, readonly Step[] | undefined>();

function parse(path: string): readonly Step[] | undefined {
	if (!path.startsWith("$")) return undefined;
	const steps: Step[] = [];
	let at = 1;
	while (at < path.length) {
		STEP.lastIndex = at;
		const match = STEP.exec(path);
		if (!match) return undefined;
		at = STEP.lastIndex;
		const index = match[2] === undefined ? undefined : Number(match[2]);
		if (index !== undefined && index > LARGEST_INDEX) return undefined;
		steps.push(index === undefined ? { key: (match[1] ?? match[3] ?? match[4]) as string } : { index });
	}
	return steps;
}

/** `$.a[0]['b']` as steps; undefined when it is no path. */
export function pathSteps(path: string): readonly Step[] | undefined {
	if (!parsed.has(path)) {
		if (parsed.size > 1000) parsed.clear();
		parsed.set(path, parse(path));
	}
	return parsed.get(path);
}

export function stepsOrRaise(path: string, condition: string, fn: string): readonly Step[] {
	const steps = pathSteps(path);
	if (steps) return steps;
	throw sparkError(
		condition,
		`The path \`${path}\` is not a valid variant path in \`${fn}\`: it starts with \`$\`, followed by segments like [123], .name, ['name'] or ["name"].`,
	);
}

/** The value at a path, undefined when the variant has none there. */
export function valueAt(variant: Variant, steps: readonly Step[]): Variant | undefined {
	let at: Variant | undefined = variant;
	for (const step of steps) {
		if ("key" in step) at = at?.kind === "object" ? fieldNamed(at, step.key) : undefined;
		else at = at?.kind === "array" ? at.items[step.index] : undefined;
		if (at === undefined) return undefined;
	}
	return at;
}
