import { createRequire } from "node:module";
import type * as RuffWasm from "@astral-sh/ruff-wasm-nodejs";

/** Names that the notebook or the pipeline runner puts into every module. */
const BUILTINS = ["spark", "dbutils", "display"];

let workspace: RuffWasm.Workspace | undefined;

/** Ruff weighs 10 MB: it loads when the first text is formatted. */
function load(): RuffWasm.Workspace {
	const ruff = createRequire(import.meta.url)("@astral-sh/ruff-wasm-nodejs") as typeof RuffWasm;
	const settings = {
		"line-length": 100,
		"indent-width": 4,
		"target-version": "py310",
		builtins: BUILTINS,
		format: { "indent-style": "space", "quote-style": "double" },
	};
	return new ruff.Workspace(settings, ruff.PositionEncoding.Utf16);
}

const loaded = (): RuffWasm.Workspace => (workspace ??= load());

/**
 * Python formatted black's way, lines of at most 100 characters.
 * @example formatPython("x=1") // "x = 1\n"
 */
export function formatPython(text: string): string {
	return loaded().format(text);
}

/** A finding of ruff's default rules. */
export interface PythonProblem {
	/** Absent for a syntax error. */
	readonly rule: string | null;
	readonly message: string;
	readonly line: number;
}

/** What `ruff check` says with its default rules. */
export function checkPython(text: string): readonly PythonProblem[] {
	const found = loaded().check(text) as readonly RuffWasm.Diagnostic[];
	return found.map((one) => ({ rule: one.code, message: one.message, line: one.start_location.row }));
}
