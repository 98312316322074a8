import { string } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { within } from "./build.js";

const without =
	(chars: string) =>
	(value: PyExpr): PyExpr =>
		within(value, "str", "replace_all", string(`^[${chars}]+|[${chars}]+$`), string(""));

/** The text without what Spark's casts leave out around integers, booleans and times; Polars' own way takes other spaces too. */
export const stripped = without(String.raw`\x00-\x20\x7f`);

/** The same for numbers with a point, which Java reads. */
export const strippedByJava = without(String.raw`\x00-\x20`);
