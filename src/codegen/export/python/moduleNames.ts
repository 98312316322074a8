import { basename } from "node:path";
import { helperKey } from "../model/pieces.js";
import type { HelperFunction } from "../model/sources.js";
import { identifier, Names, plainIdentifier } from "./names.js";

/** The names at the top of one module: no two things have one. */
export class ModuleNames {
	readonly #names = new Names();
	/** What the module's definitions are called, by what is defined. */
	readonly #definitions = new Map<object, string>();
	/** Kept for definitions that are not written yet. */
	readonly #kept = new Set<string>();
	readonly #helpers = new Map<string, string>();

	/** The names of what stands in the module so far. */
	get written(): readonly string[] {
		return [...this.#names].filter((name) => !this.#kept.has(name));
	}

	has(name: string): boolean {
		return this.#names.has(name);
	}

	take(wanted: string): string {
		return this.#names.take(wanted);
	}

	/** A name that cannot be changed. */
	hold(name: string): void {
		this.#names.hold(name);
	}

	/** Keeps a name for a definition: helpers and constants that are met before it have others. */
	keep(defined: object, wanted: string): void {
		const name = this.#names.take(identifier(wanted));
		this.#definitions.set(defined, name);
		this.#kept.add(name);
	}

	definition(defined: object, wanted: string): string {
		const kept = this.#definitions.get(defined);
		if (kept === undefined) return this.#names.take(identifier(wanted));
		this.#definitions.delete(defined);
		this.#kept.delete(kept);
		return kept;
	}

	/** The name of a helper's function: its own, else with that of its class or function, or of its file. */
	helper(helper: HelperFunction): string {
		const key = helperKey(helper);
		const known = this.#helpers.get(key);
		if (known !== undefined) return known;
		const own = plainIdentifier(helper.name);
		const file = identifier(basename(helper.file).replace(/\.[^.]+$/, ""));
		const qualifiers = [...(helper.owner === undefined ? [] : [identifier(snakeCase(helper.owner))]), file];
		const name = this.#names.takeOneOf([own, ...qualifiers.map((q) => `${q}_${own}`)]);
		this.#helpers.set(key, name);
		return name;
	}

	/** The name of a UDF beside the function that it is made of. */
	udf(wanted: string): string {
		const own = identifier(wanted);
		return this.#names.takeOneOf([own, `${own}_udf`]);
	}
}

const snakeCase = (text: string): string => text.replace(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase();
