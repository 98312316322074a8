import { type AqueduckError, type DiagnosticContext, fault } from "../../core/errors/index.js";
import type { SqlProblem } from "./problem.js";

/** The catalogue's error for what a parser of this folder threw. The caller gives the place, from `problem.at`. */
export function sqlFault(
	problem: SqlProblem,
	context: DiagnosticContext & { readonly cause?: unknown } = {},
): AqueduckError {
	if (problem.code === "SQL_UNSUPPORTED") {
		return fault("SQL_UNSUPPORTED", { construct: problem.detail ?? problem.found }, context);
	}
	const { found, expected, detail, sparkCondition, candidates } = problem;
	return fault("SQL_SYNTAX", detail === undefined ? { found, expected } : { found, expected, detail }, {
		...context,
		...(sparkCondition === undefined ? {} : { sparkCondition }),
		...(candidates ? { candidates } : {}),
	});
}
