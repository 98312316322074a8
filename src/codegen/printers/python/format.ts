import type { Diagnostic, Workspace } from "@astral-sh/ruff-wasm-nodejs";

/** Names that the notebook or the pipeline runner puts into every module. */
const BUILTINS = ["spark", "dbutils", "display"];

interface Ruff {
	readonly workspace: Workspace;
}

let ruff: Promise<Ruff> | undefined;

/** Ruff weighs 10 MB: it loads when the first text is formatted. */
async function load(): Promise<Ruff> {
	const { PositionEncoding, Workspace } = await import("@astral-sh/ruff-wasm-nodejs");
	const settings = {
		"line-length": 100,
		"indent-width": 4,
		"target-version": "py310",
		builtins: BUILTINS,
		format: { "indent-style": "space", "quote-style": "double" },
	};
	return { workspace: new Workspace(settings, PositionEncoding.Utf16) };
}

const loaded = (): Promise<Ruff> => (ruff ??= load());

/**
 * Python formatted black's way, lines of at most 100 characters.
 * @example await formatPython("x=1") // "x = 1\n"
 */
export async function formatPython(text: string): Promise<string> {
	return (await loaded()).workspace.format(text);
}

/** A finding of ruff's default rules. */
export interface PythonProblem {
	/** Absent for a syntax error. */
	readonly rule: string | null;
	readonly message: string;
	readonly line: number;
}

/** What `ruff check` says with its default rules. */
export async function checkPython(text: string): Promise<readonly PythonProblem[]> {
	const found = (await loaded()).workspace.check(text) as readonly Diagnostic[];
	return found.map((one) => ({ rule: one.code, message: one.message, line: one.start_location.row }));
}
