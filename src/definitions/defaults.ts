import { CallSite } from "../core/location.js";
import { declareAlone } from "./collector.js";
import { isClass } from "./decorate.js";
import type { DefaultOptions } from "./options.js";

const key = Symbol.for("aqueduck.defaults");

/** Options that a class gives to its methods. */
export interface Defaults {
	readonly options: Readonly<Record<string, unknown>>;
	readonly site: CallSite;
}

/** A class decorator under TC39 and under `experimentalDecorators`. */
export type DefaultsDecorator = (
	target: abstract new (...args: never[]) => object,
	context?: ClassDecoratorContext,
) => void;

/**
 * Sets options for all data sets that are methods of the class; a method's own options win.
 * @example
 * @defaults({ tags: ["raw"], tableProperties: { quality: "bronze" } })
 * class Raw { … }
 */
export function defaults(options: DefaultOptions): DefaultsDecorator {
	const site = CallSite.capture(defaults);
	return (target, context) => {
		if (!isClass(target)) {
			const found = `the ${context?.kind ?? "method"} ${String(context?.name ?? "")}`.trim();
			declareAlone({
				record: "misuse",
				kind: "call",
				word: "defaults",
				found: `it stands on ${found}; it belongs on a class`,
				site,
			});
			return;
		}
		Object.defineProperty(target, key, { value: { options, site } satisfies Defaults });
	};
}

/** The defaults that a class (or one it extends) gives. */
export function defaultsOf(owner: object | undefined): Defaults | undefined {
	return owner ? (owner as { [key]?: Defaults })[key] : undefined;
}
