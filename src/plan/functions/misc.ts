import { array, BIGINT, BINARY, INT, STRING } from "../../core/dataTypes.js";
import type { FunctionSpec } from "../functionSpec.js";
import { any, scalar, text } from "./build.js";

export const MISC = {
	uuid: scalar([any], STRING, { optional: 1, nullable: false, deterministic: false }),
	monotonically_increasing_id: scalar([], BIGINT, { nullable: false, deterministic: false }),
	spark_partition_id: scalar([], INT, { nullable: false, deterministic: false }),
	/** The analysis replaces it by a hidden column of the file scan; without one it is the empty text. */
	to_csv: scalar([any, any], STRING, { optional: 1 }),
	sentences: scalar([text, text, text], array(array(STRING, false), false), { optional: 2 }),
	aes_encrypt: scalar([any, any, any, any], BINARY, { optional: 2 }),
	aes_decrypt: scalar([any, any, any, any], BINARY, { optional: 2 }),
	input_file_name: scalar([], STRING, { nullable: false }),
} as const satisfies Record<string, FunctionSpec>;
