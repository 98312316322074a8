import type { BoundLiteral } from "../../../../plan/bound.js";
import { call, dotted, keyword, number, string } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { boolean, cast, nullOf, text, within } from "./build.js";
import { type At, refused } from "./context.js";
import { polarsType } from "./types.js";

/** A constant with its type: Polars takes the type of a bare number from what stands around it. */
export function literal(e: BoundLiteral, at: At): PyExpr {
	const { type, value } = e;
	if (value === null) return nullOf(type);
	switch (type.kind) {
		case "string":
			return text(value);
		case "boolean":
			return call(dotted("pl.lit"), [boolean(value === "true")]);
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
		case "float":
		case "double":
			return call(dotted("pl.lit"), [numberOf(value)], [keyword("dtype", polarsType(type) as PyExpr)]);
		case "decimal":
			return cast(text(value), polarsType(type) as PyExpr);
		case "date":
			return within(text(value), "str", "to_date", string("%Y-%m-%d"));
		case "timestamp":
			return within(text(value), "str", "to_datetime", string("%Y-%m-%dT%H:%M:%S%.f%#z"));
		case "timestamp_ntz":
			return within(text(value), "str", "to_datetime", string("%Y-%m-%dT%H:%M:%S%.f"));
		default:
			return refused(at, `A constant of type ${type.kind}`);
	}
}

/** A number as Python reads it, where the other side of a comparison gives its type. */
export function bareLiteral(e: BoundLiteral): PyExpr | undefined {
	if (e.value === null) return undefined;
	switch (e.type.kind) {
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
			return number(e.value);
		case "double":
			return Number.isFinite(Number(e.value)) ? numberOf(e.value) : undefined;
		case "string":
			return string(e.value);
		default:
			return undefined;
	}
}

function numberOf(value: string): PyExpr {
	const special = { NaN: "nan", Infinity: "inf", "-Infinity": "-inf" }[value];
	return special === undefined ? number(value) : call(dotted("float"), [string(special)]);
}
