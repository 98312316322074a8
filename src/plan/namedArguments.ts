import type { Expr } from "./expr.js";
import type { FunctionSpec } from "./functionSpec.js";

/** Why arguments by name do not fit a function. */
export interface MisplacedArgument {
	readonly problem: string;
	readonly sparkCondition: string;
	/** The argument; absent: one is missing. */
	readonly at?: Expr;
}

const isNamed = (argument: Expr): boolean => argument.kind === "namedArgument";

/**
 * The arguments in the order of the parameters, those that were passed over by a later name with their defaults.
 * @example placedArguments([text, named("digitChar", d)], mask) // [text, "X", "x", d]
 */
export function placedArguments(
	args: readonly Expr[],
	spec: Pick<FunctionSpec, "params" | "defaults">,
): readonly Expr[] | MisplacedArgument {
	const named = args.findIndex(isNamed);
	if (named < 0) return args;
	const { params, defaults = {} } = spec;
	if (!params)
		return {
			problem: "it takes no named arguments",
			sparkCondition: "NAMED_PARAMETERS_NOT_SUPPORTED",
			at: args[named] as Expr,
		};
	const places: (Expr | undefined)[] = args.slice(0, named);
	for (const at of args.slice(named)) {
		if (at.kind !== "namedArgument")
			return {
				problem: "an argument without a name stands after one with a name",
				sparkCondition: "UNEXPECTED_POSITIONAL_ARGUMENT",
				at,
			};
		const index = params.findIndex((p) => p.toLowerCase() === at.name.toLowerCase());
		if (index < 0)
			return {
				problem: `it has no parameter "${at.name}"; it has ${params.join(", ")}`,
				sparkCondition: "UNRECOGNIZED_PARAMETER_NAME",
				at,
			};
		if (places[index]) {
			const kind = index < named ? "BOTH_POSITIONAL_AND_NAMED" : "DOUBLE_NAMED_ARGUMENT_REFERENCE";
			return {
				problem: `the parameter "${at.name}" is given twice`,
				sparkCondition: `DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.${kind}`,
				at,
			};
		}
		places[index] = at.value;
	}
	const filled = Array.from(places, (place, i) => place ?? defaults[params[i] ?? ""]);
	const gap = filled.indexOf(undefined);
	if (gap < 0) return filled as Expr[];
	return {
		problem: `the argument ${params[gap] ?? gap + 1} is missing`,
		sparkCondition: "REQUIRED_PARAMETER_NOT_FOUND",
	};
}
