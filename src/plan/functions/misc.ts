import {
	array,
	BIGINT,
	BINARY,
	type DataType,
	DOUBLE,
	INT,
	isNumeric,
	STRING,
} from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { castTo, commonType, constantInt, decimalOf, implicitCast, widerDecimal } from "../coercion.js";
import type { FunctionSpec } from "../functionSpec.js";
import { any, type Expect, family, foldable, integer, scalar, text, to, typeOf } from "./build.js";

const numberOrNull: Expect = (arg, name) =>
	arg.type.kind === "void" ? castTo(arg, DOUBLE) : family("a number", isNumeric)(foldable(arg, name), name);

/** The type of both bounds; a whole number beside a decimal counts with the digits that it has. */
function uniformType(args: readonly BoundExpr[]): DataType {
	const [least, most] = args as [BoundExpr, BoundExpr];
	const types = [typeOf(least), typeOf(most)];
	if (
		types.some((t) => t.kind === "decimal") &&
		types.every((t) => t.kind === "decimal" || t.kind.endsWith("int"))
	)
		return widerDecimal(decimalOf(least.type, least), decimalOf(most.type, most));
	return commonType(types) ?? DOUBLE;
}

const length: Expect = (arg, name) => {
	const count = implicitCast(foldable(arg, name), INT, name);
	if ((constantInt(count) ?? 0) >= 0) return count;
	throw fault(
		"PLAN_BAD_ARGUMENT",
		{ name, problem: "the length must not be negative" },
		{ sparkCondition: "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE" },
	);
};

const bytes: Expect = to(BINARY);

export const MISC = {
	uuid: scalar([any], STRING, { optional: 1, nullable: false, deterministic: false }),
	monotonically_increasing_id: scalar([], BIGINT, { nullable: false, deterministic: false }),
	spark_partition_id: scalar([], INT, { nullable: false, deterministic: false }),
	/** Spark's release that all of this follows. */
	version: scalar([], STRING, { nullable: false }),
	current_user: scalar([], STRING, { nullable: false, deterministic: false }),
	uniform: scalar([numberOrNull, numberOrNull, integer], uniformType, {
		optional: 1,
		deterministic: false,
		nullable: (args) => args.slice(0, 2).some((a) => a.nullable),
	}),
	randstr: scalar([length, integer], STRING, { optional: 1, nullable: false, deterministic: false }),
	/** The analysis replaces it by a hidden column of the file scan; without one it is the empty text. */
	sentences: scalar([text, text, text], array(array(STRING, false), false), {
		optional: 2,
		nullable: true,
	}),
	/** Without an initialization vector GCM and CBC take another one at each call. */
	aes_encrypt: scalar([bytes, bytes, text, text, bytes, bytes], BINARY, { optional: 4, nullable: true }),
	aes_decrypt: scalar([bytes, bytes, text, text, bytes], BINARY, { optional: 3, nullable: true }),
	try_aes_decrypt: scalar([bytes, bytes, text, text, bytes], BINARY, { optional: 3, nullable: true }),
	input_file_name: scalar([], STRING, { nullable: false }),
} as const satisfies Record<string, FunctionSpec>;
