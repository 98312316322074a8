import { userInfo } from "node:os";
import { isInteger } from "../../../core/dataTypes.js";
import type { MISC } from "../../../plan/functions/misc.js";
import { quoteText } from "../sql.js";
import { duckType } from "../types.js";
import { tryEval } from "./tryEval.js";
import type { DuckDbFunction } from "./types.js";

const NOTHING = "unhex('')";

const decrypted =
	(name: string) =>
	([bytes, key, mode = "'GCM'", padding = "'DEFAULT'", aad = NOTHING]: readonly (string | undefined)[]) =>
		`${name}(${[bytes, key, mode, padding, aad].join(", ")})`;

export const MISC_ROWS = {
	uuid: { sql: () => "CAST(uuid() AS VARCHAR)" },
	monotonically_increasing_id: { sql: () => "(row_number() OVER () - 1)" },
	// One partition: this engine.
	spark_partition_id: { sql: () => "CAST(0 AS INTEGER)" },
	// Spark's release and its git revision, whose meaning this engine has
	version: { sql: () => "'4.3.0 98bc0212c94705434471627068f41e374ccab143'" },
	current_user: { sql: () => quoteText(userInfo().username) },
	uniform: {
		sql: ([least, most], call) => {
			const value = `(CAST(${least} AS DOUBLE) + (CAST(${most} AS DOUBLE) - CAST(${least} AS DOUBLE)) * random())`;
			return `CAST(${isInteger(call.type) ? `trunc${value}` : value} AS ${duckType(call.type)})`;
		},
	},
	randstr: {
		sql: ([n], _call, context) => {
			const i = context.freshName();
			const pool = "'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'";
			return `array_to_string(list_transform(range(coalesce(${n}, 0)), lambda ${i}: substring(${pool}, CAST(floor(random() * 62) AS INTEGER) + 1, 1)), '')`;
		},
	},
	sentences: { unsupported: "never", reason: "its result depends on Java's break iterator" },
	aes_encrypt: {
		sql: ([text, key, mode = "'GCM'", padding = "'DEFAULT'", iv = NOTHING, aad = NOTHING]) =>
			`aq_aes_encrypt(${[text, key, mode, padding, iv, aad].join(", ")})`,
	},
	aes_decrypt: { sql: decrypted("aq_aes_decrypt") },
	try_aes_decrypt: { sql: tryEval(decrypted("aq_try_aes_decrypt")) },
	input_file_name: { sql: () => "''" },
} as const satisfies Record<keyof typeof MISC, DuckDbFunction>;
