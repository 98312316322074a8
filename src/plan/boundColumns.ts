import { node, tracked } from "./calls.js";
import { column } from "./column.js";
import { refuseAsValue } from "./columnAsValue.js";

/**
 * `df.c` and `df.$`: an object whose every property is the column of that name, exactly as written (no dots, no
 * quotes to think of). `of` binds the columns to a frame.
 */
export function columnsProxy(of?: string): Readonly<Record<string, unknown>> {
	const columns: Record<string, unknown> = Object.freeze({});
	return new Proxy<Record<string, unknown>>(columns, {
		get: of === undefined ? freeColumn : boundColumn(of),
	});
}

const freeColumn = tracked("c", (_: object, name: string | symbol) => columnOrGuard(name));

function boundColumn(of: string): (target: object, name: string | symbol) => unknown {
	return tracked("$", (_: object, name: string | symbol) => columnOrGuard(name, of));
}

function columnOrGuard(name: string | symbol, of?: string): unknown {
	if (name === Symbol.toPrimitive) return refuseAsValue;
	if (typeof name === "symbol") return undefined;
	return column(node({ kind: "column", name: Object.freeze([name]), ...(of === undefined ? {} : { of }) }));
}
