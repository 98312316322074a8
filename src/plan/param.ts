import { BIGINT, type DataType, DOUBLE, STRING } from "../core/dataTypes.js";
import { fault } from "../core/errors/index.js";
import { node, tracked } from "./calls.js";
import { column } from "./column.js";
import type { Column, TypeLike, TypeOf } from "./columnTypes.js";
import type { ParamExpr } from "./expr.js";
import { literal } from "./literals.js";
import { badArgument, describeValue, isLiteralValue, text } from "./operands.js";
import { dataTypeOf } from "./schemas.js";

/** Options of `param`. */
export interface ParamOptions<D extends TypeLike = TypeLike> {
	/** Its value when nobody sets one; without it a run without a value is an error. */
	readonly default?: string | number | bigint | boolean | Date | null;
	/** Its type; else that of the default, else STRING. */
	readonly type?: D;
}

/** A parameter's node; also `spark.conf.get`. */
export function paramColumn(name: unknown, given: ParamOptions | undefined, where: string): Column {
	const checked = text(name, where, "a name");
	if (checked.trim() === "") throw badArgument(where, "needs a name, got an empty text");
	const { default: fallback, type } = given ?? {};
	const dataType = type === undefined ? inferred(fallback) : dataTypeOf(type, where);
	const value = defaultText(checked, fallback, dataType, where);
	return column(
		node<ParamExpr>({
			kind: "param",
			name: checked,
			type: dataType,
			...(value === undefined ? {} : { default: value }),
		}),
	);
}

function inferred(fallback: ParamOptions["default"]): DataType {
	if (fallback === undefined || fallback === null) return STRING;
	if (typeof fallback === "number") return Number.isInteger(fallback) ? literal(fallback).type : DOUBLE;
	return typeof fallback === "bigint" ? BIGINT : literal(fallback).type;
}

/** The default's text, in the spelling of literals; text is taken as it is and read by the type when it is put in. */
function defaultText(name: string, fallback: unknown, type: DataType, where: string): string | undefined {
	if (fallback === undefined || fallback === null) return undefined;
	if (!isLiteralValue(fallback) || fallback instanceof Uint8Array)
		throw badArgument(
			where,
			`the default needs to be text, a number, a boolean or a Date, got ${describeValue(fallback)}`,
		);
	const isNumber = typeof fallback === "number" || typeof fallback === "bigint";
	const wrong =
		(typeof fallback === "boolean" && type.kind !== "boolean" && type.kind !== "string") ||
		(isNumber && (type.kind === "boolean" || type.kind === "date" || type.kind === "binary"));
	if (wrong) throw fault("PLAN_BAD_PARAMETER", { name, value: String(fallback), type: type.kind });
	return literal(fallback).value ?? undefined;
}

/**
 * A parameter of the pipeline, allowed wherever a constant, a path or a table's name is. Set by the config, `--var
 * name=value` or the environment; exported as a parameter and not as its value.
 * @example spark.read.json(F.concat(param("root", { default: "data" }), lit("/orders")))
 */
export const param = tracked("param", (name: unknown, options?: ParamOptions) =>
	paramColumn(name, options, "param"),
) as <const D extends TypeLike = "string">(
	name: string,
	options?: ParamOptions<D>,
) => Column<TypeOf<D>, string, never>;
