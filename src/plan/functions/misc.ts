import { BIGINT, INT, STRING } from "../../core/dataTypes.js";
import type { FunctionSpec } from "../functionSpec.js";
import { any, scalar } from "./build.js";

export const MISC = {
	uuid: scalar([any], STRING, { optional: 1, nullable: false, deterministic: false }),
	monotonically_increasing_id: scalar([], BIGINT, { nullable: false, deterministic: false }),
	spark_partition_id: scalar([], INT, { nullable: false, deterministic: false }),
	/** The analysis replaces it by a hidden column of the file scan; without one it is the empty text. */
	input_file_name: scalar([], STRING, { nullable: false }),
} as const satisfies Record<string, FunctionSpec>;
