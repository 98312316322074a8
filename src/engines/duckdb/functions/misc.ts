import type { MISC } from "../../../plan/functions/misc.js";
import type { DuckDbFunction } from "./types.js";

export const MISC_ROWS = {
	uuid: { sql: () => "CAST(uuid() AS VARCHAR)" },
	monotonically_increasing_id: { sql: () => "(row_number() OVER () - 1)" },
	// One partition: this engine.
	spark_partition_id: { sql: () => "CAST(0 AS INTEGER)" },
	to_csv: { unsupported: "todo", reason: "rows as CSV text are not written yet" },
	sentences: { unsupported: "never", reason: "its result depends on Java's break iterator" },
	aes_encrypt: {
		unsupported: "never",
		reason: "keys do not belong into a pipeline's plan; encrypt where the data is stored",
	},
	aes_decrypt: {
		unsupported: "never",
		reason: "keys do not belong into a pipeline's plan; decrypt where the data is stored",
	},
	input_file_name: { sql: () => "''" },
} as const satisfies Record<keyof typeof MISC, DuckDbFunction>;
