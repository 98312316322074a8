import { fault } from "../../core/errors/index.js";
import { FUNCTIONS, type FunctionName } from "../../plan/functions.js";
import { DUCKDB_FUNCTIONS } from "./functions/index.js";
import type { DuckDbFunction, Unsupported } from "./functions/types.js";

export function functionRow(fn: FunctionName): DuckDbFunction {
	return DUCKDB_FUNCTIONS[fn];
}

export function isDeterministic(fn: FunctionName): boolean {
	return FUNCTIONS[fn].deterministic !== false;
}

export function refuse(fn: FunctionName, row: Unsupported): Error {
	return fault("ENGINE_UNSUPPORTED", { engine: "duckdb", what: fn, reason: row.reason });
}
