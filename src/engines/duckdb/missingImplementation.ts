import { type Diagnostic, diagnostic } from "../../core/errors/index.js";
import type { UdfDefinition } from "../../plan/expr.js";

/** A plan that was read from JSON has the text of a function and not the function. */
export function missingImplementation(definition: UdfDefinition): Diagnostic {
	return diagnostic("ENGINE_UNSUPPORTED", {
		engine: "duckdb",
		what: `The UDF ${definition.name}`,
		reason: "its JavaScript function is not loaded in this process",
	});
}
