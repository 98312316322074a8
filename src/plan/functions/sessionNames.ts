import { STRING } from "../../core/dataTypes.js";
import type { FunctionSpec, ScalarSpec } from "../functionSpec.js";
import { scalar } from "./build.js";

const name = (): ScalarSpec => scalar([], STRING, { nullable: false });

/** Where names without a catalog or schema lie. The analysis knows the answer: engines see a constant. */
export const SESSION_NAMES = {
	current_catalog: name(),
	current_schema: name(),
	current_path: name(),
} as const satisfies Record<string, FunctionSpec>;
