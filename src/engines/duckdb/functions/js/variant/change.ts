import { sparkError } from "../jsFunction.js";
import type { Step } from "./path.js";
import { VARIANT_NULL, type Variant } from "./value.js";

/** How a path and a value did not fit; `try_` functions give NULL for it. */
export class Incompatible extends Error {
	readonly condition: string;
	constructor(condition: string, message: string) {
		super(message);
		this.condition = condition;
	}
}

export const asSparkError = (error: Incompatible): Error => sparkError(error.condition, error.message);

interface Target {
	readonly fn: string;
	readonly steps: readonly Step[];
}

const shown = (steps: readonly Step[]): string =>
	steps.reduce((text, step) => text + ("key" in step ? `.${step.key}` : `[${step.index}]`), "$");

function mismatch({ fn, steps }: Target, depth: number): Incompatible {
	return new Incompatible(
		"VARIANT_PATH_TYPE_MISMATCH",
		`The path '${shown(steps)}' is incompatible with the variant value at '${shown(steps.slice(0, depth))}' in \`${fn}\`.`,
	);
}

/** A value at the end of steps that lead through nothing yet. */
function grown(steps: readonly Step[], value: Variant): Variant {
	const [step, ...rest] = steps;
	if (step === undefined) return value;
	if ("key" in step) return { kind: "object", entries: [[step.key, grown(rest, value)]] };
	return { kind: "array", items: padded([], step.index, grown(rest, value)) };
}

/** No variant can be larger than this many bytes, and each element takes one at least. */
const MOST_ITEMS = 128 * 1024 * 1024;

function padded(items: readonly Variant[], index: number, value: Variant): readonly Variant[] {
	if (index >= MOST_ITEMS)
		throw sparkError("VARIANT_SIZE_LIMIT", `Cannot build variant bigger than ${MOST_ITEMS} bytes.`);
	return [...items, ...new Array<Variant>(Math.max(0, index - items.length)).fill(VARIANT_NULL), value];
}

/** What becomes of the place at the last step: of a present value, or where there is none. */
interface Change {
	/** An existing field or element; `undefined` leaves the whole as it is. */
	readonly field: (key: string, present: Variant) => Variant | undefined;
	readonly element: (items: readonly Variant[], index: number) => readonly Variant[];
	/** Nothing is there: the value to grow, or undefined to leave the whole as it is. */
	readonly missing: Variant | undefined;
}

function changed(variant: Variant, target: Target, depth: number, change: Change): Variant {
	const step = target.steps[depth] as Step;
	const last = depth === target.steps.length - 1;
	const rest = target.steps.slice(depth + 1);
	if ("key" in step) {
		if (variant.kind !== "object") throw mismatch(target, depth);
		const at = variant.entries.findIndex(([key]) => key === step.key);
		const entry = variant.entries[at];
		if (entry === undefined) {
			if (change.missing === undefined) return variant;
			return { kind: "object", entries: [...variant.entries, [step.key, grown(rest, change.missing)]] };
		}
		const value = last ? change.field(step.key, entry[1]) : changed(entry[1], target, depth + 1, change);
		return value === undefined
			? variant
			: { kind: "object", entries: variant.entries.with(at, [step.key, value]) };
	}
	if (variant.kind !== "array") throw mismatch(target, depth);
	const { items } = variant;
	const item = items[step.index];
	if (item === undefined) {
		if (change.missing === undefined) return variant;
		return { kind: "array", items: padded(items, step.index, grown(rest, change.missing)) };
	}
	return {
		kind: "array",
		items: last
			? change.element(items, step.index)
			: items.with(step.index, changed(item, target, depth + 1, change)),
	};
}

export function inserted(variant: Variant, target: Target, value: Variant): Variant {
	return changed(variant, target, 0, {
		field: (key) => {
			throw new Incompatible(
				"VARIANT_DUPLICATE_KEY",
				`Failed to build variant because of a duplicate object key \`${key}\`.`,
			);
		},
		element: (items, index) => [...items.slice(0, index), value, ...items.slice(index)],
		missing: value,
	});
}

export function replaced(variant: Variant, target: Target, value: Variant, create: boolean): Variant {
	return changed(variant, target, 0, {
		field: () => value,
		element: (items, index) => items.with(index, value),
		missing: create ? value : undefined,
	});
}

export function appended(variant: Variant, target: Target, value: Variant): Variant {
	const grownBy = (array: Variant): Variant => {
		if (array.kind !== "array") throw mismatch(target, target.steps.length);
		return { kind: "array", items: [...array.items, value] };
	};
	if (target.steps.length === 0) return grownBy(variant);
	return changed(variant, target, 0, {
		field: (_key, present) => grownBy(present),
		element: (items, index) => items.with(index, grownBy(items[index] as Variant)),
		missing: undefined,
	});
}

/** Without the field or element; the same where the path leads nowhere. */
export function deleted(variant: Variant, steps: readonly Step[]): Variant {
	const [step, ...rest] = steps;
	if (step === undefined) return variant;
	if ("key" in step) {
		if (variant.kind !== "object") return variant;
		const entries = variant.entries.flatMap(([key, value]) => {
			if (key !== step.key) return [[key, value] as const];
			return rest.length === 0 ? [] : [[key, deleted(value, rest)] as const];
		});
		return { kind: "object", entries };
	}
	if (variant.kind !== "array") return variant;
	const items = variant.items.flatMap((item, i) => {
		if (i !== step.index) return [item];
		return rest.length === 0 ? [] : [deleted(item, rest)];
	});
	return { kind: "array", items };
}

/** Without fields, and elements too if asked, that are variant nulls. */
export function withoutNulls(variant: Variant, arrays: boolean): Variant {
	switch (variant.kind) {
		case "object":
			return {
				kind: "object",
				entries: variant.entries
					.filter(([, value]) => value.kind !== "null")
					.map(([key, value]) => [key, withoutNulls(value, arrays)] as const),
			};
		case "array":
			return {
				kind: "array",
				items: variant.items
					.filter((item) => !arrays || item.kind !== "null")
					.map((item) => withoutNulls(item, arrays)),
			};
		default:
			return variant;
	}
}
