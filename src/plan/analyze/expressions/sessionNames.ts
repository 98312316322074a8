import { STRING } from "../../../core/dataTypes.js";
import type { BoundExpr } from "../../bound.js";
import { SESSION_NAMES } from "../../functions/sessionNames.js";
import { boundLiteral } from "../../literals.js";
import type { Env } from "../env.js";

type SessionName = keyof typeof SESSION_NAMES;

export function isSessionName(fn: string): fn is SessionName {
	return Object.hasOwn(SESSION_NAMES, fn);
}

/** Where the pipeline's names lie: a constant of the analysis. */
export function sessionName(fn: SessionName, env: Env): BoundExpr {
	const { catalog, schema } = env.analysis.catalog.names ?? { catalog: "spark_catalog", schema: "default" };
	const values: Readonly<Record<SessionName, string>> = {
		current_catalog: catalog,
		current_schema: schema,
		current_path: `system.builtin,system.session,${catalog}.${schema}`,
	};
	return boundLiteral(STRING, values[fn]);
}
