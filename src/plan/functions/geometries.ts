import { BINARY, type DataType, geography, geometry, INT, type SpatialType } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { castTo, constantInt, implicitCast, mismatch } from "../coercion.js";
import type { FunctionSpec } from "../functionSpec.js";
import { badArgument, type Expect, family, foldable, scalar, text, typeOf } from "./build.js";

/** Spatial reference systems: none, degrees, web maps. */
const KNOWN_SRIDS: ReadonlySet<number> = new Set([0, 4326, 3857]);
const GEOGRAPHY_SRID = 4326;

const isSpatial = (type: DataType): type is SpatialType =>
	type.kind === "geometry" || type.kind === "geography";

const bytes: Expect = (arg, name) =>
	arg.type.kind === "void" ? castTo(arg, BINARY) : family("a binary", (t) => t.kind === "binary")(arg, name);

/** The type says which system the coordinates are in, so it must be a constant. */
const srid: Expect = (arg, name) => {
	if (arg.type.kind === "unknown") return arg;
	const given = implicitCast(foldable(arg, name), INT, name);
	const value = constantInt(given);
	if (value === undefined) throw badArgument(name, "the SRID must be a constant");
	if (!KNOWN_SRIDS.has(value))
		throw fault(
			"PLAN_BAD_ARGUMENT",
			{ name, problem: `the SRID ${value} is none of ${[...KNOWN_SRIDS].join(", ")}` },
			{ sparkCondition: "ST_INVALID_SRID_VALUE" },
		);
	return given;
};

const shape: Expect = (arg, name) => {
	if (arg.type.kind === "void") return castTo(arg, geometry(0));
	if (isSpatial(arg.type) || arg.type.kind === "unknown") return arg;
	throw mismatch(name, "a geometry or a geography", arg);
};

const fromBytes = (args: readonly BoundExpr[]): DataType =>
	geometry(args[1] === undefined ? 0 : (constantInt(args[1]) ?? 0));

const moved = (args: readonly BoundExpr[]): DataType => {
	const type = typeOf(args[0]);
	const to = constantInt(args[1]) ?? 0;
	if (type.kind !== "geography") return geometry(to);
	if (to === GEOGRAPHY_SRID) return type;
	throw fault(
		"PLAN_BAD_ARGUMENT",
		{ name: "st_setsrid", problem: `a geography has the SRID ${GEOGRAPHY_SRID}` },
		{ sparkCondition: "ST_INVALID_SRID_VALUE" },
	);
};

/** The types GEOMETRY and GEOGRAPHY, held as well-known binary. */
export const GEOMETRIES = {
	st_geomfromwkb: scalar([bytes, srid], fromBytes, { optional: 1 }),
	st_geogfromwkb: scalar([bytes], geography(GEOGRAPHY_SRID)),
	st_asbinary: scalar([shape, text], BINARY, { optional: 1 }),
	st_srid: scalar([shape], INT),
	st_setsrid: scalar([shape, srid], moved),
} as const satisfies Record<string, FunctionSpec>;
