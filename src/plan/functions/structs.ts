import { field, struct } from "../../core/dataTypes.js";
import type { BoundExpr } from "../bound.js";
import type { CallToBind, FunctionSpec } from "../functionSpec.js";
import { any, badArgument, constant, scalar, typeOf } from "./build.js";

/** named_struct('a', x, 'b', y). */
function named(args: readonly BoundExpr[], call: CallToBind) {
	if (args.length % 2 === 1) throw badArgument(call.name, "needs pairs of a name and a value");
	const fields = [];
	for (let i = 0; i < args.length; i += 2) {
		const value = args[i + 1] as BoundExpr;
		fields.push(field(constant(args[i], call.name, "a field's name"), typeOf(value), value.nullable));
	}
	return struct(fields);
}

export const STRUCTS = {
	named_struct: scalar([any, any], named, { rest: any, nullable: false }),
	/** Only by position: the analysis rewrites struct(a, b) to named_struct, which knows the columns' names. */
	struct: scalar([any], (args) => struct(args.map((a, i) => field(`col${i + 1}`, a.type, a.nullable))), {
		rest: any,
		nullable: false,
	}),
} as const satisfies Record<string, FunctionSpec>;
