import { BIGINT, BINARY, INT, STRING } from "../../core/dataTypes.js";
import type { BoundExpr } from "../bound.js";
import { implicitCast } from "../coercion.js";
import type { FunctionSpec } from "../functionSpec.js";
import { any, integer, scalar } from "./build.js";

const bytes = (arg: BoundExpr, name: string): BoundExpr => implicitCast(arg, BINARY, name);

export const HASHES = {
	hash: scalar([any], INT, { rest: any, nullable: false }),
	xxhash64: scalar([any], BIGINT, { rest: any, nullable: false }),
	crc32: scalar([bytes], BIGINT),
	md5: scalar([bytes], STRING),
	sha1: scalar([bytes], STRING),
	sha2: scalar([bytes, integer], STRING, { nullable: true }),
} as const satisfies Record<string, FunctionSpec>;
