import type { CallExpr } from "../../../../plan/expr.js";
import { DATABRICKS_FUNCTIONS } from "../../../../plan/functions/databricks.js";
import { each, keysOf } from "../../../../plan/functions/refused.js";
import { call, method, number, string } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { asLiteral, columnOf, nameOrColumn, valueOf } from "../expressions.js";
import type { Scope, Writer } from "../writer.js";
import type { FunctionRow } from "./rows.js";

type Row = (call: CallExpr, writer: Writer, scope: Scope) => PyExpr | undefined;

/** `F.when(condition, value).otherwise(other)`. */
const conditional: Row = ({ args }, writer, scope) => {
	const [condition, value, other] = args;
	if (!condition || !value || !other || condition.kind === "literal") return undefined;
	writer.renames++;
	return method(
		call(writer.f("when"), [columnOf(condition, writer, scope), valueOf(value, writer, scope)]),
		"otherwise",
		[valueOf(other, writer, scope)],
	);
};

/** `F.timestamp_add("HOUR", …)`: the unit is text. */
const unitFirst =
	(python: string): Row =>
	({ args }, writer, scope) => {
		const [unit, ...rest] = args;
		if (unit?.kind !== "literal" || unit.value === null || rest.length !== 2) return undefined;
		return call(writer.f(python), [
			string(unit.value),
			...rest.map((arg) => nameOrColumn(arg, writer, scope)),
		]);
	};

/** `F.log(2.0, "x")`: a base is a float. */
const log: Row = ({ args }, writer, scope) => {
	const [first, second] = args;
	if (!first || args.length > 2) return undefined;
	if (!second) return call(writer.f("log"), [nameOrColumn(first, writer, scope)]);
	const base = asLiteral(first);
	if (!base || base.value === null || !["int", "double"].includes(base.type.kind)) return undefined;
	writer.renames++;
	const float = /[.eNI]/.test(base.value) ? base.value : `${base.value}.0`;
	return /[NI]/.test(float)
		? undefined
		: call(writer.f("log"), [number(float), nameOrColumn(second, writer, scope)]);
};

/** PySpark knows the lengths that there are, and raises for others where Spark gives NULL. */
const sha2: Row = ({ args }, writer, scope) => {
	const [value, bits] = args;
	if (!value || bits?.kind !== "literal" || !["0", "224", "256", "384", "512"].includes(bits.value ?? ""))
		return undefined;
	return call(writer.f("sha2"), [nameOrColumn(value, writer, scope), number(bits.value as string)]);
};

/** PySpark takes a date, a time and a zone by name alone, the six parts of an instant in order. */
const partsOfInstant =
	(python: string): Row =>
	({ args }, writer, scope) =>
		args.length < 6
			? undefined
			: call(
					writer.f(python),
					args.map((arg) => nameOrColumn(arg, writer, scope)),
				);

/**
 * `F.kll_sketch_get_rank_double("sketch", F.array(F.lit(1.0)))`: Spark's SQL turns decimals into the type of the sketch, its
 * functions for Python do not (seen in 4.3.0).
 */
const ofSketch =
	(type: "double" | "float"): Row =>
	({ fn, args: [sketch, places] }, writer, scope) => {
		const isList = places?.kind === "call" && places.fn === "array";
		const values = (isList ? places.args : places ? [places] : []).map(asLiteral);
		if (!sketch || values.some((v) => v?.value == null || !/int$|^decimal$|^double$/.test(v.type.kind)))
			return undefined;
		writer.renames++;
		const written = values.map((v) => {
			const value = v?.value as string;
			const literal = call(writer.f("lit"), [number(/[.eNI]/.test(value) ? value : `${value}.0`)]);
			return type === "double" ? literal : method(literal, "cast", [string(type)]);
		});
		const [only] = written;
		if (!only || /[NI]/.test(values.map((v) => v?.value).join(""))) return undefined;
		return call(writer.f(fn), [
			nameOrColumn(sketch, writer, scope),
			isList ? call(writer.f("array"), written) : only,
		]);
	};

export const OTHER_ROWS = {
	kll_sketch_get_quantile_bigint: ofSketch("double"),
	kll_sketch_get_quantile_double: ofSketch("double"),
	kll_sketch_get_quantile_float: ofSketch("double"),
	kll_sketch_get_rank_double: ofSketch("double"),
	kll_sketch_get_rank_float: ofSketch("float"),
	make_timestamp: partsOfInstant("make_timestamp"),
	make_timestamp_ntz: partsOfInstant("make_timestamp_ntz"),
	try_make_timestamp: partsOfInstant("try_make_timestamp"),
	try_make_timestamp_ntz: partsOfInstant("try_make_timestamp_ntz"),
	log,
	sha2,
	if: conditional,
	iff: conditional,
	space: "call",
	chr: { python: "char", isRenamed: true },
	len: "call",
	charindex: "call",
	regexp_substring: "call",
	random: "call",
	timestampadd: unitFirst("timestamp_add"),
	timestampdiff: unitFirst("timestamp_diff"),
	map: { python: "create_map" },
	luhn_check: "call",
	uuid: "call",
	variant_explode: "call",
	variant_explode_outer: "call",
	from_avro: "call",
	from_protobuf: "call",
	schema_of_avro: "call",
	to_avro: "call",
	to_protobuf: "call",
	localtime: "call",
	time: "call",
	collations: "call",
	python_worker_logs: "call",
	sql_keywords: "call",
	...each(keysOf(DATABRICKS_FUNCTIONS), "call"),
} as const satisfies Readonly<Record<string, FunctionRow>>;
