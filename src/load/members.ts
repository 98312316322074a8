import type { Definition, TableFunction } from "../definitions/records.js";
import type { ImportedModule } from "./importModules.js";

/** What the exports of the project tell about a function: its name, its class. */
export interface ExportIndex {
	/** Plain forms: the name of the export that holds the function. */
	readonly names: ReadonlyMap<TableFunction, string>;
	/** Methods on prototypes of exported classes. */
	readonly owners: ReadonlyMap<TableFunction, new () => object>;
}

export function indexExports(modules: readonly ImportedModule[]): ExportIndex {
	const names = new Map<TableFunction, string>();
	const owners = new Map<TableFunction, new () => object>();
	for (const { namespace } of modules)
		for (const [name, value] of Object.entries(namespace)) {
			if (typeof value !== "function") continue;
			const fn = value as TableFunction;
			if (!names.has(fn) && name !== "default") names.set(fn, name);
			const prototype: unknown = value.prototype;
			if (typeof prototype !== "object" || prototype === null) continue;
			for (const key of Object.getOwnPropertyNames(prototype)) {
				const method = Object.getOwnPropertyDescriptor(prototype, key)?.value as unknown;
				if (typeof method === "function" && key !== "constructor")
					owners.set(method as TableFunction, value as unknown as new () => object);
			}
		}
	return { names, owners };
}

const instances = new WeakMap<object, object>();

/** The class of a static method, an instance for an instance method; undefined when it cannot be found. */
export function receiverOf(
	definition: Definition,
	index: ExportIndex,
): { owner: object; receiver: object } | undefined {
	const { member, fn } = definition;
	if (!member || !fn) return undefined;
	const owner = member.owner?.() ?? index.owners.get(fn);
	if (!owner) return undefined;
	if (member.isStatic) return { owner, receiver: owner };
	let receiver = instances.get(owner);
	if (!receiver) {
		receiver = new (owner as new () => object)();
		instances.set(owner, receiver);
	}
	return { owner, receiver };
}
