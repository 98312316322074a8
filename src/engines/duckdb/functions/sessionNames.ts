import type { SESSION_NAMES } from "../../../plan/functions/sessionNames.js";
import type { DuckDbFunction } from "./types.js";

/** Never reached: the analysis puts a constant there. What stands here is Spark's default. */
export const SESSION_NAME_ROWS = {
	current_catalog: { sql: () => "'spark_catalog'" },
	current_schema: { sql: () => "'default'" },
	current_path: { sql: () => "'system.builtin,system.session,spark_catalog.default'" },
} as const satisfies Record<keyof typeof SESSION_NAMES, DuckDbFunction>;
