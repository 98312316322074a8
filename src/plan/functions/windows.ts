import { type DataType, DOUBLE, INT, isNumeric, isTimestamp, sameType } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { constantInt, implicitCast, mismatch } from "../coercion.js";
import type { CallToBind, FunctionSpec, WindowSpec } from "../functionSpec.js";
import { any, type Expect, family, foldable, integer, typeOf, typeOfArg, windowed } from "./build.js";

/** The arguments say nothing that ORDER BY does not. */
const rank = (): WindowSpec => windowed([], INT, { nullable: false, rest: any });
const share = (): WindowSpec => windowed([], DOUBLE, { nullable: false });

/** lag and lead: the default gets the value's type. */
function withDefault(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const [value, offset, otherwise] = args as [BoundExpr, BoundExpr?, BoundExpr?];
	if (otherwise === undefined) return args;
	const type = typeOf(value);
	if (!sameType(otherwise.type, type) && !holdsNulls(type, otherwise.type))
		throw mismatch(
			call.name,
			"a default whose parts are NULL only where those of the value may be",
			otherwise,
		);
	return [value, offset as BoundExpr, implicitCast(otherwise, type, call.name)];
}

/** Whether NULL may stand inside of the type wherever it may inside of the other. */
function holdsNulls(type: DataType, other: DataType): boolean {
	if (type.kind === "array" && other.kind === "array")
		return (type.containsNull || !other.containsNull) && holdsNulls(type.element, other.element);
	if (type.kind === "map" && other.kind === "map")
		return (type.valueContainsNull || !other.valueContainsNull) && holdsNulls(type.value, other.value);
	if (type.kind === "struct" && other.kind === "struct")
		return type.fields.every((own, i) => {
			const given = other.fields[i];
			return !given || ((own.nullable || !given.nullable) && holdsNulls(own.type, given.type));
		});
	return true;
}

/** How many rows away: a constant INT, with no cast from anything else, and not NULL. */
const distance: Expect = (arg, name) => {
	if (arg.type.kind === "unknown") return arg;
	const problem = "the offset must be a constant INT that is not NULL";
	if (arg.type.kind !== "int" && (isNumeric(arg.type) || ["string", "void"].includes(arg.type.kind)))
		throw fault("PLAN_BAD_ARGUMENT", { name, problem }, { sparkCondition: "_LEGACY_ERROR_TEMP_1035" });
	const given = integer(foldable(arg, name), name);
	if (isNull(given))
		throw fault("PLAN_BAD_ARGUMENT", { name, problem }, { sparkCondition: "INTERNAL_ERROR" });
	return given;
};

const isNull = (arg: BoundExpr): boolean =>
	arg.kind === "cast" ? isNull(arg.input) : arg.kind === "literal" && arg.value === null;

/** Into how many: a positive constant INT, with no cast from anything else. */
const shares: Expect = (arg, name) => {
	const given = foldable(family("a constant INT", (t) => t.kind === "int")(arg, name), name);
	if (given.type.kind === "unknown" || (!isNull(given) && (constantInt(given) ?? 1) > 0)) return given;
	throw fault(
		"PLAN_BAD_ARGUMENT",
		{ name, problem: "the number of groups must be greater than 0" },
		{ sparkCondition: "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE" },
	);
};

const neighbour = (): WindowSpec =>
	windowed([any, distance, any], typeOfArg(0), {
		optional: 2,
		together: withDefault,
	});

const startTime = family("a timestamp", (t) => isTimestamp(t) || t.kind === "void");
const counted = family("a number", isNumeric);

/** Which row counts from 1, and is a constant. */
const place: Expect = (arg, name) => {
	const given = integer(foldable(arg, name), name);
	if ((constantInt(given) ?? 1) > 0) return given;
	throw fault(
		"PLAN_BAD_ARGUMENT",
		{ name, problem: "the place must be greater than 0" },
		{ sparkCondition: "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE" },
	);
};

export const WINDOWS = {
	row_number: windowed([], INT, { nullable: false, orderDependent: true }),
	rank: rank(),
	dense_rank: rank(),
	percent_rank: windowed([], DOUBLE, { nullable: false, rest: any }),
	cume_dist: share(),
	ntile: windowed([shares], INT, { optional: 1, nullable: false, orderDependent: true }),
	lag: neighbour(),
	lead: neighbour(),
	/** What a growing counter grew by; NULL where it began anew. */
	counter_diff: windowed([counted, startTime], typeOfArg(0), {
		optional: 1,
		params: ["value", "start_time"],
	}),
	nth_value: windowed([any, place], typeOfArg(0), { needsOrder: false, orderDependent: true }),
} as const satisfies Record<string, FunctionSpec>;
