import type { MISC } from "../../../plan/functions/misc.js";
import type { DuckDbFunction } from "./types.js";

export const MISC_ROWS = {
	uuid: { sql: () => "CAST(uuid() AS VARCHAR)" },
	monotonically_increasing_id: { sql: () => "(row_number() OVER () - 1)" },
	// One partition: this engine.
	spark_partition_id: { sql: () => "CAST(0 AS INTEGER)" },
	input_file_name: { sql: () => "''" },
} as const satisfies Record<keyof typeof MISC, DuckDbFunction>;
