import { type StructType, sameType, typeDdl } from "../../core/dataTypes.js";
import type { Attribute } from "../../plan/bound.js";

/** What of the columns that a plan reads is not so in the stored table. */
export function misfit(columns: readonly Attribute[], stored: StructType): string | undefined {
	const types = new Map(stored.fields.map((f) => [f.name.toLowerCase(), f.type]));
	for (const { name, type } of columns) {
		const found = types.get(name.toLowerCase());
		if (!found) return `it has no column ${name} yet`;
		if (!sameType(found, type)) return `${name} is still ${typeDdl(found)}, not ${typeDdl(type)}`;
	}
	return undefined;
}
