import type { CallSite } from "../core/location.js";
import { declare, declareAlone } from "./collector.js";
import type { DefinitionEntry, FactoryRecord, Member, TableFunction } from "./records.js";

/**
 * How a callable of ours was called. One callable serves TC39 decorators, legacy decorators and the plain form;
 * which it is shows in the arguments alone.
 */
export type Use =
	| { readonly kind: "method"; readonly fn: TableFunction; readonly member: Member }
	/** A decorator on something that is not a method. */
	| { readonly kind: "misplaced"; readonly found: string }
	/** Not applied to anything: arguments of a factory or a plain call. */
	| { readonly kind: "call" };

interface StandardContext {
	readonly kind: string;
	readonly name?: string | symbol;
	readonly static?: boolean;
	readonly addInitializer?: (initializer: (this: unknown) => void) => void;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function isStandardContext(value: unknown): value is StandardContext {
	return isObject(value) && "kind" in value && "addInitializer" in value;
}

export function isClass(value: unknown): value is new () => object {
	return typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
}

/** Tells a decorator's application from a call, by the arguments. */
export function useOf(args: readonly unknown[]): Use {
	const [first, second, third] = args;
	if (args.length === 2 && isStandardContext(second)) return standardUse(first, second);
	if (args.length >= 2 && (typeof second === "string" || typeof second === "symbol") && first !== null) {
		if (typeof first === "function" || isObject(first)) return legacyUse(first as object, second, third);
	}
	return isClass(first) && args.length === 1
		? { kind: "misplaced", found: `the class ${first.name}` }
		: { kind: "call" };
}

function standardUse(value: unknown, context: StandardContext): Use {
	if (context.kind !== "method" || typeof value !== "function")
		return { kind: "misplaced", found: `the ${context.kind} ${String(context.name)}` };
	let owner: object | undefined;
	const isStatic = context.static === true;
	if (isStatic)
		context.addInitializer?.(function (this: unknown) {
			owner = this as object;
		});
	return {
		kind: "method",
		fn: value as TableFunction,
		member: { name: String(context.name), isStatic, owner: isStatic ? () => owner : undefined },
	};
}

function legacyUse(target: object, key: string | symbol, descriptor: unknown): Use {
	const value = isObject(descriptor) && "value" in descriptor ? descriptor.value : undefined;
	if (typeof value !== "function")
		return {
			kind: "misplaced",
			found: `${isObject(descriptor) ? "the accessor" : "the field"} ${String(key)}`,
		};
	const isStatic = typeof target === "function";
	const owner = isStatic ? target : target.constructor;
	return {
		kind: "method",
		fn: value as TableFunction,
		member: { name: String(key), isStatic, owner: () => owner },
	};
}

/** The decorator that gives its method an entry. */
export function factory(
	word: string,
	site: CallSite,
	entry: Extract<DefinitionEntry, { readonly options: unknown }>,
): (...target: unknown[]) => void {
	const made: FactoryRecord = { record: "factory", word, options: entry.options, site, applied: false };
	declareAlone(made);
	return (...target) => {
		made.applied = true;
		applyTo(useOf(target), word, site, entry);
	};
}

/** Applies an entry to whatever the decorator stands on; misplaced decorators are reported, not thrown. */
export function applyTo(use: Use, word: string, site: CallSite, entry: DefinitionEntry): void {
	switch (use.kind) {
		case "method":
			declare(use.fn, entry, use.member);
			return;
		case "misplaced":
			declareAlone({ record: "misuse", kind: "target", word, found: use.found, site });
			return;
		case "call":
			declareAlone({
				record: "misuse",
				kind: "call",
				word,
				found: "it was applied to nothing that it knows",
				site,
			});
	}
}
