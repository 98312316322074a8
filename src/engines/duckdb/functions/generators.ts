import type { DataType } from "../../../core/dataTypes.js";
import type { BoundExpr } from "../../../plan/bound.js";
import type { GENERATORS } from "../../../plan/functions/generators.js";
import { duckType } from "../types.js";
import { fieldOf } from "./casts.js";
import type { DuckDbFunction } from "./types.js";

const typeAt = (args: readonly BoundExpr[]): DataType => (args[0] as BoundExpr).type;

const explode: DuckDbFunction = {
	generate: ([x = ""], { args }, context) => {
		if (typeAt(args).kind !== "map") return { list: x, shape: "element" };
		const e = context.freshName();
		return {
			list: `list_transform(map_entries(${x}), lambda ${e}: {'c0': ${e}.key, 'c1': ${e}.value})`,
			shape: "fields",
		};
	},
};

const posexplode: DuckDbFunction = {
	generate: ([x = ""], { args }, context) => {
		const [e, i] = [context.freshName(), context.freshName()];
		const position = `'c0': CAST(${i} - 1 AS INTEGER)`;
		return typeAt(args).kind === "map"
			? {
					list: `list_transform(map_entries(${x}), lambda ${e}, ${i}: {${position}, 'c1': ${e}.key, 'c2': ${e}.value})`,
					shape: "fields",
				}
			: { list: `list_transform(${x}, lambda ${e}, ${i}: {${position}, 'c1': ${e}})`, shape: "fields" };
	},
};

const inline: DuckDbFunction = {
	generate: ([x = ""], { args }, context) => {
		const type = typeAt(args);
		const fields = type.kind === "array" && type.element.kind === "struct" ? type.element.fields : [];
		const e = context.freshName();
		const values = fields.map((f, i) => `'c${i}': ${fieldOf(e, f.name)}`);
		return { list: `list_transform(${x}, lambda ${e}: {${values.join(", ")}})`, shape: "fields" };
	},
};

export const GENERATOR_ROWS = {
	explode,
	explode_outer: explode,
	posexplode,
	posexplode_outer: posexplode,
	inline,
	inline_outer: inline,
	stack: {
		generate: ([, ...cells], { generated }) => {
			const width = generated.length;
			const rows: string[] = [];
			for (let r = 0; r < cells.length; r += width) {
				const fields = generated.map(
					(a, c) => `'c${c}': ${cells[r + c] ?? `CAST(NULL AS ${duckType(a.type)})`}`,
				);
				rows.push(`{${fields.join(", ")}}`);
			}
			return { list: `[${rows.join(", ")}]`, shape: "fields" };
		},
	},
} as const satisfies Record<keyof typeof GENERATORS, DuckDbFunction>;
