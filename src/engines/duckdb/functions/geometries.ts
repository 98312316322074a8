import type { BoundCall, BoundExpr } from "../../../plan/bound.js";
import { constantText } from "../../../plan/coercion.js";
import type { GEOMETRIES } from "../../../plan/functions/geometries.js";
import type { DuckDbFunction } from "./types.js";

const sridOf = (call: BoundCall): number => {
	const { type } = call.args[0] as BoundExpr;
	return type.kind === "geometry" || type.kind === "geography" ? type.srid : 0;
};

/** Shapes are held as little-endian well-known binary. */
export const GEOMETRY_ROWS = {
	st_geomfromwkb: { sql: ([wkb]) => `aq_shape(${wkb}, FALSE)` },
	st_geogfromwkb: { sql: ([wkb]) => `aq_shape(${wkb}, TRUE)` },
	st_asbinary: {
		sql: ([shape, order], call) =>
			order === undefined || constantText(call.args[1])?.toUpperCase() === "NDR"
				? (shape as string)
				: `aq_shape_bytes(${shape}, ${order})`,
	},
	st_srid: {
		sql: ([shape], call) => `(CASE WHEN ${shape} IS NOT NULL THEN CAST(${sridOf(call)} AS INTEGER) END)`,
	},
	st_setsrid: { sql: ([shape]) => shape as string },
} as const satisfies Record<keyof typeof GEOMETRIES, DuckDbFunction>;
