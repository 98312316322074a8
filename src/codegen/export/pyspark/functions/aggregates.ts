import type { CallExpr } from "../../../../plan/expr.js";
import { call, string } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { fittingArguments, parametersOf } from "../arguments.js";
import { nameOrColumn } from "../expressions.js";
import type { Scope, Writer } from "../writer.js";
import type { FunctionRow } from "./rows.js";
import { SIGNATURES } from "./signatures.generated.js";

type Row = (call: CallExpr, writer: Writer, scope: Scope) => PyExpr | undefined;

/** `count("*")`, `count("a")`; of several columns only through `call_function`. */
const count: Row = ({ args }, writer, scope) => {
	const [only] = args;
	if (!only || args.length > 1) return undefined;
	if (only.kind === "star" && !only.qualifier && !only.except && only.of === undefined)
		return call(writer.f("count"), [string("*")]);
	return call(writer.f("count"), [nameOrColumn(only, writer, scope)]);
};

/** Functions over the rows before and after take their default as a plain value. */
const withPlainDefault =
	(fn: "lag" | "lead"): Row | undefined =>
	(expr, writer, scope) => {
		const [column, offset, other] = expr.args;
		if (!column || (offset && (offset.kind !== "literal" || offset.type.kind !== "int"))) return undefined;
		const isPlain =
			other?.kind === "literal" && ["int", "double", "string", "boolean", "void"].includes(other.type.kind);
		if (other && !isPlain) return undefined;
		return plainCall(expr, fn, writer, scope);
	};

function plainCall(expr: CallExpr, fn: string, writer: Writer, scope: Scope): PyExpr | undefined {
	const args = fittingArguments(expr.args, parametersOf(SIGNATURES[fn as "lag"]), writer, scope);
	return args && call(writer.f(fn), args);
}

export const AGGREGATE_ROWS = {
	count,
	any: { python: "bool_or", isRenamed: true },
	percentile_cont: "call",
	percentile_disc: "call",
	approx_top_k: "call",
	approx_top_k_accumulate: "call",
	approx_top_k_combine: "call",
	approx_top_k_estimate: "call",
	measure: "call",
	lag: withPlainDefault("lag") as Row,
	lead: withPlainDefault("lead") as Row,
} as const satisfies Readonly<Record<string, FunctionRow>>;
