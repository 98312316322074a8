import { array, BOOLEAN, INT, STRING } from "../../core/dataTypes.js";
import type { FunctionSpec } from "../functionSpec.js";
import { type Expect, foldable, integer, scalar, text } from "./build.js";

const constantPlace: Expect = (arg, name) => foldable(integer(arg, name), name);

export const REGEX = {
	regexp_like: scalar([text, text], BOOLEAN),
	regexp_replace: scalar([text, text, text, constantPlace], STRING, { optional: 1 }),
	regexp_extract: scalar([text, text, integer], STRING, { optional: 1 }),
	regexp_extract_all: scalar([text, text, integer], array(STRING), { optional: 1 }),
	regexp_count: scalar([text, text], INT),
	regexp_instr: scalar([text, text, integer], INT, { optional: 1 }),
	regexp_substr: scalar([text, text], STRING, { nullable: true }),
	split: scalar([text, text, integer], array(STRING, false), { optional: 1 }),
} as const satisfies Record<string, FunctionSpec>;
